/** An example file of the catalogue as lines to show: what is only long (a file that is too large) is cut. */
export function exampleLines(text: string): string[] {
  const lines = text.replace(/\n*$/, '').split('\n').map(cutLine);
  if (lines.length <= maximumLines) return lines;
  const left = lines.length - maximumLines;
  return [...lines.slice(0, maximumLines), `# … and ${left.toLocaleString('en-US')} more lines`];
}

const maximumLines = 40;
const maximumLength = 200;

function cutLine(line: string): string {
  if (line.length <= maximumLength) return line;
  return `${line.slice(0, 60)}… (${line.length.toLocaleString('en-US')} characters in all)`;
}
