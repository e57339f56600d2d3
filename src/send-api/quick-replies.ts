/** Quick replies (rules 2.2). */
import {
  characters,
  fact,
  field,
  format,
  items,
  list,
  object,
  removed,
  required,
  status,
  text,
  union,
} from './facts.ts';
import type { Field, ListShape, UnionShape } from './schema.ts';

const title: Field = required(
  fact('Q-4', 'QR, IG-QR, RS', '2+'),
  'Words on the button. Longer than 20 characters is cut on display.',
  text({
    // D-9: Meta's page allows an empty title in one place and forbids it in another
    limits: [characters(fact('Q-4', 'QR, IG-QR, RS', '2+'), 1, 20, { emptyBeside: 'image_url' })],
  }),
);

const payload: Field = required(
  fact('Q-6', 'QR, KX, CB', '2+'),
  'What the bot’s webhook gets on a tap.',
  text({ limits: [characters(fact('Q-6', 'QR, KX, CB', '2+'), 0, 1000)] }),
  { answer: true },
);

const image: Field = field(
  fact('Q-7', 'QR', '1'),
  'Icon beside the words, at least 24x24 pixels; a larger one is cropped.',
  text({
    formats: [
      format(fact('Q-7', 'QR', '1'), 'url'),
      format(fact('A-9', 'ERR, SM', '2+'), 'https-url', 'warning'),
    ],
  }),
  {
    availability: [
      status(fact('R9-13', 'QR, IG-QR', '2+'), {
        channel: 'instagram',
        level: 'warning',
        status: 'unsupported',
        replacement: 'leave it out: Instagram shows plain words',
      }),
    ],
  },
);

const profileOnly = fact('Q-8', 'QR, YM', '2+');
/** Keys without effect beside the person's own phone number or address. */
const noEffect = (key: string): Field =>
  field(profileOnly, `Without effect here: Messenger fills in the person’s own data.`, text(), {
    availability: [
      {
        ...profileOnly,
        level: key === 'image_url' ? 'error' : 'warning',
        status: 'unsupported',
        replacement: 'leave it out: this quick reply has only content_type',
      },
    ],
  });
const extras = { title: noEffect('title'), payload: noEffect('payload'), image_url: noEffect('image_url') };

/** One quick reply; without content_type it is a text. */
export const quickReply: UnionShape = union(
  fact('Q-2', 'QR, SO, YM', '2+'),
  'What the button holds. Absent in a sendspec file, it is text.',
  {
    name: 'quick reply',
    doc: 'A button under the message that vanishes after a tap or the next message.',
    discriminator: 'content_type',
    implied: [['', 'text']],
    variants: {
      text: object('quick reply', 'Words of your own.', { title, payload, image_url: image }),
      user_phone_number: object(
        'phone number quick reply',
        'The person’s phone number; hidden where the profile has none.',
        extras,
      ),
      user_email: object(
        'e-mail quick reply',
        'The person’s e-mail address; hidden where the profile has none.',
        extras,
      ),
      location: object(
        'location quick reply',
        'Removed: it asked for the person’s place.',
        {},
        {
          availability: [removed(fact('Q-3', 'QR', '2+'), 'ask for the address in words')],
        },
      ),
    },
  },
);

/** `message.quick_replies`. */
export const quickReplies: ListShape = list(quickReply, {
  line: 'reply',
  doc: 'Buttons that vanish after a tap or the next message.',
  limits: [items(fact('Q-1', 'QR, RF, IG-QR', '2+'), 1, 13)],
  cautions: [items(fact('Q-1b', 'CB, RS, KX', '2+'), 0, 11, { level: 'information' })],
});
