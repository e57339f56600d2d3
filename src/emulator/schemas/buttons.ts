import { boolean, chosenBy, integer, type JsonSchema, object, oneOfValues, text, url } from './schema.ts';

export type ButtonType =
  | 'web_url'
  | 'postback'
  | 'phone_number'
  | 'account_link'
  | 'account_unlink'
  | 'game_play'
  | 'audio_call';

/** Where buttons stand, and which (R4.2-1 to R4.2-5). */
export const buttonPlaces = {
  messenger: {
    card: ['web_url', 'postback', 'phone_number', 'account_link', 'account_unlink', 'game_play'],
    media: ['web_url', 'postback', 'phone_number', 'account_link', 'account_unlink', 'game_play'],
    grid: ['web_url', 'postback'],
  },
  instagram: { card: ['web_url', 'postback'], media: ['web_url', 'postback'], grid: ['web_url', 'postback'] },
} as const satisfies Record<string, Record<string, readonly ButtonType[]>>;

/** Since 2026-02-11, on generic and button templates only (R4.1-7). */
export const newerCardButtons: readonly ButtonType[] = ['audio_call'];

/** A button of one of `types` (R4.1-1 to R4.1-7). */
export function buttonSchema(types: readonly ButtonType[]): JsonSchema {
  return chosenBy(
    'type',
    types.map((type) => byType[type]),
    { 'x-rule': 'R4.2-1' },
  );
}

const title = text('R4.1-1', 1, 20);
const web = {
  url: url('R4.1-1'),
  webview_height_ratio: oneOfValues('R4.1-1', ['compact', 'tall', 'full']),
  messenger_extensions: boolean('R4.1-1'),
  fallback_url: url('R4.1-1'),
  webview_share_button: oneOfValues('R4.1-1', ['hide', 'show']),
};

/** https with Messenger Extensions, and a fallback only with them. */
const extensionRules: JsonSchema = {
  if: { properties: { messenger_extensions: { const: true } }, required: ['messenger_extensions'] },
  then: { properties: { url: { type: 'string', format: 'https-url', 'x-rule': 'R4.1-1' } } },
  else: {
    not: { required: ['fallback_url'] },
    'x-rule': 'R4.1-1',
    'x-graph': { message: 'Param {param}[fallback_url] can only be set when messenger_extensions is true' },
  },
};

const byType: Readonly<Record<ButtonType, JsonSchema>> = {
  web_url: object({ type: { const: 'web_url' }, title, ...web }, ['type', 'title', 'url'], extensionRules),
  postback: object({ type: { const: 'postback' }, title, payload: text('R4.1-2', 1, 1000) }, [
    'type',
    'title',
    'payload',
  ]),
  phone_number: object(
    {
      type: { const: 'phone_number' },
      title,
      payload: text('R4.1-3', 1, undefined, {
        pattern: '^\\+[0-9]+$',
        'x-graph': {
          message: 'Param {param} must be a phone number: + country code and number, digits only',
        },
      }),
    },
    ['type', 'title', 'payload'],
  ),
  account_link: object({ type: { const: 'account_link' }, url: url('R4.1-4', 'https-url') }, ['type', 'url']),
  account_unlink: object({ type: { const: 'account_unlink' } }, ['type']),
  game_play: object(
    {
      type: { const: 'game_play' },
      title,
      payload: text('R4.1-6', 0),
      game_metadata: object({ player_id: text('R4.1-6', 1), context_id: text('R4.1-6', 1) }, [], {
        maxProperties: 1,
        'x-rule': 'R4.1-6',
      }),
    },
    ['type', 'title'],
  ),
  audio_call: object({ type: { const: 'audio_call' }, title, expires_in_days: integer('R4.1-7', 1, 7) }, [
    'type',
    'title',
  ]),
};

/** What a tap on an element opens: a URL button without a title (R3.2-7). */
export const defaultActionSchema: JsonSchema = object(
  { type: { const: 'web_url' }, ...web },
  ['type', 'url'],
  { ...extensionRules, 'x-rule': 'R3.2-7' },
);
