/** The text whose names are checked, and who is told. */
import type { Span } from '../../grammar/ast.ts';
import type { Destination, Scalar } from '../bind/model.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ArgumentCheck } from './fragment-arguments.ts';

export interface NameRun {
  readonly text: Scalar;
  readonly report: (d: Diagnostic) => void;
  /** Where the text is read; undefined: as text. */
  readonly destination?: Destination;
  /** Asked about the fragments that the text uses. */
  readonly calls?: ArgumentCheck;
  /** The whole text is one expression whose field may be left out: a missing value is no hole. */
  readonly mayBeMissing: boolean;
  /** The fallback of `default`: a name that nobody knows may be a text that lacks its quotes. */
  readonly mayBeText?: true;
  /** Inside of `{{{{raw}}}}`: braces are text. */
  readonly raw?: true;
}

export function rangeOf(run: NameRun, span: Span) {
  return run.text.map.range(span.start, span.end);
}
