/** Pieces that files of the hostile cases are made of. */

/** A file of one message `m` with these lines. */
export function message(...lines: readonly string[]): string {
  return `messages:\n  m:\n${lines.map((l) => `    ${l}\n`).join('')}defaults: { messaging_type: RESPONSE }\n`;
}

export const hi = message('text: Hi');

/** `of(0)` to `of(n - 1)`, one after the other. */
export function times(n: number, of: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => of(i)).join('');
}
