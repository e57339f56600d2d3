/** Each body that others wrote, imported, is sent as it was; one by one and all in one file. */
import { describe, expect, test } from 'vitest';
import { type CorpusRecord, records, sent } from '../corpus/records.ts';
import { analyzed, bodiesOf, imported, notesOf } from './support.ts';

/** What is not sent as it was given, with the reason. */
const differences: Readonly<
  Record<string, { readonly reason: string; readonly mend: (body: never) => unknown }>
> = {
  'bootbot-005': {
    reason: 'language.md: a quick reply without content_type is a text',
    mend: (body: { message: { quick_replies: object[] } }) => {
      body.message.quick_replies[2] = { content_type: 'text', ...body.message.quick_replies[2] };
      return body;
    },
  },
  'fbmessenger-006': {
    reason: 'is_reusable: "true" is an error with a fix; where it is compiled all the same, true is sent',
    mend: (body: { message: { attachment: { payload: { is_reusable: unknown } } } }) => {
      body.message.attachment.payload.is_reusable = true;
      return body;
    },
  },
};

function expected(record: CorpusRecord): unknown {
  const renamed = /camelCase/.test(record.why)
    ? { ...record, payload: snakeCased(record.payload) as never }
    : record;
  const body = structuredClone(sent(renamed));
  return differences[record.id]?.mend(body as never) ?? body;
}

/** Of what the Send API knows: the inner fields of the removed airline templates stay as they are. */
function snakeCased(value: unknown, inAirline = false): unknown {
  if (Array.isArray(value)) return value.map((item) => snakeCased(item, inAirline));
  if (typeof value !== 'object' || value === null) return value;
  const { templateType } = value as { templateType?: string };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      inAirline ? key : key.replace(/[A-Z]|\d+$/g, (part) => `_${part.toLowerCase()}`),
      snakeCased(inner, inAirline || templateType?.startsWith('airline') === true),
    ]),
  );
}

describe.each(records.map((record) => [record.id, record] as const))('%s', (_, record) => {
  const settings = { channel: record.platform, api: record.api } as const;

  test('is sent as it was', () => {
    const result = imported(JSON.stringify(record.payload), settings);
    expect(bodiesOf(result, settings)).toEqual([expected(record)]);
    expect(notesOf(result).filter((note) => note.includes('not sent as it was'))).toEqual([]);
  });

  if (record.expect !== 'valid') return;
  test('has no errors but those of its placeholders', () => {
    const { diagnostics } = analyzed(imported(JSON.stringify(record.payload), settings).text, settings);
    const errors = diagnostics.filter((d) => d.severity === 'error');
    expect(
      errors
        .filter((d) => !/"<[^"]*"/.test(d.message) && d.code !== 'send-api/action-alone')
        .map((d) => d.message),
    ).toEqual([]);
    // the form is clean: no null is left, and each message says its messaging_type
    expect(diagnostics.filter((d) => /^(?:yaml|template|spec)\//.test(d.code)).map((d) => d.message)).toEqual(
      [],
    );
  });
});

test.each([
  ['messenger', 'JSON lines', (texts: string[]) => texts.join('\n')],
  ['instagram', 'a list', (texts: string[]) => `[${texts.join(',\n')}]`],
] as const)('all bodies of %s in one file, from %s', (channel, _, join) => {
  const some = records.filter((r) => r.platform === channel);
  const result = imported(join(some.map((r) => JSON.stringify(r.payload))), { channel });
  expect(bodiesOf(result, { channel })).toEqual(some.map(expected));
  expect(new Set(result.names).size).toBe(some.length);
});

test('an imported file, imported bodies of it, the same file: nothing is lost on the way', () => {
  const some = records.filter((r) => r.platform === 'messenger' && r.expect === 'valid');
  const once = imported(some.map((r) => JSON.stringify(r.payload)).join('\n'));
  const twice = imported(
    bodiesOf(once)
      .map((body) => JSON.stringify(body))
      .join('\n'),
  );
  expect(bodiesOf(twice)).toEqual(bodiesOf(once));
});
