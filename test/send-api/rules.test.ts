/** Rules of the reference, one by one: a tiny message for each, by the profiles and channels that it is about. */
import { expect, test } from 'vitest';
import { analyze } from '../../src/pipeline.ts';
import { graphError } from '../../src/send-api/errors.ts';
import { removedTags, tags } from '../../src/send-api/tags.ts';
import { createSource } from '../../src/source/create-source.ts';
import { rules } from './rules/index.ts';
import { type Case, settingsOf } from './rules/rule.ts';

const noFiles = { read: () => new Error('no other files here') };

function findings({ yaml }: Case, settings: ReturnType<typeof settingsOf>[number]): string[] {
  const assumed = /^(?:messaging_type|tag):/m.test(yaml) ? '' : 'defaults: { messaging_type: RESPONSE }\n';
  const text = `${assumed}messages:\n  m:\n${yaml.replace(/^/gm, '    ')}\n`;
  const { diagnostics } = analyze(createSource('rule.msg.yaml', text), noFiles, settings);
  return [...new Set(diagnostics.map((d) => `${d.severity} ${d.code}`))].sort();
}

for (const { id, words, cases = [], errors = [] } of rules) {
  if (cases.length + errors.length === 0) continue;
  test(`${id}: ${words}`, () => {
    for (const each of cases) {
      for (const settings of settingsOf(each.where))
        expect(findings(each, settings), `${settings.api}, ${settings.channel}:\n${each.yaml}`).toEqual(
          [...each.found].sort(),
        );
    }
    for (const { code, subcode, advice } of errors)
      expect(graphError(code, subcode)).toMatchObject({ code, ...(subcode && { subcode }), advice });
  });
}

test('D-3: a missing messaging_type is RESPONSE, and said so', () => {
  const { diagnostics } = analyze(createSource('rule.msg.yaml', 'messages: { m: Hi }\n'), noFiles);
  expect(diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual([
    'information spec/messaging-type-assumed',
  ]);
});

test('TG-6: each removed tag names one of v21.0 that took its place', () => {
  const living = tags.map((tag) => tag.value);
  for (const { value, availability } of removedTags) {
    const successor = availability?.[0]?.replacement?.split(' ')[0] ?? '';
    expect(living, value).toContain(successor);
  }
});

test('10, 613 and 1545041 mean what their subcodes say', () => {
  expect(graphError(10)?.advice).toBe('auth');
  expect(graphError(10, 2018278)?.advice).toBe('window');
  expect(graphError(200, 1545041)?.advice).toBe('user');
  expect(graphError(551, 1545041)?.advice).toBe('user');
  expect(graphError(613, 2018338)?.meaning).toMatch(/tag/);
});
