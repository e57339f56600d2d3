/** What only the data decides must not make a body that the Send API refuses: each is an error or a warning. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const params = `params:
  s: string(20)
  b: boolean
  ph: phone
  u: url
  d: date
  n: integer(0..9)
  secs: integer(0..99999)
  e: [love, like]
  eo: { enum: [a, b], optional: true }
  id: string(20)?
  t: [RESPONSE, MESSAGE_TAG]
  fine: [RESPONSE, UPDATE]
  slug: [red, green-tea]
`;
const found = (message: string, head = '') =>
  analyzeText(
    `${head}${params}${message.includes('messaging_type') || message.includes('sender_action') || message.includes('tag:') ? '' : 'defaults: { messaging_type: RESPONSE }\n'}messages:\n  m:\n${message.replace(/^/gm, '    ')}\n`,
  )
    .diagnostics.filter(({ code, severity }) => severity !== 'information' && code !== 'params/unused')
    .map(({ code }) => code);

const button = (rest: string) => `text: Hi\nbuttons:\n  - ${rest}`;
const receipt = (time: string) =>
  `receipt:\n  recipient_name: Ana\n  order_number: A-1\n  currency: EUR\n  payment_method: Visa\n  timestamp: "${time}"\n  summary: { total_cost: 5 }`;

it.each([
  [button('A -> https://x.co/{{{s}}}'), 'params/raw-in-link'],
  [button('A -> https://x.co/{{&s}}'), 'params/raw-in-link'],
  [button('A -> https://x.co/{{#if b}}{{{s}}}{{/if}}'), 'params/raw-in-link'],
  ['image: "https://x.co/{{{s}}}.png"', 'params/raw-in-link'],
  [button('B -> tel:{{{ph}}}'), 'params/raw-in-link'],
  [receipt('{{s}}'), 'send-api/not-proven'],
  [receipt('{{now}}'), 'send-api/not-proven'],
  [receipt('{{d}}'), 'send-api/not-proven'],
  [receipt('{{date d}}'), 'send-api/not-proven'],
  [
    button('{ type: "{{#if b}}postback{{else}}web_url{{/if}}", title: A, payload: B }'),
    'send-api/decided-by-data',
  ],
  ['text: Hi\ntag: "{{#if b}}HUMAN_AGENT{{/if}}"', 'send-api/decided-by-data'],
  ['sender_action: "{{#if b}}typing_on{{/if}}"', 'send-api/decided-by-data'],
  ['text: Hi\nmessaging_type: "{{t}}"', 'send-api/decided-by-data'],
  [
    'text: Hi\nquick_replies:\n  - { content_type: "{{#if b}}text{{/if}}", title: A, payload: B }',
    'send-api/decided-by-data',
  ],
  [
    button(
      '{ type: web_url, title: A, url: "https://x.co/", fallback_url: "https://x.co/f", messenger_extensions: "{{b}}" }',
    ),
    'send-api/fallback-url',
  ],
  ['instant_form: { form_id: "{{id}}" }', 'params/required-may-be-empty'],
])('%s', (message, code) => {
  expect(found(message)).toContain(code);
});

it.each([
  ['payload: { message_id: x, reaction: "{{eo}}" }'],
  ['payload: { when: b, message_id: x, reaction: "❤" }'],
])('react with %s', (payload) => {
  expect(found(`sender_action: react\n${payload}`, 'api: current\n')).toContain('send-api/reaction');
});

it.each([
  [button('A -> https://x.co/{{s}}')],
  [button('A -> https://x.co/{{{slug}}}?n={{{n}}}')],
  [button('A -> {{{u}}}')],
  [receipt('{{date d \\"unix\\"}}')],
  [receipt('{{secs}}')],
  ['text: Hi\nmessaging_type: "{{fine}}"'],
])('%s is fine', (message) => {
  expect(found(message)).toEqual([]);
});
