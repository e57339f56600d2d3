/** Every rule of the reference has a test that exists, or a reason why it has none. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bodyRules, otherRules, platformRules } from './rule-ids.ts';
import { coveragePage, testOf } from './rules/coverage-page.ts';
import { rules } from './rules/index.ts';

const folder = new URL('../', import.meta.url);
const sources = new Map<string, string>();

function sourceOf(file: string): string {
  const url = new URL(file, folder);
  if (!sources.has(file)) sources.set(file, existsSync(url) ? readFileSync(url, 'utf8') : '');
  return sources.get(file)!;
}

test('each of the 429 rules stands in the table once', () => {
  const all = [...new Set([...bodyRules, ...otherRules, ...platformRules])];
  expect(all.length).toBe(429);
  expect(rules.map((rule) => rule.id).sort()).toEqual(all.sort());
});

test('a rule has a test or a reason, never both', () => {
  for (const rule of rules) {
    expect(rule.words, rule.id).toMatch(/\S/);
    expect((testOf(rule) === undefined) !== (rule.reason === undefined), rule.id).toBe(true);
  }
});

describe('tests that rules name exist', () => {
  const named = rules.flatMap((rule) => (rule.test === undefined ? [] : [[rule.id, rule.test] as const]));
  test.each(named)('%s', (_, { file, title }) => {
    const starts = [`'${title}', `, `"${title}", `];
    expect(
      starts.some((start) => sourceOf(file).includes(start)),
      `${file}: ${title}`,
    ).toBe(true);
  });
});

test('docs/send-api-coverage.md is up to date: node scripts/send-api-coverage.mjs', () => {
  expect(readFileSync('docs/send-api-coverage.md', 'utf8')).toBe(coveragePage());
});
