import { expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { folder, sendspec } from './run-cli.ts';

it('check reads the JSON files that examples name', async () => {
  const cwd = folder({
    'sendspec.config.yaml': '',
    'ok.json': '{ "s": "abc" }',
    'bad.json': '{',
    'long.json': '{ "s": "abcdef", "t": 1 }',
    'a.msg.yaml': `params: { s: string(3) }
defaults: { messaging_type: UPDATE }
messages:
  m:
    text: "x{{s}}"
    examples:
      - { name: a, data: ok.json }
      - { name: b, data: none.json }
      - { name: c, data: bad.json }
      - { name: d, data: long.json }
      - { name: e, data: ../a.json }
`,
  });
  const { code, out } = await sendspec(['check', '--format', 'json'], { cwd });
  const found = JSON.parse(out) as (Diagnostic & { range: { start: { line: number } } })[];
  expect(code).toBe(1);
  expect(found.map(({ range, message }) => [range.start.line + 1, message.slice(0, 70)])).toEqual([
    [8, 'the example "b" cannot be used: none.json does not exist'],
    [9, expect.stringContaining('the example "c" cannot be used: bad.json is not JSON')],
    [10, expect.stringContaining('the example "d" does not fit the params: there is no param "t"')],
    [10, expect.stringContaining('the example "d" does not fit the params: s has 6 characters')],
    [11, expect.stringContaining('the example "e" cannot be used: ../a.json')],
  ]);
});
