/** Files that import the same one share its tree, and get another where its text has changed. */
import { expect, it } from 'vitest';
import { analyze, type FileSystem } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';

const main = (use: string) =>
  createSource(
    'a.msg.yaml',
    `imports: { c: ./c.msg.yaml }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  m:\n    text: Hi\n    quick_replies:\n      - use: c.${use}\n`,
  );
const told = (fs: FileSystem, use: string) =>
  analyze(main(use), fs).diagnostics.map((d) => `${d.code} ${d.message}`);

it('a shared import says what it says alone', () => {
  let text = 'params: { t: string(30) }\nfragments:\n  one: One -> 1\n  two: "{{t}} -> 2"\n';
  const parsed = new Map();
  const shared: FileSystem = { read: () => text, parsed };
  const alone: FileSystem = { read: () => text };
  for (const use of ['one', 'two', 'three', 'one']) expect(told(shared, use)).toEqual(told(alone, use));
  const [first] = [...parsed.values()];
  told(shared, 'two');
  expect([...parsed.values()]).toEqual([first]);
  expect([...parsed.values()][0].spec).toBe(first.spec);
  text = text.replace('two', 'three');
  for (const use of ['one', 'two', 'three']) expect(told(shared, use)).toEqual(told(alone, use));
  expect([...parsed.values()][0].spec).not.toBe(first.spec);
});
