/** What a rule gets, and how it reports. */
import type { ObjectNode, Place } from '../../bind/model.ts';
import type { Code, ParamsOf } from '../../diagnostics/catalog.ts';
import type { Diagnostic, DiagnosticExtras } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RuleContext } from '../../send-api/schema.ts';
import type { Tree } from './tree.ts';

/** One body under check. */
export interface RuleRun {
  readonly body: ObjectNode;
  readonly rules: RuleContext;
  /** Every object and value of the body with the shape that the API expects there. */
  readonly tree: Tree;
  readonly report: (diagnostic: Diagnostic) => void;
}

export type Rule = (run: RuleRun) => void;

export function reportAt<C extends Code>(
  run: RuleRun,
  code: C,
  place: Place,
  params: ParamsOf<C>,
  extras?: DiagnosticExtras,
): void {
  run.report(diagnostic(code, place.file, place.range, params, extras));
}

/** The first line of a place: a whole card underlined helps nobody. */
export function firstLine(place: Place): Place {
  const { start, end } = place.range;
  const length = place.file.text.slice(start, end).search(/[\r\n]/);
  return length === -1 ? place : { file: place.file, range: { start, end: start + length } };
}
