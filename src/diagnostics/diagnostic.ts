/** A finding about an author's file: the same object for the editor, the terminal and CI. */
import type { Range, SourceFile } from '../source/source.ts';
import type { Code, ParamsOf } from './catalog.ts';
import { catalog } from './catalog.ts';

export type Severity = 'error' | 'warning' | 'information';

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A mend that an editor or `check --fix` can apply: all edits of one fix are in the diagnostic's file. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** One of several meanings, or a guess: an editor offers it, `check --fix` leaves it to the author. */
  readonly choice?: boolean;
}

export interface RelatedPlace {
  readonly file: SourceFile;
  readonly range: Range;
  readonly message: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly file: SourceFile;
  readonly range: Range;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  /** Offset of the value where the range is only a part of it: a comment that silences stands at its line. */
  readonly silencedAt?: number;
}

export interface DiagnosticExtras {
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  readonly silencedAt?: number;
  /** Where the same rule has another level in another profile; without it the catalogue's severity holds. */
  readonly severity?: Severity;
}

/** Makes a diagnostic of the catalogue's entry; a wrong code or a wrong message parameter does not compile. */
export function diagnostic<C extends Code>(
  code: C,
  file: SourceFile,
  range: Range,
  params: ParamsOf<C>,
  extras: DiagnosticExtras = {},
): Diagnostic {
  const entry = catalog[code] as { severity: Severity; message: (p: ParamsOf<C>) => string };
  const { severity = entry.severity, ...rest } = extras;
  return { code, severity, message: entry.message(shortened(params)), file, range, ...rest };
}

/** What an author wrote may be of any length: a message quotes the beginning of it. */
const longestQuote = 500;

function shortened<P>(params: P): P {
  const values = Object.values(params as object);
  if (!values.some((v) => typeof v === 'string' && v.length > longestQuote)) return params;
  const cut = (v: unknown) =>
    typeof v === 'string' && v.length > longestQuote
      ? `${v.slice(0, longestQuote).replace(/[\ud800-\udbff]$/, '')}…`
      : v;
  return Object.fromEntries(Object.entries(params as object).map(([key, v]) => [key, cut(v)])) as P;
}
