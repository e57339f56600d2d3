import type { YamlComment } from './nodes.ts';

/**
 * All comments of a text: each `#` behind white space or at the start of a line that stands in no scalar.
 * `contents`: start and end of each scalar's text, in document order.
 */
export function findComments(text: string, contents: readonly number[]): YamlComment[] {
  const comments: YamlComment[] = [];
  let next = 0;
  for (let at = text.indexOf('#'); at >= 0; ) {
    while (next < contents.length && contents[next + 1]! <= at) next += 2;
    if (next < contents.length && contents[next]! <= at) {
      at = text.indexOf('#', contents[next + 1]!);
      continue;
    }
    const before = at === 0 ? 10 : text.charCodeAt(at - 1);
    if (before > 32 && before !== 0xfeff) {
      at = text.indexOf('#', at + 1);
      continue;
    }
    const end = lineEnd(text, at);
    comments.push({ text: text.slice(at + 1, end), range: { start: at, end } });
    at = text.indexOf('#', end);
  }
  return comments;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  if (newline < 0) return text.endsWith('\r') ? text.length - 1 : text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}
