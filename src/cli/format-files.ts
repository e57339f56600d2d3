/** What `sendspec fmt` does. */
import { printable } from '../diagnostics/printable.ts';
import { counted } from '../diagnostics/reporters/report.ts';
import { formatText } from '../format/format-text.ts';
import { createSource } from '../source/create-source.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findFiles } from './find-files.ts';
import { slashed } from './project.ts';
import { maximumSpecBytes, readText, whyNot } from './read-text.ts';
import { Stop } from './stop.ts';
import { type FileToWrite, writeFilesAtomically } from './write-file.ts';

export interface FormatFlags {
  readonly check?: boolean;
}

/** Files that can be formatted are, whatever the others hold. */
export async function formatFiles(
  paths: readonly string[],
  flags: FormatFlags,
  context: Context,
): Promise<number> {
  const found = await findFiles(paths, context.cwd);
  const changed: FileToWrite[] = [];
  let failed = 0;
  for (const path of found) {
    const shown = printable(slashed(context.cwd, path));
    const read = readText(path, maximumSpecBytes);
    if (!('text' in read)) {
      context.err.write(`sendspec: ${shown} ${read.reason}.\n`);
      failed++;
      continue;
    }
    const file = createSource(slashed(context.cwd, path), read.text);
    const result = formatText(file);
    if ('text' in result) {
      if (result.text !== read.text) changed.push({ path, text: result.text });
      continue;
    }
    failed++;
    const { range, code, message } = result.diagnostics[0]!;
    const at = file.positionAt(range.start);
    const place = `${shown}:${at.line + 1}:${at.character + 1}`;
    context.err.write(`${place}: not formatted: ${printable(message)} (${code})\n`);
  }
  if (!flags.check) write(changed);
  for (const { path } of changed) context.out.write(`${printable(slashed(context.cwd, path))}\n`);
  await context.out.drained();
  const verb = flags.check ? 'would change' : 'changed';
  const rest = failed > 0 ? `, ${failed} with errors left alone: sendspec check` : '';
  context.err.write(`${counted(found.length, 'file')}, ${changed.length} ${verb}${rest}\n`);
  return failed > 0 || (flags.check && changed.length > 0) ? exit.errors : exit.done;
}

/** One by one: where the disk fails, what was formatted before stays so. */
function write(files: readonly FileToWrite[]): void {
  for (const file of files) {
    try {
      writeFilesAtomically([file]);
    } catch (error) {
      throw new Stop(exit.environment, `${file.path} ${whyNot(error)}: it was not changed.`);
    }
  }
}
