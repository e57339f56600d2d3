/** Cuts that are taken over after a change are those that the text has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findChange } from '../../src/source/find-change.ts';
import { splitAgain, splitText } from '../../src/yaml/split-text.ts';
import { applyEdit, randomEdit, randomOf } from './random-edits.ts';

const templates = join(import.meta.dirname, '../../templates');
const texts = readdirSync(templates)
  .filter((name) => name.endsWith('.msg.yaml'))
  .map((name) => readFileSync(join(templates, name), 'utf8'));

test('after random edits', () => {
  const random = randomOf(4711);
  let kept = 0;
  for (const original of [...texts, texts.map((text) => text.replaceAll('\n', '\r\n'))[0]!]) {
    let text = original;
    let split = splitText(text);
    for (let n = 0; n < 200; n++) {
      const after = applyEdit(text, randomEdit(random, text, texts, [original]));
      const change = findChange(text, after);
      expect(
        text.slice(0, change.start) + after.slice(change.start, change.end) + text.slice(change.endBefore),
      ).toBe(after);
      const again = splitAgain(text, after, change, split);
      expect(again, `${text}\n=====\n${after}`).toEqual(splitText(after));
      if (again.roles === split.roles) kept++;
      [text, split] = after.length > 30_000 ? [original, splitText(original)] : [after, again];
    }
  }
  expect(kept).toBeGreaterThan(500);
});
