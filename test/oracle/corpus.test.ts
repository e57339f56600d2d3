import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Edition, requestValidator } from './index.ts';

interface CorpusRecord {
  readonly id: string;
  readonly kind: 'request' | 'message';
  readonly platform: Edition['channel'];
  readonly payload: Readonly<Record<string, unknown>>;
  readonly expect: 'valid' | 'deprecated' | 'invalid' | 'unknown';
  readonly filled?: readonly string[];
  readonly api?: 'current';
}

const file = new URL('../testdata/corpus/send-api-payloads.jsonl', import.meta.url);
const records = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CorpusRecord);

/** Where we judge otherwise than the corpus: the rule and the reason. */
const differences: Readonly<Record<string, string>> = {
  'botly-002':
    'CB-2: the seed lets a sender action stand with recipient only; the record adds messaging_type',
};

/** A string that the source computes at run time stands for one of the right form. */
function fill(record: CorpusRecord): Readonly<Record<string, unknown>> {
  const payload = structuredClone(record.payload);
  for (const pointer of record.filled ?? []) {
    const keys = pointer.split('/').slice(1);
    const last = keys.pop()!;
    // biome-ignore lint/suspicious/noExplicitAny: a walk through JSON
    const parent = keys.reduce<any>((value, key) => value[key], payload);
    parent[last] = last.endsWith('url') ? 'https://example.com/filled' : 'filled';
  }
  if (record.kind === 'request') return payload;
  return { recipient: { id: '1' }, messaging_type: 'RESPONSE', message: payload };
}

async function judge(record: CorpusRecord, profile: Edition['profile']) {
  const validate = await requestValidator({ profile, channel: record.platform });
  return validate(fill(record))?.refusal.message;
}

describe('bodies that others wrote', () => {
  const withExpectation = (expected: CorpusRecord['expect']) =>
    records.filter((record) => record.expect === expected && !(record.id in differences));

  test('there are as many as the collection says', () => {
    expect(records).toHaveLength(277);
    expect(records.filter((record) => record.expect === 'valid')).toHaveLength(191);
    expect(records.filter((record) => record.expect === 'invalid')).toHaveLength(41);
  });

  test.each(withExpectation('valid').map((record) => [record.id, record] as const))(
    '%s is accepted',
    async (_, record) => {
      expect(await judge(record, record.api ?? 'v21.0')).toBeUndefined();
      expect(await judge(record, 'current')).toBeUndefined();
    },
  );

  test.each(withExpectation('invalid').map((record) => [record.id, record] as const))(
    '%s is refused',
    async (_, record) => {
      expect(await judge(record, 'v21.0')).toBeTypeOf('string');
      expect(await judge(record, 'current')).toBeTypeOf('string');
    },
  );

  test('what was withdrawn long ago is refused, what current withdrew only there, the legacy rest accepted', async () => {
    const verdicts: Record<string, string[]> = {
      'refused refused': [],
      'accepted refused': [],
      'accepted accepted': [],
    };
    for (const record of withExpectation('deprecated')) {
      const words = await Promise.all(
        (['v21.0', 'current'] as const).map(async (profile) =>
          (await judge(record, profile)) ? 'refused' : 'accepted',
        ),
      );
      verdicts[words.join(' ')]!.push(record.id);
    }
    expect(verdicts['accepted refused']).toEqual(['messaging-apis-006', 'messaging-apis-016']);
    expect(verdicts['accepted accepted']).toEqual([
      'messaging-apis-013', // one-time notification
      'messaging-apis-018', // phone number recipients
      'messenger4j-003',
      'messenger4j-004',
    ]);
    expect(verdicts['refused refused']).toHaveLength(22);
  });

  test('each listed difference is one', async () => {
    for (const id of Object.keys(differences)) {
      const record = records.find((one) => one.id === id)!;
      const accepted = (await judge(record, 'v21.0')) === undefined;
      expect(accepted).toBe(record.expect !== 'valid');
    }
  });
});
