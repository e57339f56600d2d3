// yaml: the only library that keeps YAML 1.2, its errors and its offsets; used through its parser and composer,
// without source tokens (they double the memory; our own decoder makes the maps that are asked for).
import { Composer, type Document, type ErrorCode, Parser } from 'yaml';

export interface LibraryError {
  readonly code: ErrorCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Composed {
  readonly document: Document.Parsed | Document | null;
  readonly errors: readonly LibraryError[];
}

/**
 * With the failsafe schema each scalar stays a string; keys are compared in our own conversion, which knows both
 * places; aliases are resolved there too, within limits.
 */
const OPTIONS = {
  schema: 'failsafe',
  version: '1.2',
  uniqueKeys: false,
  merge: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
  keepSourceTokens: false,
} as const;

/** The first document of a text as `yaml` reads it, with its errors (those warnings that we report included). */
export function composeDocument(text: string): Composed {
  const composer = new Composer(OPTIONS);
  for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
    const errors = [...document.errors, ...document.warnings]
      .map(({ code, pos, message }) => ({ code, start: pos[0], end: Math.max(pos[0], pos[1]), message }))
      .sort((a, b) => a.start - b.start);
    return { document, errors };
  }
  return { document: null, errors: [] };
}
