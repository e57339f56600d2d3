/** Opt-in requests (rules 3.10): one-time notification (legacy) and recurring notifications (ended 2026-02-10). */
import {
  characters,
  choice,
  fact,
  field,
  list,
  mediaUrl,
  messengerOnly,
  object,
  removed,
  required,
  status,
  text,
  withdrawn,
} from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

const marketing = 'use the Marketing Messages API';

export const oneTimeNotification: ObjectShape = object(
  'one-time notification request',
  'Asks whether one follow-up may be sent.',
  {
    title: required(
      fact('R3.10-1', 'T-OTN, SO', '2+'),
      'What the follow-up is about.',
      text({ limits: [characters(fact('R3.10-1', 'T-OTN, SO', '2+'), 1, 65)] }),
    ),
    payload: required(fact('R3.10-2', 'T-OTN, YM', '2+'), 'Comes back with the opt-in.', text(), {
      answer: true,
    }),
  },
  {
    availability: [
      messengerOnly(fact('R9-19', 'SM, SEED', 'seed+'), 'it does not exist there'),
      status(fact('R3.1-13', 'T-OTN, SM, TPL', '2+'), {
        level: 'warning',
        status: 'legacy',
        replacement: `it is gone from Meta’s list of templates: ${marketing}`,
      }),
    ],
  },
);

const element: ObjectShape = object('notification request element', 'One card of the request.', {
  title: field(fact('R3.10-6', 'CL, IG-PT', '2+'), 'What the messages are about.', text()),
  image_url: field(
    fact('R3.10-6', 'CL, IG-PT', '2+'),
    'Picture.',
    mediaUrl(fact('R3.10-6', 'CL, IG-PT', '2+')),
  ),
  payload: field(fact('R3.10-6', 'CL, IG-PT', '2+'), 'Comes back with the opt-in.', text(), { answer: true }),
});

const frequency = fact('R3.10-8', 'CL, IG-PT', '2+');

export const notificationMessages: ObjectShape = object(
  'recurring notification request',
  'Asked whether messages may be sent regularly.',
  {
    title: field(
      fact('R3.10-3', 'IG-PT, CL', '2+'),
      'What the messages are about. Default: Updates and promotions.',
      text({ limits: [characters(fact('R3.10-3', 'IG-PT, CL', '2+'), 1, 65)] }),
    ),
    image_url: field(fact('R3.10-4', 'IG-PT', '1'), 'Picture.', mediaUrl(fact('R3.10-4', 'IG-PT', '1'))),
    image_aspect_ratio: field(
      fact('R3.10-5', 'CL', '2+'),
      'Form of the picture.',
      choice([
        { value: 'HORIZONTAL', doc: '1.91:1.' },
        { value: 'SQUARE', doc: '1:1.' },
      ]),
    ),
    elements: field(fact('R3.10-6', 'CL, IG-PT', '2+'), 'Several cards.', list(element)),
    payload: required(fact('R3.10-7', 'IG-PT', '2+'), 'Comes back with the opt-in.', text(), {
      answer: true,
    }),
    notification_messages_frequency: field(
      frequency,
      'How often messages come.',
      choice(['DAILY', 'WEEKLY', 'MONTHLY'].map((value) => ({ value, doc: value.toLowerCase() }))),
      {
        availability: [
          {
            ...frequency,
            level: 'warning',
            status: 'deprecated',
            date: '2023-02-02',
            replacement: 'leave it out',
          },
        ],
      },
    ),
    notification_messages_cta_text: field(
      fact('R3.10-9', 'IG-PT', '2+'),
      'Words on the button.',
      choice(
        ['ALLOW', 'FREQUENCY', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP'].map((value) => ({
          value,
          doc: value === 'GET_UPDATES' ? 'The default.' : 'Words that Meta translates.',
        })),
      ),
    ),
    notification_messages_timezone: field(
      fact('R3.10-10', 'public samples', '2+'),
      'Time zone, as Europe/Berlin.',
      text(),
    ),
    notification_messages_reoptin: field(
      fact('R3.10-11', 'public enum file', '1'),
      'Whether the person is asked again.',
      choice([
        { value: 'ENABLED', doc: 'Asked again.' },
        { value: 'DISABLED', doc: 'Not asked again.' },
      ]),
    ),
  },
  {
    availability: [
      { ...removed(fact('R3.1-12', 'MM', '2+'), marketing, '2026-02-10'), channel: 'instagram' },
      ...withdrawn(fact('R3.1-12', 'MM', '2+'), '2026-02-10', marketing),
    ],
  },
);
