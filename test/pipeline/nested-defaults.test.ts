/** Defaults inside defaults and inside optional values: what check takes for granted is there at run time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer, generateModule } from '../../src/render/index.ts';
import { analyzeText, show } from './testdata.ts';

const folder = mkdtempSync(join(tmpdir(), 'nested-defaults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');

const x = '{ type: string, minLength: 1, maxLength: 4, default: abc }';
const withX = (more: string) => `{ type: object, ${more}, properties: { x: ${x} } }`;

const cases: readonly [what: string, spec: string, data: Json, text: string][] = [
  ['a default object', `params: { k: ${withX('default: {}')} }\ntext: "{{k.x}}"`, {}, 'abc'],
  ['its own value wins', `params: { k: ${withX('default: { x: q }')} }\ntext: "{{k.x}}"`, {}, 'q'],
  [
    'an optional object that is given',
    `params: { o: ${withX('optional: true')} }\ntext: "{{#if o}}{{o.x}}{{else}}no{{/if}}"`,
    { o: {} },
    'abc',
  ],
  [
    'one that is not',
    `params: { o: ${withX('optional: true')} }\ntext: "{{#if o}}{{o.x}}{{else}}no{{/if}}"`,
    { o: null },
    'no',
  ],
  [
    'optional in optional',
    `params: { p: { type: object, optional: true, properties: { q: ${withX('optional: true')} } } }\ntext: "v{{#with p.q}}{{x}}{{/with}}"`,
    { p: { q: {} } },
    'vabc',
  ],
  [
    'a default in a default',
    `params: { p: { type: object, default: {}, properties: { q: ${withX('default: {}')} } } }\ntext: "{{p.q.x}}"`,
    {},
    'abc',
  ],
  [
    'items of a default',
    `params: { l: { type: array, minItems: 1, maxItems: 2, default: [{}], items: ${withX('optional: false')} } }\ntext: "{{#each l}}{{x}}{{/each}}"`,
    {},
    'abc',
  ],
  [
    'a param of a fragment',
    `fragments:\n  f: { params: { k: ${withX('default: {}')} }, text: "{{k.x}}" }\nuse: f`,
    {},
    'abc',
  ],
];

describe('nested defaults', () => {
  it.each(cases)('%s', async (what, spec, data, text) => {
    const at = spec.lastIndexOf('\n');
    const body = spec.slice(at + 1);
    const written = `${spec.slice(0, at)}\ndefaults: { messaging_type: UPDATE }\nmessages:\n  m:\n    ${body}\n`;
    const { spec: bound, diagnostics } = analyzeText(written);
    expect(diagnostics.map(show)).toEqual([]);
    const program = compile(bound!);
    const rendered = createRenderer(program).render('m', data);
    expect(rendered).toMatchObject({ ok: true, steps: [{ body: { message: { text } } }] });
    const path = join(folder, `${what.replaceAll(' ', '-')}.js`);
    writeFileSync(path, generateModule(program).js);
    const module = (await import(path)) as { render(name: string, data: Json): unknown };
    expect(module.render('m', data)).toMatchObject([{ body: { message: { text } } }]);
  });
});
