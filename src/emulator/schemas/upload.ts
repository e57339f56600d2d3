import { boolean, chosenBy, type JsonSchema, object, oneOfValues, text, url } from './schema.ts';

/** The body of a POST to message_attachments (AU-1, AU-2, AU-4). A file that comes along stands for the url. */
export const uploadSchema: JsonSchema = object(
  {
    message: object(
      {
        attachment: chosenBy(
          'type',
          ['audio', 'file', 'image', 'video'].map((type) =>
            object(
              {
                type: { const: type },
                payload: object({ url: url('AU-1'), is_reusable: boolean('AU-1') }, ['url']),
              },
              ['type', 'payload'],
            ),
          ),
          { 'x-rule': 'AU-4' },
        ),
      },
      ['attachment'],
    ),
    platform: oneOfValues('AU-2', ['MESSENGER', 'INSTAGRAM']),
  },
  ['message'],
);

/** The body of a POST to personas (PE-1, PE-2). */
export const personaSchema: JsonSchema = object(
  { name: text('PE-2', 1, 50), profile_picture_url: url('PE-1') },
  ['name', 'profile_picture_url'],
);
