/** Values that an author wrote, as Meta sees them: empty texts that are needed, True and TRUE, flags that data decides. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/index.ts';
import { createRenderer } from '../../../src/render/index.ts';
import { analyzeText } from '../../pipeline/testdata.ts';

const found = (message: string) => {
  const { diagnostics } = analyzeText(
    `api: current\nparams: { b: boolean, xs: { type: array, minItems: 2, maxItems: 6, items: url } }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  all: "{{b}}{{length xs}}"\n  m: ${message}\n`,
  );
  return diagnostics.filter((d) => d.code !== 'params/unused').map((d) => `${d.severity} ${d.code}`);
};

describe('an empty text', () => {
  it.each([
    '{ image: "" }',
    '{ text: hi, buttons: [{ type: web_url, title: A, url: "" }] }',
    '{ text: hi, buttons: [{ type: phone_number, title: A, payload: "" }] }',
    '{ text: hi, buttons: [{ type: account_link, url: "" }] }',
    '{ product: [""] }',
    '{ media: { media_type: image, attachment_id: "" } }',
    '{ image: { attachment_id: "" } }',
    '{ receipt: { recipient_name: "", order_number: "1", currency: EUR, payment_method: V, summary: { total_cost: 1 } } }',
    '{ customer_information: { countries: [DE], business_privacy: { url: "" } } }',
    '{ text: hi, reply_to: { mid: "" } }',
    '{ generic: [{ title: A, subtitle: B, image_url: "" }] }',
  ])('is an error where a text is needed, or a link: %s', (message) => {
    expect(found(message)).toEqual(['error length/empty']);
  });

  it('does not stand for a second field of a card', () => {
    expect(found('{ generic: [{ title: A, subtitle: "" }] }')).toContain('error send-api/only-title');
  });

  it('is told where it may be', () => {
    expect(found('{ generic: [{ title: A, subtitle: "", buttons: [X -> Y] }] }')).toEqual([
      'information length/empty',
    ]);
  });
});

describe('true and false', () => {
  it('are booleans in each of their spellings', () => {
    const { spec } = analyzeText(
      'defaults: { messaging_type: UPDATE }\nmessages:\n  m: { image: { url: "https://a.example/a.png", is_reusable: True } }\n',
    );
    const rendered = createRenderer(compile(spec!)).render(
      'm',
      {},
      { to: { id: '1' }, now: '2026-05-04T12:00:00Z' },
    );
    expect(JSON.stringify(rendered)).toContain('"is_reusable":true');
  });

  const button = (flag: string) =>
    `{ text: hi, buttons: [{ type: web_url, title: A, url: "http://a.example/", messenger_extensions: ${flag} }] }`;
  const grid = (...flags: string[]) =>
    `{ image_grid: { images: [${flags.map((flag, i) => `{ url: "https://a.example/${i}.png", is_hero_image: ${flag} }`).join(', ')}] } }`;
  it.each([
    [button('true'), 'error send-api/extensions-https'],
    [button('True'), 'error send-api/extensions-https'],
    [button('"{{b}}"'), 'warning send-api/extensions-https'],
    [grid('TRUE', 'true'), 'error send-api/hero-image'],
    [grid('"{{b}}"', 'true'), 'warning send-api/hero-image'],
    [
      '{ image_grid: { images: [{ each: xs as |x|, url: "{{x}}", is_hero_image: true }] } }',
      'warning send-api/hero-image',
    ],
  ])('%s', (message, finding) => {
    expect(found(message)).toEqual([finding]);
  });

  it.each([button('false'), grid('"{{b}}"', 'false'), grid('true', 'False')])('nothing: %s', (message) => {
    expect(found(message)).toEqual([]);
  });
});
