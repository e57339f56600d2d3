/** The keys of a file around its messages: rules, examples, imports. */
import { anyText, type JsonSchema, nothing, oneOfThese, words } from './json-schema.ts';

const channel: JsonSchema = {
  enum: ['messenger', 'instagram'],
  enumDescriptions: ['Facebook Messenger.', 'Instagram: other limits, fewer templates and buttons, one tag.'],
};

/** Which rules are meant: of a file, or of one message. */
export const rules: JsonSchema = {
  api: {
    ...words('Which rules the messages are checked by. Default: v21.0.'),
    ...oneOfThese(
      {
        enum: ['v21.0', 'current'],
        enumDescriptions: [
          'The Send API reference of v21.0; what Meta has withdrawn since is a warning.',
          'Meta’s rules of 2026: withdrawn is an error, newer fields and templates are allowed.',
        ],
      },
      nothing,
    ),
  },
  channel: {
    ...words('Where the messages are sent: one channel, or a list, checked for each. Default: messenger.'),
    ...oneOfThese(channel, { type: 'array', items: channel }, nothing),
  },
};

export const examples: JsonSchema = {
  ...words('Data to show and test messages with.'),
  ...oneOfThese(
    {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: {
            ...words('Name of the example, once in a file.'),
            not: { type: ['object', 'array', 'null'] },
          },
          data: {
            ...words('A value for each param, or a JSON file that holds them.'),
            ...oneOfThese({ type: 'object' }, { type: 'string' }, nothing),
          },
          recipient: {
            ...words('Who gets the message in this example.'),
            ...oneOfThese(
              {
                type: 'object',
                properties: {
                  id: { ...words('Page-scoped id.'), ...anyText },
                  locale: { ...words('As de-AT.'), ...anyText },
                  language: { ...words('As de.'), ...anyText },
                  time_zone: { ...words('As Europe/Vienna.'), ...anyText },
                  channel: { ...words('messenger or instagram.'), ...anyText },
                },
              },
              nothing,
            ),
          },
          now: { ...words('The time in this example, as 2026-05-04T12:00:00Z.'), ...anyText },
        },
        additionalProperties: false,
      },
    },
    nothing,
  ),
};

export const imports: JsonSchema = {
  ...words('Other files of the project by an alias: `common: ./shared/common.msg.yaml`.'),
  ...oneOfThese({ type: 'object', additionalProperties: { type: 'string' } }, nothing),
};
