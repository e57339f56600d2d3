/** Counts over the collection by template, for `npm run corpus`. */
import { type CorpusRecord, judge, records } from './records.ts';

interface Row {
  records: number;
  accepted: number;
  refused: number;
  agreeing: number;
}

/** A table, and the records that we judge otherwise than the collection. */
export function countCorpus(): string {
  const rows = new Map<string, Row>();
  const all: Row = { records: 0, accepted: 0, refused: 0, agreeing: 0 };
  const otherwise: string[] = [];
  for (const record of records) {
    const row = rows.get(record.template) ?? { records: 0, accepted: 0, refused: 0, agreeing: 0 };
    rows.set(record.template, row);
    const verdict = verdictOn(record);
    if (!verdict.agrees) otherwise.push(`${record.id}: expected ${record.expect}, ${verdict.words}`);
    for (const counts of [row, all]) {
      counts.records++;
      counts[verdict.accepted ? 'accepted' : 'refused']++;
      if (verdict.agrees) counts.agreeing++;
    }
  }
  const lines = [...rows]
    .sort(([, a], [, b]) => b.records - a.records)
    .map(([name, row]) => lineOf(name, row));
  const head = [
    'template'.padEnd(24),
    ...['records', 'accepted', 'refused', 'agreeing'].map((h) => h.padStart(9)),
  ];
  const listed =
    otherwise.length > 0 ? `\nOtherwise than expected:\n${otherwise.map((o) => `  ${o}\n`).join('')}` : '';
  return `${[head.join(''), ...lines, lineOf('all', all)].join('\n')}\n${listed}`;
}

/** `unknown` agrees with anything; `deprecated` wants a finding that says so. */
function verdictOn(record: CorpusRecord): { accepted: boolean; agrees: boolean; words: string } {
  const { diagnostics, errors } = judge(record, record.api ?? 'v21.0');
  const accepted = errors.length === 0;
  const agrees = {
    valid: accepted,
    invalid: !accepted,
    deprecated: diagnostics.some((d) => d.tags?.includes('deprecated')),
    unknown: true,
  }[record.expect];
  return { accepted, agrees, words: accepted ? 'accepted' : `refused (${errors[0]!.code})` };
}

function lineOf(name: string, row: Row): string {
  const numbers = [row.records, row.accepted, row.refused, row.agreeing];
  return [name.padEnd(24), ...numbers.map((n) => String(n).padStart(9))].join('');
}
