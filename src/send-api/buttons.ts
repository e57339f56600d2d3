/** Buttons of templates (rules 4). */
import {
  boolean,
  characters,
  choice,
  fact,
  field,
  format,
  integer,
  link,
  messengerOnly,
  newer,
  object,
  removed,
  required,
  text,
  union,
} from './facts.ts';
import type { Availability, EnumValue, Fact, Field, ListShape, ObjectShape, UnionShape } from './schema.ts';

const urlButton = fact('R4.1-1', 'B-URL, VX, KX', '2+');
const postback = fact('R4.1-2', 'B-PB, VX, KX, SO', '2+');
const call = fact('R4.1-3', 'B-CALL, VX', '2+');
const login = fact('R4.1-4', 'B-LOGIN, VX, SO', '2+');
const logout = fact('R4.1-5', 'B-ALL, VX', '2+');
const game = fact('R4.1-6', 'B-GAME, SO', '2+');
const audioCall = fact('R4.1-7', 'CALL, CL', '2+');

/** On Instagram only links and postbacks exist. */
const notOnInstagram: Availability = messengerOnly(
  fact('R4.2-5', 'CL, IG-BT', '2+'),
  'use a web_url or postback button',
);

const title = (from = urlButton): Field =>
  required(
    from,
    'Words on the button. Messenger shows at most 20 characters.',
    text({ limits: [characters({ ...from, source: 'B-ALL, RS', confidence: '2+' }, 1, 20)] }),
  );

const ratios: readonly EnumValue[] = [
  { value: 'compact', doc: 'The page covers half of the screen.' },
  { value: 'tall', doc: 'The page covers three quarters of the screen.' },
  { value: 'full', doc: 'The page covers the whole screen (default).' },
];

/** What opens where a link is tapped: fields that a URL button and a default action share. */
export const linkFields: Readonly<Record<string, Field>> = {
  url: required(
    urlButton,
    'Page that opens on a tap. Must be https where messenger_extensions is true.',
    link(urlButton),
  ),
  webview_height_ratio: field(urlButton, 'How much of the screen the page covers.', choice(ratios)),
  messenger_extensions: field(
    urlButton,
    'True where the page uses the Messenger Extensions SDK; its domain must be on the Page’s list.',
    boolean,
  ),
  fallback_url: field(
    urlButton,
    'Page for clients without Messenger Extensions; only beside messenger_extensions: true.',
    link(urlButton),
  ),
  webview_share_button: field(
    urlButton,
    'hide takes the share button away from the page’s window.',
    choice([
      { value: 'hide', doc: 'No share button, for pages with personal data.' },
      {
        value: 'show',
        doc: 'The default.',
        availability: [
          {
            ...urlButton,
            level: 'information',
            status: 'undocumented',
            replacement: 'leave it out: it is the default',
          },
        ],
      },
    ]),
  ),
};

const webUrl = object('URL button', 'Opens a page.', { title: title(), ...linkFields });

const postbackButton = object('postback button', 'Sends its payload to the bot.', {
  title: title(postback),
  payload: required(
    postback,
    'What the bot’s webhook gets on a tap.',
    text({ limits: [characters(postback, 1, 1000)] }),
    { answer: true },
  ),
});

const callButton = object(
  'call button',
  'Calls a phone number.',
  {
    title: title(call),
    payload: required(
      call,
      'Number to call: + and country code, then digits only.',
      text({ formats: [format(call, 'phone-number')] }),
    ),
  },
  {
    availability: [notOnInstagram],
    misplaced: { phone_number: 'the number of a call button stands in payload' },
  },
);

const logIn = object(
  'log-in button',
  'Starts account linking. Messenger writes the words on the button.',
  { url: required(login, 'Log-in page, https.', text({ formats: [format(login, 'https-url')] })) },
  {
    availability: [notOnInstagram],
    misplaced: {
      account_linking_url: 'the page of a log-in button stands in url',
      title: 'a log-in button has no title: Messenger writes its own',
    },
  },
);

const logOut = object(
  'log-out button',
  'Ends account linking. Messenger writes the words on the button.',
  {},
  {
    from: logout,
    availability: [notOnInstagram],
    misplaced: { title: 'a log-out button has no title: Messenger writes its own' },
  },
);

const gamePlay = object(
  'game button',
  'Starts the Instant Game of the Page.',
  {
    title: title(game),
    payload: field(game, 'JSON text that the game gets.', text()),
    game_metadata: field(
      game,
      'Starts the game against one player or in one context.',
      object('game metadata', 'Exactly one of player_id and context_id.', {
        player_id: field(game, 'Player to play against.', text()),
        context_id: field(game, 'Context (a thread, say) to play in.', text()),
      }),
    ),
  },
  { availability: [notOnInstagram] },
);

