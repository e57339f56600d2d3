import { isGap, lineEnd, mustacheEnd, trimBack } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

export interface TextEnd {
  /** Behind the last character of what the author means as text. */
  readonly end: number;
  /** The first `#` that YAML would cut the text at, if the author's text goes on behind it. */
  readonly cut: number;
  /** A comment that may be meant as text: no space behind its `#`. */
  readonly doubt: number;
}

/** Where the text at `at` ends on its line: a ` #` cuts it only where it looks like a comment. */
export function textEnd(text: string, at: number): TextEnd {
  const limit = lineEnd(text, at);
  let cut = -1;
  for (let p = at; p < limit; p++) {
    const char = text[p];
    if (char === '{' && text[p + 1] === '{') {
      const close = mustacheEnd(text, p, limit);
      if (close < 0) continue;
      // `{{f "a #b"}}`: even in an expression YAML begins a comment.
      const inside = /\s#/.exec(text.slice(p, close));
      if (inside !== null && cut < 0) cut = p + inside.index + 1;
      p = close - 1;
    } else if (char === '#' && p > at && isGap(text, p - 1)) {
      const meant = judgeHash(text, p, limit);
      if (meant !== 'text') return { end: trimBack(text, at, p), cut, doubt: meant === 'doubt' ? p : -1 };
      if (cut < 0) cut = p;
    }
  }
  return { end: trimBack(text, at, limit), cut, doubt: -1 };
}

/** `#5`, `#{{id}}` and anything with an arrow is text; `#word` may be; `# word` is a comment. */
export function judgeHash(text: string, hash: number, limit: number): 'text' | 'doubt' | 'comment' {
  const comment = text.slice(hash + 1, limit);
  if (comment === '' || /^[\s#!=*-]/.test(comment) || comment.startsWith('sendspec-')) return 'comment';
  return /^\d|\{\{|->/.test(comment) ? 'text' : 'doubt';
}

/** A value that begins with `#` is no value at all. Says whether it was taken as text. */
export function scanHashAfterIndicator(report: TrapReport, hash: number): boolean {
  const { text } = report;
  const limit = lineEnd(text, hash);
  const meant = judgeHash(text, hash, limit);
  const end = meant === 'text' ? textEnd(text, hash).end : trimBack(text, hash, limit);
  if (meant === 'text') {
    const scalar = report.readAsText(hash, end);
    report.report('yaml/hash-cuts-text', { start: hash, end: hash + 1 }, { text: scalar.value }, [
      report.quoteFix(scalar),
    ]);
    return true;
  }
  if (meant === 'doubt') reportDoubt(report, hash, end, hash);
  return false;
}

/** `start`, `end`: the text and the comment together, as they would be one text. */
export function reportDoubt(report: TrapReport, start: number, end: number, hash: number): void {
  const { text } = report;
  report.report('yaml/comment-without-space', { start: hash, end }, { text: text.slice(hash, end) }, [
    report.quoteRange(start, end),
    { title: 'Make it a comment', edits: [{ range: { start: hash + 1, end: hash + 1 }, newText: ' ' }] },
  ]);
}
