/** The superset rule: every valid body that others wrote is a valid message as it stands, and is sent as it stands. */
import { describe, expect, test } from 'vitest';
import { stringify, type ToStringOptions } from 'yaml';
import { type CorpusRecord, jsonText, judge, profilesOf, records, sent } from './records.ts';
import { renderOne } from './render.ts';

interface Difference {
  readonly rule: string;
  readonly reason: string;
  readonly codes: readonly string[];
  readonly only?: 'current';
}

/** Valid for the collection, an error for us. */
const differences: Readonly<Record<string, Difference>> = {
  'botly-002': {
    rule: 'CB-2, SN-1 (seed+, level E)',
    reason: 'a sender action goes with recipient only; the old client library adds messaging_type',
    codes: ['send-api/action-alone'],
  },
  'original-coast-clothing-037': {
    rule: 'RC-7',
    reason:
      'notification_messages_token was removed on 2026-02-10; valid by v21.0, which the record is judged by',
    codes: ['send-api/removed'],
    only: 'current',
  },
};

const valid = records.filter((record) => record.expect === 'valid');

/** The same tree in other spellings of YAML, `{{` escaped. */
function yamlText(record: CorpusRecord, options: ToStringOptions): string {
  return stringify(JSON.parse(jsonText(record)), options);
}

const spellings: Readonly<Record<string, (record: CorpusRecord) => string>> = {
  JSON: jsonText,
  'JSON on one line': (record) => JSON.stringify(JSON.parse(jsonText(record))),
  'JSON with tabs': (record) => JSON.stringify(JSON.parse(jsonText(record)), null, '\t'),
  YAML: (record) => yamlText(record, { lineWidth: 0 }),
  'YAML folded at 80 columns': (record) => yamlText(record, {}),
  'YAML in single quotes': (record) => yamlText(record, { defaultStringType: 'QUOTE_SINGLE', lineWidth: 0 }),
};

test('the collection is all there', () => {
  expect(records).toHaveLength(277);
  expect(valid).toHaveLength(191);
});

describe.each(Object.entries(spellings))('as %s', (_, write) => {
  test.each(valid.map((record) => [record.id, record] as const))('%s', (id, record) => {
    for (const api of profilesOf(record)) {
      const { analysis, errors } = judge(record, api, write(record));
      const difference = differences[id];
      const expected = difference && (difference.only ?? api) === api ? difference.codes : [];
      expect(
        errors.map((d) => d.code),
        errors.map((d) => d.message).join('\n'),
      ).toEqual(expected);
      expect(renderOne(analysis, id)).toEqual(sent(record));
    }
  });
});

test('what is not valid is sent as it stands too, where it can be compiled', () => {
  const different = records.filter((record) => {
    const { analysis } = judge(record, 'current');
    // errors of the structure (spec/…) leave out what they are about
    if (analysis.diagnostics.some((d) => d.severity === 'error' && d.code.startsWith('spec/'))) return false;
    return JSON.stringify(sorted(renderOne(analysis, record.id))) !== JSON.stringify(sorted(sent(record)));
  });
  expect(different.map((record) => record.id)).toEqual([
    'bootbot-005', // a quick reply without content_type is a text
    'fbmessenger-006', // is_reusable: "true" is sent as true (and is an error with a fix)
  ]);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