const audioCallButton = object(
  'audio call button',
  'Lets the person call the business inside Messenger. The Page must have calling switched on.',
  {
    title: title(audioCall),
    expires_in_days: field(audioCall, 'How long the button works, in days. Default 7.', integer(1, 7)),
  },
  { availability: [notOnInstagram, newer(audioCall, '2026-02-11', 'use a phone_number button')] },
);

const elementShare: ObjectShape = object(
  'share button',
  'Removed: it shared the element with friends.',
  { share_contents: field(fact('R4.1-8', 'VX, KX, B-ALL', '2+'), 'What was shared.', { kind: 'any' }) },
  {
    availability: [
      removed(fact('R4.1-8', 'VX, KX, B-ALL', '2+'), 'leave it out; set "sharable: true" on the template'),
    ],
  },
);

const payment: ObjectShape = object(
  'buy button',
  'Removed: it took a payment in Messenger.',
  {
    title: title(fact('R4.1-9', 'VX, KX, B-ALL', '2+')),
    payload: field(fact('R4.1-9', 'VX, KX', '2+'), 'What the bot got.', text()),
    payment_summary: field(fact('R4.1-9', 'VX, KX', '2+'), 'What was paid.', { kind: 'any' }),
  },
  {
    availability: [
      removed(fact('R4.1-9', 'VX, KX, B-ALL', '2+'), 'link to a payment page with a web_url button'),
    ],
  },
);

const all: Readonly<Record<string, ObjectShape>> = {
  web_url: webUrl,
  postback: postbackButton,
  phone_number: callButton,
  account_link: logIn,
  account_unlink: logOut,
  game_play: gamePlay,
  audio_call: audioCallButton,
  element_share: elementShare,
  payment,
};

const notInMessages = { nested: 'nested buttons exist in the persistent menu only' };
const implied: UnionShape['implied'] = [
  ['url', 'web_url'],
  ['payload', 'postback'],
];

/** Every button that a message can hold in some place, and the removed ones. */
export const buttons: UnionShape = union(fact('R4.2-1', 'T-BTN, T-GEN, CALL', '2+'), 'Kind of the button.', {
  name: 'button',
  doc: 'Something to tap under a template.',
  discriminator: 'type',
  variants: all,
  implied,
  elsewhere: notInMessages,
});

/** The buttons of one place: the types in `types`; the others are known, but refused there. */
export function buttonsOf(from: Fact, place: string, types: readonly string[]): UnionShape {
  const elsewhere: Record<string, string> = { ...notInMessages };
  const variants: Record<string, ObjectShape> = {};
  for (const [type, variant] of Object.entries(all)) {
    if (types.includes(type)) variants[type] = variant;
    else elsewhere[type] = `${place} takes these types only: ${types.join(', ')}`;
  }
  return union(from, 'Kind of the button.', {
    name: 'button',
    doc: `A button of ${place}.`,
    discriminator: 'type',
    variants,
    implied,
    elsewhere,
  });
}

export function buttonList(
  of: UnionShape,
  limits: ListShape['limits'],
  cautions?: ListShape['cautions'],
): ListShape {
  return { kind: 'list', of, limits, line: 'button', ...(cautions && { cautions }) };
}

/** What a tap on the whole element does: a URL button without title. */
export const defaultAction: ObjectShape = object(
  'default action',
  'What a tap on the element (not on a button) opens: a URL button without title.',
  {
    type: required(
      fact('R3.2-7', 'T-GEN, RS, SO', '2+'),
      'Always web_url.',
      choice([{ value: 'web_url', doc: 'Opens a page.' }]),
    ),
    ...linkFields,
  },
  {
    line: 'link',
    implied: { type: 'web_url' },
    misplaced: {
      title: 'a default action has no title: the element’s own title is what people tap',
      payload: 'a default action opens a page; put a postback into buttons',
    },
  },
);

/** What a tap on an image of a grid does. */
export const imageAction: UnionShape = union(fact('R3.9-10', 'T-GRID, CL', '2+'), 'web_url or postback.', {
  name: 'image action',
  doc: 'What a tap on the image does.',
  discriminator: 'type',
  variants: {
    web_url: object('image link', 'Opens a page.', linkFields),
    postback: object('image postback', 'Sends its payload to the bot.', {
      payload: postbackButton.fields['payload']!,
    }),
  },
  implied,
  elsewhere: Object.fromEntries(
    Object.keys(all)
      .filter((type) => type !== 'web_url' && type !== 'postback')
      .map((type) => [type, 'an image of a grid takes web_url and postback actions only']),
  ),
});
