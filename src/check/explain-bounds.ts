/** The sums behind `check --explain-bounds`: how long each text can be, part by part, beside its limit. */
import { isConstant } from '../../grammar/index.ts';
import type { ItemNode, Place, TextNode } from '../bind/model.ts';
import type { Limit } from '../send-api/schema.ts';
import { programSize, withoutLastBreaks } from './bounds.ts';
import type { Env } from './environment.ts';
import type { Size } from './size.ts';

export interface BoundPart {
  /** As written in the file. */
  readonly text: string;
  readonly min: number;
  /** Infinity: nothing limits it. */
  readonly max: number;
}

export interface BoundNote extends Place {
  /** The field: 'title', 'quick_replies'. */
  readonly name: string;
  readonly unit: Limit['unit'];
  readonly limit: number;
  readonly min: number;
  readonly max: number;
  /** proven: no data can break the limit. refuted: some data does. open: it is checked for each person. */
  readonly verdict: 'proven' | 'refuted' | 'open';
  readonly parts: readonly BoundPart[];
}

export function explainText(
  node: TextNode,
  name: string,
  limit: Limit,
  size: Size,
  env: Env,
): BoundNote | undefined {
  if (limit.max === undefined || isConstant(node.program)) return undefined;
  const inUnit = (s: Size) =>
    limit.unit === 'bytes' ? { min: s.minBytes, max: s.maxBytes } : { min: s.min, max: s.max };
  const parts = withoutLastBreaks(node).body.map((statement): BoundPart => {
    const one = programSize(
      { type: 'Program', body: [statement], span: statement.span },
      env,
      node.destination,
    );
    const { min, max } = inUnit(one);
    const text = node.text.value.slice(statement.span.start, statement.span.end);
    // blanks of a literal may not count for what the text must have at least; nobody wonders how long the literal is
    return { text, min: statement.type === 'ContentStatement' ? max : min, max };
  });
  return { ...note(node, name, limit, inUnit(size), size.exact), parts };
}

export function explainList(
  place: Place,
  items: readonly ItemNode[],
  name: string,
  limit: Limit,
  count: { min: number; max: number },
  parts: readonly BoundPart[],
): BoundNote | undefined {
  if (limit.max === undefined || !items.some((i) => i.each || i.when || i.otherwise)) return undefined;
  return { ...note(place, name, limit, count, true), parts };
}

function note(
  place: Place,
  name: string,
  limit: Limit,
  { min, max }: { min: number; max: number },
  exact: boolean,
): Omit<BoundNote, 'parts'> {
  const most = limit.max ?? Number.POSITIVE_INFINITY;
  const verdict = max <= most ? 'proven' : min > most || (exact && Number.isFinite(max)) ? 'refuted' : 'open';
  return { file: place.file, range: place.range, name, unit: limit.unit, limit: most, min, max, verdict };
}
