/** Bodies in the spelling of client libraries: each finding about a key has a fix, and the fixes mend the file. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { type CorpusRecord, filledIn, jsonText, judge, records } from './records.ts';
import { renderOne } from './render.ts';

// of the removed airline templates nothing is known but that they are gone
const camel = records.filter((r) => /camelCase/.test(r.why) && !r.template.startsWith('airline'));

test('the collection has some', () => {
  expect(camel.length).toBeGreaterThan(10);
});

describe.each(camel.map((record) => [record.id, record] as const))('%s', (id, record) => {
  test('every key has a fix, and the fixed file is sent with the right keys', () => {
    let text = jsonText(record);
    // a template's own fields are read once its template_type is known
    for (let round = 0; round < 4; round++) {
      const found = aboutKeys(record, text);
      if (found.length === 0) break;
      for (const d of found) expect(d.fixes?.length ?? 0, d.message).toBeGreaterThan(0);
      text = applyEdits(
        text,
        found.flatMap((d) => d.fixes![0]!.edits),
      );
    }
    expect(aboutKeys(record, text).map((d) => d.message)).toEqual([]);
    const { analysis } = judge(record, 'v21.0', text);
    expect(renderOne(analysis, id)).toEqual(filledIn(snakeCased(record.payload) as never));
  });
});

function aboutKeys(record: CorpusRecord, text: string) {
  return judge(record, 'v21.0', text).errors.filter((d) => /unknown-(?:key|field)$/.test(d.code));
}

/** `street1` is `street_1`. */
function snakeCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCased);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/[A-Z]|\d+$/g, (part) => `_${part.toLowerCase()}`),
      snakeCased(inner),
    ]),
  );
}
