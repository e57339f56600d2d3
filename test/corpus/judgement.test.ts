/** What the collection calls invalid or deprecated, we call so too, for the same reason, in both profiles. */
import { describe, expect, test } from 'vitest';
import { judge, profiles, records } from './records.ts';

/** Words of the collection -> the code of the rule that they are about. */
const rules: readonly (readonly [words: RegExp, ...codes: string[]])[] = [
  [/^unknown key in /, 'send-api/unknown-field'],
  [/^camelCase request keys/, 'spec/unknown-key'],
  [/^camelCase (?:recipient key|keys in template payload)/, 'send-api/unknown-field'],
  [/^quick reply content_type bootbot/, 'send-api/unknown-value'],
  [/^quick reply content_type None/, 'send-api/missing-field'],
  [/^notification_type SILENT/, 'send-api/unknown-value'],
  [/needs 2 to 4 elements/, 'send-api/removed'],
  [/^generic without elements/, 'length/too-few'],
  [/5 buttons \(limit 3\)/, 'length/too-many'],
  [/has \d+ characters \(limit \d+\)/, 'length/too-long'],
  [/^(?:recipient\.id|text) is empty/, 'length/empty'],
  [/^message has neither text nor attachment/, 'send-api/message-content'],
  [/is not an absolute URL/, 'send-api/url'],
  [/^element has nothing beside its title/, 'send-api/only-title'],
  [/^recipient has more than one id/, 'send-api/recipient-key'],
  [/^sender_action together with message/, 'send-api/message-or-action'],
  [/^messenger_extensions needs an https url/, 'send-api/extensions-https'],
];

/** Where we see it otherwise: the words of the collection, the rule, the reason. */
const differences: readonly { readonly words: RegExp; readonly rule: string; readonly reason: string }[] = [
  {
    words: /^quick reply content_type None/,
    rule: 'Q-2',
    reason:
      'a quick reply without content_type is a text in sendspec (sugar), so the body that is sent has one; what is missing then is its title',
  },
  {
    words: /needs 2 to 4 elements/,
    rule: 'R3.11-1',
    reason: 'the list template was removed in 2019: that is the error, whatever it holds',
  },
];

/** The reasons of a record, lesser findings ("also: …") aside. */
function reasons(why: string): string[] {
  return why
    .replace(/ \[also: .*\]$/, '')
    .split('; ')
    .map((reason) => reason.trim());
}

const invalid = records.filter((record) => record.expect === 'invalid');
const deprecated = records.filter((record) => record.expect === 'deprecated');

describe.each(profiles)('api: %s', (api) => {
  test.each(invalid.map((record) => [record.id, record.why, record] as const))(
    '%s is refused: %s',
    (_, why, record) => {
      const { errors } = judge(record, api);
      const codes = errors.map((d) => d.code);
      for (const reason of reasons(why)) {
        const rule = rules.find(([words]) => words.test(reason));
        expect(rule, `no code is known for "${reason}"`).toBeDefined();
        expect(codes, reason).toContain(rule![1]);
      }
    },
  );

  test.each(deprecated.map((record) => [record.id, record.why, record] as const))(
    '%s is outdated: %s',
    (_, why, record) => {
      const { diagnostics } = judge(record, api);
      const outdated = diagnostics.filter((d) => d.tags?.includes('deprecated'));
      for (const reason of reasons(why)) {
        const about = outdated.filter((d) => d.message.includes(subject(reason)));
        expect(
          about.map((d) => d.message),
          reason,
        ).not.toEqual([]);
        for (const d of about) {
          expect(['send-api/removed', 'send-api/deprecated']).toContain(d.code);
          // says what became of it, and what to do
          expect(d.message).toMatch(/(?:was removed by Meta|is outdated).*: \w/);
        }
      }
    },
  );
});

/** The word that a message about the reason must have. */
function subject(reason: string): string {
  const tag = /^tag (\w+)/.exec(reason)?.[1];
  if (tag !== undefined) return tag;
  const found = Object.keys(subjects).find((words) => reason.includes(words));
  if (found === undefined) throw new Error(`no subject is known for "${reason}"`);
  return subjects[found]!;
}

const subjects: Readonly<Record<string, string>> = {
  airline_boardingpass: 'boarding pass',
  airline_checkin: 'check-in',
  airline_itinerary: 'itinerary',
  airline_update: 'airline update',
  'one-time notification': 'one-time notification',
  'recipient.phone_number': 'phone_number',
  'list template': 'list template',
  'open_graph template': 'open graph',
  'element_share button': 'share button',
  item_url: 'item_url',
  'location quick reply': 'location quick reply',
  notification_messages: 'notification',
};

test('each listed difference is one, and words are listed once', () => {
  for (const { words } of differences) {
    expect(invalid.some((record) => reasons(record.why).some((reason) => words.test(reason)))).toBe(true);
    expect(rules.some(([listed]) => String(listed) === String(words))).toBe(true);
  }
  for (const reason of invalid.flatMap((record) => reasons(record.why))) {
    expect(rules.filter(([words]) => words.test(reason)).length, reason).toBe(1);
  }
});
