/** Any body made of the Send API's fields comes back, whatever its texts are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Body, filledIn } from '../corpus/records.ts';
import { arbitraryBody } from './arbitrary-body.ts';
import { analyzed, bodiesOf, imported, notesOf } from './support.ts';

const runs = Number(process.env['IMPORT_RUNS'] ?? 150);

test('one body: the file sends it', () => {
  fc.assert(
    fc.property(arbitraryBody, (body) => {
      const result = imported(JSON.stringify(body));
      const shown = `${JSON.stringify(body)}\n${result.text}\n${notesOf(result).join('\n')}`;
      expect(bodiesOf(result), shown).toEqual([filledIn(body)]);
      expect(
        notesOf(result).filter((n) => n.includes('not sent as')),
        shown,
      ).toEqual([]);
      expect(formFindings(result.text), shown).toEqual([]);
    }),
    { numRuns: runs },
  );
}, 180_000);

test('several bodies: what they share is in defaults, and each is sent as it was', () => {
  fc.assert(
    fc.property(fc.array(arbitraryBody, { minLength: 2, maxLength: 5 }), (bodies) => {
      const result = imported(bodies.map((body) => JSON.stringify(body)).join('\n'));
      expect(bodiesOf(result), result.text).toEqual(bodies.map((body) => filledIn(body as Body)));
      expect(new Set(result.names).size).toBe(bodies.length);
    }),
    { numRuns: Math.ceil(runs / 3) },
  );
}, 180_000);

test('any JSON: what is not sent as it was given is said, and nothing throws', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'message',
      'text',
      'attachment',
      'payload',
      'template_type',
      'elements',
      'buttons',
      'quick_replies',
      'type',
    ),
    fc.constantFrom(
      'use',
      'when',
      'each',
      'otherwise',
      'tap',
      'key',
      'unchecked',
      'steps',
      'variants',
      'typing',
      'wait',
      'react',
    ),
    fc.constantFrom('__proto__', 'constructor', '', ' ', '<<', 'k'.repeat(1100), 'templateType', 'a\nb'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(
        'generic',
        'template',
        'image',
        'button',
        'web_url',
        'x',
        '{{#if a}}',
        null,
        true,
        1,
        0.5,
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  const body = fc
    .tuple(value, fc.dictionary(key, value, { maxKeys: 4 }))
    .map(([message, rest]) => ({ ...rest, message }));
  fc.assert(
    fc.property(body, (given) => {
      const result = imported(JSON.stringify(given));
      const notes = notesOf(result).join('\n');
      if (/not sent as it was given|fields that were null|added|client library/.test(notes)) return;
      const [sent] = bodiesOf(result) as Body[];
      expect(loose(sent), result.text).toEqual(loose(filledIn(given as Body)));
    }),
    { numRuns: runs * 2 },
  );
}, 180_000);

/** Numbers and booleans as text: where text belongs they are sent as text. */
function loose(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, v) =>
    typeof v === 'number' || typeof v === 'boolean' ? String(v) : v,
  );
}

test('brackets as deep as they are read, and a key longer than YAML has them', () => {
  const deep = `${'{"a":['.repeat(26)}1${']}'.repeat(26)}`;
  const text = `{"messaging_type":"UPDATE","message":{"text":"a","deep":${deep}}}`;
  expect(bodiesOf(imported(text))).toEqual([JSON.parse(text)]);
  const long = imported(JSON.stringify({ message: { text: 'a', ['k'.repeat(1100)]: 1 } }));
  expect(bodiesOf(long)).toEqual([
    { messaging_type: 'RESPONSE', message: { text: 'a', ['k'.repeat(1100)]: 1 } },
  ]);
});

/** Findings about how the file is written, not about what it sends. */
function formFindings(text: string): string[] {
  return analyzed(text)
    .diagnostics.filter((d) => /^(?:yaml|template|spec|params)\//.test(d.code))
    .map((d) => `${d.code}: ${d.message}`);
}
