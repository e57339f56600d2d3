/** Offset of the start of the line that `offset` is on; a line ends with LF, CRLF or a lone CR. */
export function lineStart(text: string, offset: number): number {
  if (offset <= 0) return 0;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  // a search for CR in the whole text would read all of it where there is none
  return start + text.slice(start, offset).lastIndexOf('\r') + 1;
}
