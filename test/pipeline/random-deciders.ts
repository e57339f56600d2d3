/** Messages in which the data decides what an object is, or stands in a link as it is: most are refused, the rest must hold. */
import fc from 'fast-check';
import type { Arb, Json } from './random-specs.ts';

const name = fc.constantFrom(
  's',
  'e',
  'i',
  'n',
  'b',
  'u',
  'p',
  'd',
  'dt',
  'cur',
  'en',
  's_o',
  'e_o',
  'i_o',
  's0',
);
const raw = fc
  .tuple(name, fc.constantFrom('{{{', '{{&', '{{'))
  .map(([x, open]) => (open === '{{{' ? `{{{${x}}}}` : `${open}${x}}}`));
const choice = (a: string, b: string) =>
  fc.constantFrom(a, b, `{{#if b}}${a}{{else}}${b}{{/if}}`, `{{#if b}}${a}{{/if}}`, `{{default e_o "${a}"}}`);
const time = fc.oneof(
  raw,
  fc.constantFrom('{{date d "unix"}}', '{{date dt "unix"}}', '{{now}}', '{{date d}}', '1', '{{relative dt}}'),
);

export const deciders: Arb<Json> = fc.oneof(
  raw.map((x): Json => ({ text: 'Hi', buttons: [`A -> https://a.example/${x}`] })),
  raw.map((x): Json => ({ text: 'Hi', buttons: [`A -> tel:${x}`] })),
  raw.map((x): Json => ({ text: 'Hi', buttons: [`A -> ${x}`] })),
  raw.map((x): Json => ({ image: `https://a.example/${x}.png` })),
  fc
    .tuple(raw, raw)
    .map(([a, b]): Json => ({ image: `https://a.example/{{#if b}}${a}{{else}}x${b}{{/if}}` })),
  time.map(
    (timestamp): Json => ({
      receipt: {
        recipient_name: 'Ana',
        order_number: 'A-1',
        currency: 'EUR',
        payment_method: 'Visa',
        timestamp,
        summary: { total_cost: 5 },
      },
    }),
  ),
  fc.tuple(choice('postback', 'web_url'), fc.boolean(), fc.boolean()).map(
    ([type, url, payload]): Json => ({
      text: 'Hi',
      buttons: [
        { type, title: 'A', ...(url && { url: 'https://a.example/' }), ...(payload && { payload: 'P' }) },
      ],
    }),
  ),
  choice('text', 'user_email').map(
    (content_type): Json => ({ text: 'Hi', quick_replies: [{ content_type, title: 'A', payload: 'P' }] }),
  ),
  choice('RESPONSE', 'UPDATE').map((messaging_type): Json => ({ text: 'Hi', messaging_type })),
  choice('typing_on', 'mark_seen').map((sender_action): Json => ({ sender_action })),
  fc.tuple(fc.constantFrom<Json>('{{b}}', '{{b_o}}', true, false), fc.boolean()).map(
    ([messenger_extensions, fallback]): Json => ({
      text: 'Hi',
      buttons: [
        {
          type: 'web_url',
          title: 'A',
          url: 'https://a.example/',
          messenger_extensions,
          ...(fallback && { fallback_url: 'https://a.example/f' }),
        },
      ],
    }),
  ),
);
