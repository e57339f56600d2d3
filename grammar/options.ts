/** The options of a link: `(tall, extensions, fallback https://…, no share)`. */
import { didYouMean } from '../src/diagnostics/did-you-mean.ts';
import type { LinkOption, Span } from './ast.ts';
import { startsLink } from './links.ts';
import { problem } from './problem.ts';
import * as seg from './segments.ts';

const words = ['compact', 'tall', 'full', 'extensions', 'fallback', 'no share'];

/** A text that is one option, or begins one. */
export const optionWords = /^(?:compact|tall|full|extensions|no\s+share|fallback(?:\s.*)?)$/s;

/** Reads what stands in the parentheses at `parens`; problems go to the line. */
export function readOptions(line: seg.Line, parens: Span): LinkOption[] {
  const options: LinkOption[] = [];
  for (const span of splitOptions(line, { start: parens.start + 1, end: parens.end - 1 })) {
    const option = readOption(line, span);
    if (option === undefined) continue;
    const other = options.find((o) => o.kind === option.kind);
    if (other === undefined) options.push(option);
    else {
      const params = { option: nameOf(option), other: nameOf(other) };
      line.problems.push(problem('template/shorthand-option-twice', params, span));
    }
  }
  return options;
}

/** Commas part options; one inside the address of a fallback only where an option follows. */
function splitOptions(line: seg.Line, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end) {
      if (line.text[at] !== ',' || !seg.isText(line, at)) continue;
      const isFallback = /^\s*fallback\s/.test(line.text.slice(from, at));
      const rest = line.text.slice(at + 1, end);
      if (isFallback && !/^\s*(?:compact|tall|full|extensions|no\s+share|fallback)\b|^\s/.test(rest))
        continue;
    }
    spans.push(seg.trimSpan(line, { start: from, end: at }));
    from = at + 1;
  }
  return spans;
}

function readOption(line: seg.Line, span: Span): LinkOption | undefined {
  const text = line.text.slice(span.start, span.end);
  if (text === 'compact' || text === 'tall' || text === 'full') return { kind: 'ratio', value: text, span };
  if (text === 'extensions') return { kind: 'extensions', span };
  if (/^no\s+share$/.test(text)) return { kind: 'no share', span };
  if (/^fallback(?:\s|$)/.test(text)) return readFallback(line, span, text);
  const hint = didYouMean(text, words);
  const option = text === '' ? line.text.slice(Math.max(0, span.start - 1), span.end + 1).trim() : text;
  line.problems.push(problem('template/shorthand-unknown-option', { option, hint }, span));
  return undefined;
}

function readFallback(line: seg.Line, span: Span, text: string): LinkOption | undefined {
  const url = seg.trimSpan(line, { start: span.start + 8, end: span.end });
  if (startsLink(seg.leadText(line, url)) || seg.isOneExpression(line, url)) {
    return { kind: 'fallback', url: seg.cut(line, url), span };
  }
  line.problems.push(problem('template/shorthand-bad-link', { target: text }, span));
  return undefined;
}

function nameOf(option: LinkOption): string {
  return option.kind === 'ratio' ? option.value : option.kind;
}
