import { type Composed, composeDocument, type LibraryError } from './compose-document.ts';
import { MAX_TRAPS } from './limits.ts';
import { indentAt, lineEnd, lineStart, nextLine } from './traps/scan-text.ts';

/** Lines that are left out before the rest of a broken file is given up. */
const MAX_ATTEMPTS = 10;
/** UTF-16 units that are read again in all attempts together. */
const MAX_READ_AGAIN = 500_000;

export interface Recovered extends Composed {
  /** The text that was read in the end: as long as the given one, with lines left out. */
  readonly text: string;
}

/**
 * Composes a text. Where an error makes the library drop the rest of the file, the line with the error (and what
 * stands below it, deeper) is left out and the rest read again, so that one slip hides nothing else.
 */
export function composeWithRecovery(text: string): Recovered {
  let current = text;
  const attempts = Math.min(MAX_ATTEMPTS, Math.floor(MAX_READ_AGAIN / (text.length + 1)));
  const kept: LibraryError[] = [];
  for (let attempt = 0; ; attempt++) {
    const composed = composeDocument(current);
    const lost = attempt < attempts ? findLoss(composed, current) : null;
    if (lost === null) {
      const errors = [...kept, ...composed.errors].sort((a, b) => a.start - b.start);
      return { document: composed.document, errors, text: current };
    }
    kept.push(lost);
    current = withoutLines(current, lost.start);
  }
}

/** The error behind which the library reads nothing more: it then finds tokens outside of any document. */
function findLoss({ errors }: Composed, text: string): LibraryError | null {
  const outside = errors.findIndex((error) => / in YAML stream/.test(error.message));
  // With so many errors it is no file of messages, and each attempt would take long.
  if (outside < 0 || errors.length > MAX_TRAPS) return null;
  const line = lineStart(text, errors[outside]!.start);
  const first = errors.find((error) => lineStart(text, error.start) === line) ?? errors[outside]!;
  return isBlank(text, first.start) ? null : first;
}

function isBlank(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), lineEnd(text, at)).trim() === '';
}

function withoutLines(text: string, at: number): string {
  const start = lineStart(text, at);
  const depth = indentAt(text, start);
  let end = nextLine(text, start);
  while (end < text.length) {
    const indent = indentAt(text, end);
    if (indent >= 0 && indent <= depth) break;
    end = nextLine(text, end);
  }
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n\ufeff]/g, ' ') + text.slice(end);
}
