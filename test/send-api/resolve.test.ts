import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachment } from '../../src/send-api/attachment.ts';
import { buttons, defaultAction } from '../../src/send-api/buttons.ts';
import { quickReply } from '../../src/send-api/quick-replies.ts';
import { fieldOf, variantOf } from '../../src/send-api/resolve.ts';
import type { UnionShape } from '../../src/send-api/schema.ts';
import { templates } from '../../src/send-api/templates/index.ts';

/** `open` keys are there, but not constant. */
function choose(union: UnionShape, json: Readonly<Record<string, string>>, open: readonly string[] = []) {
  const has = (key: string) => Object.hasOwn(json, key);
  const { variant, name, implied } = variantOf(
    union,
    (k) => (has(k) && !open.includes(k) ? json[k] : undefined),
    has,
  );
  return { name, implied, shape: variant?.name };
}

describe('which variant a mapping is', () => {
  test('as its discriminator says', () => {
    expect(choose(buttons, { type: 'phone_number', url: 'x' })).toEqual({
      name: 'phone_number',
      implied: false,
      shape: 'call button',
    });
    expect(choose(templates, { template_type: 'list' }).shape).toBe('list template');
  });

  test('a button with url is a link, one with payload a postback; the url decides', () => {
    expect(choose(buttons, { url: 'x', title: 'y' })).toMatchObject({ name: 'web_url', implied: true });
    expect(choose(buttons, { payload: 'x' })).toMatchObject({ name: 'postback', implied: true });
    expect(choose(buttons, { payload: 'x', url: 'y' })).toMatchObject({ name: 'web_url', implied: true });
    expect(choose(buttons, { title: 'x' })).toEqual({ name: undefined, implied: false, shape: undefined });
  });

  test('a quick reply is a text', () => {
    expect(choose(quickReply, {})).toMatchObject({ name: 'text', implied: true });
    expect(choose(quickReply, { content_type: 'user_email' })).toMatchObject({
      name: 'user_email',
      implied: false,
    });
  });

  test('nothing is implied where the discriminator is unknown or an expression', () => {
    expect(choose(buttons, { type: 'weburl', url: 'x' })).toEqual({
      name: undefined,
      implied: false,
      shape: undefined,
    });
    expect(choose(buttons, { type: '', url: 'x' }, ['type']).shape).toBeUndefined();
    expect(choose(attachment, { payload: '' }).shape).toBeUndefined();
  });

  test('words that every object inherits are no variants and no fields', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'),
        (word) => {
          expect(choose(buttons, { type: word }).shape).toBeUndefined();
          expect(fieldOf(buttons, word)).toBeUndefined();
          expect(fieldOf(defaultAction, word)).toBeUndefined();
        },
      ),
    );
  });
});

test('fieldOf finds a field of the object, or of any variant', () => {
  expect(fieldOf(defaultAction, 'url')?.required).toBe('error');
  expect(fieldOf(buttons, 'payload')?.rule).toBe('R4.1-2');
  expect(fieldOf(buttons, 'nothing')).toBeUndefined();
  expect(fieldOf({ kind: 'text' }, 'url')).toBeUndefined();
  expect(fieldOf(undefined, 'url')).toBeUndefined();
});
