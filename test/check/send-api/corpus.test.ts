import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/bind/model.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Profile } from '../../../src/send-api/schema.ts';
import { check } from './build.ts';

interface Rec {
  readonly id: string;
  readonly kind: 'request' | 'message';
  readonly platform: 'messenger' | 'instagram';
  readonly payload: Json;
  readonly expect: 'valid' | 'invalid' | 'deprecated' | 'unknown';
  readonly why: string;
  readonly filled?: readonly string[];
  readonly api?: Profile;
}

const file = new URL('../../testdata/corpus/send-api-payloads.jsonl', import.meta.url);
const records = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Rec);

function judge(record: Rec): Diagnostic[] {
  const body = record.kind === 'request' ? record.payload : { message: record.payload };
  const open = record.filled?.map((pointer) => (record.kind === 'request' ? pointer : `/message${pointer}`));
  return check(body, { open, api: record.api, channels: [record.platform] });
}

/** Their fault is a length or a count: judged by the bounds analysis, not by these rules. */
const lengths = new Set([
  'messaging-apis-053',
  'claudia-bot-builder-016',
  ...[20, 42, 43, 55, 62, 63, 64, 66, 70, 71].map((n) => `original-coast-clothing-0${n}`),
]);

/** Where we differ from the collection's judgement, with the rule. */
const differences: Readonly<Record<string, readonly string[]>> = {
  // CB-2, SN-1 (seed+, level E): a sender action goes with recipient only; the old SDK adds messaging_type.
  'botly-002': ['send-api/action-alone'],
};

/** Valid by v21.0, but Meta has withdrawn since what they use (RC-7: 2026-02-10). */
const withdrawn: Readonly<Record<string, readonly string[]>> = {
  ...differences,
  'original-coast-clothing-037': ['send-api/removed'],
};

function errors(record: Rec, api = record.api): string[] {
  return judge({ ...record, api }).flatMap((d) => (d.severity === 'error' ? [d.code] : []));
}

describe('bodies written by others', () => {
  const of = (expectation: Rec['expect']) => records.filter((record) => record.expect === expectation);

  test('all of them are there', () => {
    expect(records.length).toBe(277);
    expect(of('valid').length).toBe(191);
  });

  test.each(of('valid').map((r) => [r.id, r] as const))('%s is valid: no error', (id, record) => {
    expect(errors(record)).toEqual(differences[id] ?? []);
  });

  test.each(of('valid').map((r) => [r.id, r] as const))('%s is valid by the rules of 2026', (id, record) => {
    expect(errors(record, 'current')).toEqual(withdrawn[id] ?? []);
  });

  test.each(of('invalid').map((r) => [r.id, r] as const))('%s is invalid: an error', (id, record) => {
    const found = errors(record);
    if (lengths.has(id)) expect(found).toEqual([]);
    else expect(found, record.why).not.toEqual([]);
  });

  test.each(of('deprecated').map((r) => [r.id, r] as const))(
    '%s is outdated: a finding that says so',
    (_, record) => {
      const outdated = judge(record).filter((d) => d.tags?.includes('deprecated'));
      expect(outdated, record.why).not.toEqual([]);
      for (const { message } of outdated) expect(message).toMatch(/was removed by Meta|is outdated/);
    },
  );

  test.each(records.map((r) => [r.id, r] as const))(
    '%s: every finding has a place and a sentence',
    (_, record) => {
      for (const d of judge(record)) {
        expect(d.range.end).toBeGreaterThan(d.range.start);
        expect(d.range.end).toBeLessThanOrEqual(d.file.text.length);
        expect(d.message).toMatch(/[.?…]$/);
        expect(d.message).not.toMatch(/undefined|\[object/);
      }
    },
  );
});
