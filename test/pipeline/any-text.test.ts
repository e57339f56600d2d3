/** Any text at all is answered with diagnostics, never with an exception. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyze, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { createSource } from '../../src/source/create-source.ts';
import { analyzeText, folderSystem, specFilesOf, testdata } from './testdata.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);
const disk = folderSystem('features');
const files = specFilesOf('features').map((name) => readFileSync(join(testdata, 'features', name), 'utf8'));

const scraps =
  `{{ }} {{#if x}} {{/if}} {{else}} -> \\-> \n \r\n \t : - [ ] { } , # & * ! | > ' " % @ \` ? ~ null true 12 1e9 😀 \uD800
  params: messages: fragments: defaults: use: each: when: otherwise: tap: text: quick_replies: buttons: generic: variants:
  imports: examples: typing: 2s wait: unchecked: attachment: (tall) tel:+1 https://a.b/ as |x| ( ) string(40)? ../ this. @index`
    .split(/ +/)
    .concat(' ', '  ', '\n  ', '\n    - ');

const scrapText = fc.array(fc.constantFrom(...scraps), { maxLength: 40 }).map((parts) => parts.join(''));

/** A real file with a few places overwritten: deep in the structure, where errors hide. */
const broken = fc
  .tuple(
    fc.constantFrom(...files),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.oneof(fc.constantFrom(...scraps), fc.string()),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([text, cuts]) =>
    cuts.reduce((t, [at, length, insert]) => {
      const start = Math.floor(at * t.length);
      return t.slice(0, start) + insert + t.slice(start + length);
    }, text),
  );

function survives(text: string): void {
  const { spec, diagnostics } = analyze(createSource('any.msg.yaml', text), disk);
  for (const d of diagnostics) {
    expect(d.range.start).toBeGreaterThanOrEqual(0);
    expect(d.range.end).toBeGreaterThanOrEqual(d.range.start);
    expect(d.range.end).toBeLessThanOrEqual(d.file.text.length);
    expect(d.message).not.toMatch(/undefined|NaN|\[object/);
  }
  if (!spec || diagnostics.some((d) => d.severity === 'error')) return;
  // what is free of errors compiles and renders without an exception, whatever the data
  const renderer = createRenderer(compile(spec));
  for (const message of spec.messages) {
    for (const data of [{}, ...message.examples.map((e) => e.data)]) {
      renderer.check(message.name, data);
      renderer.render(message.name, data, { recipient: { id: '1' }, now: '2026-05-04T12:00:00Z' });
    }
  }
}

it('any string', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: runs / 5 });
});

it('scraps of the language in any order', () => {
  fc.assert(fc.property(scrapText, survives), { numRuns: (runs * 2) / 5 });
});

it('real files with places overwritten', () => {
  fc.assert(fc.property(broken, survives), { numRuns: (runs * 2) / 5 });
});

it('an empty file, and a file of one comment', () => {
  expect(analyzeText('').diagnostics.map((d) => d.code)).toEqual(['yaml/empty']);
  expect(analyzeText('# nothing\n').diagnostics.map((d) => d.code)).toEqual(['yaml/empty']);
});
