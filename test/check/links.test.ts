/** What listed values and blocks make of a link is known beforehand, encoded as render writes it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const file = (url: string, h: readonly string[]): string =>
  JSON.stringify({
    params: { n: 'boolean', s: 'string(3)', h, e: { enum: h, optional: true } },
    defaults: { messaging_type: 'UPDATE' },
    messages: { a: { text: 'hi', buttons: [{ type: 'web_url', title: 'Go', url }] } },
  });

const found = (url: string, h: readonly string[]) =>
  analyzeText(file(url, h)).diagnostics.map((d) => `${d.severity} ${d.code}`);

it.each<[string, readonly string[], string]>([
  ['https://{{h}}/x', ['x@y', 'a'], 'error params/url-host'],
  ['https://{{h}}/x', ['b.example/x?y', 'a'], 'error params/url-host'],
  ['https://{{h}}/{{s}}', ['shop.example:8080'], 'error params/url-host'],
  ['https://a.example/.{{#if n}}.{{/if}}', ['a'], 'error params/url-dots'],
  ['https://a.example/{{h}}/x', ['..', 'a'], 'error params/url-dots'],
  ['https://a.example/{{h}}/{{s}}', ['a', '.'], 'error params/url-dots'],
  ['https://a.example/.{{e}}', ['a'], 'error params/url-dots'],
])('%s with %j: %s', (url, h, code) => {
  expect(found(url, h)).toContain(code);
});

it.each<[string, readonly string[]]>([
  ['https://{{h}}/x', ['shop.example', 'www.a-b.example']],
  ['https://{{h}}.example/{{s}}', ['shop', 'b']],
  ['https://a.example/x?{{h}}=..', ['..', 'a']],
  ['https://a.example/{{#if (ne h "..")}}{{h}}{{else}}up{{/if}}/x', ['..', 'a']],
  ['https://a.example/..{{h}}', ['b', 'a/']],
])('%s with %j: nothing', (url, h) => {
  expect(found(url, h).filter((d) => d.startsWith('error'))).toEqual([]);
});

it('a clean link leads where it reads, whatever the data', () => {
  const parts = [
    '{{h}}',
    '{{e}}',
    '{{s}}',
    '.',
    '/',
    'x',
    '?',
    '#',
    '{{#if n}}.{{else}}/{{/if}}',
    '{{#if e}}{{e}}{{/if}}',
  ];
  const values = fc.uniqueArray(fc.constantFrom('.', '..', 'a', 'b.c', 'x/y', '@', '%2e', 'é', 'a:1'), {
    minLength: 1,
    maxLength: 3,
  });
  let clean = 0;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      values,
      (list, inHost, h) => {
        const url = `https://${inHost ? '' : 'a.example/'}${list.join('')}`;
        // what the author wrote out is meant
        if (!url.includes('{{') || /\/\.{1,2}\//.test(url)) return;
        const text = file(url, h);
        const { spec, diagnostics } = analyzeText(text);
        if (diagnostics.some((d) => d.severity === 'error')) return;
        clean++;
        const renderer = createRenderer(compile(spec!));
        for (const value of h)
          for (const e of [...h, null])
            for (const n of [true, false]) {
              const result = renderer.render('a', { h: value, e, n, s: 'xyz' } as Json);
              expect(result, `${text} ${value} ${e} ${n}`).toMatchObject({ ok: true });
              const body = (result as { steps: readonly unknown[] }).steps[0];
              const made = /"url":"([^"]*)"/.exec(JSON.stringify(body))?.[1] as string;
              const { pathname } = new URL(made);
              const path = made.replace(/[?#].*$/s, '').replace(/^https:\/\/[^/]*/, '');
              expect(pathname, made).toBe(path || '/');
            }
      },
    ),
    { numRuns: 400 },
  );
  expect(clean).toBeGreaterThan(20);
});
