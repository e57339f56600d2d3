/** A name in the spelling of the scalar in which it stands. */
import type { Span } from '../../../grammar/ast.ts';
import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import { isPlainSafe, quoteAlways } from '../../../src/yaml/quote.ts';
import type { Mention } from '../mentions/mention.ts';

/** The edit that writes `name` in the place of the mention's. Where no quotes would do any more the scalar gets some. */
export function writeName({ scalar, span, range, flow }: Mention, name: string): TextEdit {
  if (!scalar || !span) return { range, newText: name };
  switch (scalar.style) {
    case 'single':
      return { range, newText: name.replaceAll("'", "''") };
    case 'double':
      return { range, newText: name.replace(/["\\]/g, '\\$&') };
    case 'plain': {
      const value = scalar.value.slice(0, span.start) + name + scalar.value.slice(span.end);
      return isPlainSafe(value, flow ? 'anywhere' : 'block') || isCalm(name, scalar.value, span)
        ? { range, newText: name }
        : { range: scalar.range, newText: quoteAlways(value) };
    }
    default:
      return { range, newText: name };
  }
}

/** A part of a text that nobody takes for anything else, whatever stands around it. */
function isCalm(name: string, value: string, { start, end }: Span): boolean {
  const behind = value[end] ?? ' ';
  return (
    (start > 0 || end < value.length) &&
    /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ .+=/-]|:(?!\s))*$/u.test(name) &&
    !(name.endsWith(':') && /\s/.test(behind))
  );
}
