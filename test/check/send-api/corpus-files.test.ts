/** The same bodies as files: JSON is YAML, so each is pasted as it is and goes through every phase, lengths included. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/pipeline.ts';
import { createSource } from '../../../src/source/create-source.ts';

interface Rec {
  readonly id: string;
  readonly kind: 'request' | 'message';
  readonly platform: 'messenger' | 'instagram';
  readonly payload: Record<string, unknown>;
  readonly expect: string;
  readonly why: string;
  readonly filled?: readonly string[];
  readonly api?: 'current';
}

const records = readFileSync(
  new URL('../../testdata/corpus/send-api-payloads.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Rec);

/** CB-2, SN-1: a sender action goes with recipient only; the old SDK adds messaging_type. */
const differences = new Set(['botly-002']);

const noFiles = { read: () => new Error('no other files here') };

function judge(record: Rec) {
  const payload = structuredClone(record.payload);
  for (const pointer of record.filled ?? []) fill(payload, pointer.split('/').slice(1));
  const body = record.kind === 'request' ? payload : { message: payload };
  const text = JSON.stringify(body, null, 2).replaceAll('{{', '\\\\{{');
  return analyze(createSource(`${record.id}.msg.yaml`, text), noFiles, {
    api: record.api ?? 'v21.0',
    channel: record.platform,
  });
}

/** Places that the source computes at run time hold a placeholder: a link is made one. */
function fill(value: unknown, [key, ...rest]: readonly string[]): void {
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) fill(holder[key!], rest);
  else if (key!.endsWith('url')) holder[key!] = 'https://filled.example/x';
}

describe('bodies written by others, as files', () => {
  test.each(records.map((record) => [record.id, record.expect, record] as const))(
    '%s: %s',
    (id, expected, record) => {
      const { diagnostics } = judge(record);
      const errors = diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}: ${d.message}`);
      if (expected === 'valid') {
        if (differences.has(id)) expect(errors).not.toEqual([]);
        else expect(errors).toEqual([]);
      }
      if (expected === 'invalid') expect(errors, record.why).not.toEqual([]);
      if (expected === 'deprecated') {
        expect(
          diagnostics.some((d) => d.tags?.includes('deprecated')),
          record.why,
        ).toBe(true);
      }
    },
  );
});
