/** A fragment or message for somebody who looks at its name: what it takes, how it is written, what it becomes. */
import type { SpecFile } from '../../src/bind/spec-files.ts';
import type { Range } from '../../src/source/source.ts';
import type { Place } from './hover.ts';
import { previewUse } from './preview-use.ts';
import type { Reading } from './reading.ts';
import { typeWords } from './words.ts';

/** Lines of YAML that are shown. */
const mostLines = 25;

export function describePart(reading: Reading, spec: SpecFile, name: string): string | undefined {
  const part = spec.parts.get(name);
  if (!part) return undefined;
  const own = [...reading.fragmentParams(spec, name).types].map(
    ([n, type]) => `- \`${n}\`: ${typeWords(type)}`,
  );
  return [
    `${part.of === 'fragments' ? 'Fragment' : 'Message'} \`${name}\`${spec === reading.main ? '' : ` of ${spec.file.path}`}`,
    ...(own.length > 0 ? [own.join('\n')] : []),
    `\`\`\`yaml\n${sourceOf(spec, part.range, part.key.range.start)}\n\`\`\``,
  ].join('\n\n');
}

/** The same where it is used, with what it becomes there. `name`: where it is named. */
export function describeUse(
  { workspace, document, reading, found }: Place,
  spec: SpecFile,
  part: string,
  name: Range,
): string | undefined {
  const words = describePart(reading, spec, part);
  const becomes = words === undefined ? undefined : previewUse(workspace, document, found.path, name);
  return becomes === undefined ? words : `${words}\n\n${becomes}`;
}

function sourceOf(spec: SpecFile, { start, end }: { start: number; end: number }, from: number): string {
  const column = spec.file.positionAt(from).character;
  const lines = spec.file.text
    .slice(start, end)
    .trimEnd()
    .split(/\r\n|\n|\r/);
  const shown = lines
    .slice(0, mostLines)
    .map((line, i) => (i === 0 ? line : line.replace(new RegExp(`^ {0,${column}}`), '')));
  return [...shown, ...(lines.length > mostLines ? ['…'] : [])].join('\n');
}
