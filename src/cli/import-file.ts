/** What `sendspec import` does. */
import { dirname, resolve } from 'node:path';
import { printable } from '../diagnostics/printable.ts';
import { importJson } from '../import/import-json.ts';
import { createSource } from '../source/create-source.ts';
import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findRoot } from './project.ts';
import { maximumBytes, readStdin } from './read-data.ts';
import { readText, whyNot } from './read-text.ts';
import { Stop } from './stop.ts';
import { writeNewFile } from './write-file.ts';

export interface ImportFlags {
  readonly out?: string;
}

export async function importFile(path: string, flags: ImportFlags, context: Context): Promise<number> {
  const name = path === '-' ? 'stdin' : path;
  const read =
    path === '-'
      ? await readStdin(context, 'stdin')
      : readText(resolve(context.cwd, path), maximumBytes, { pipes: true });
  if (!('text' in read)) throw new Stop(read.missing ? exit.usage : exit.errors, `${name} ${read.reason}.`);
  if (read.text.replace(/^\ufeff/, '').trim() === '') throw new Stop(exit.errors, `${name} is empty.`);
  const folder = flags.out === undefined ? context.cwd : dirname(resolve(context.cwd, flags.out));
  const { api, channel, language } = readConfig(findRoot(folder, context.cwd));
  const result = importJson(read.text, { api, channel, language });
  const source = createSource(name, read.text);
  const at = (offset: number) => {
    const { line, character } = source.positionAt(offset);
    return `${name}:${line + 1}:${character + 1}`;
  };
  if (!result.ok) throw new Stop(exit.errors, `${at(result.error.offset)}: ${result.error.message}.`);
  if (flags.out === undefined) context.out.write(result.text);
  else writeResult(flags.out, result.text, context);
  for (const note of result.notes) {
    const place = note.offset === undefined ? name : at(note.offset);
    context.err.write(`${printable(`${place}: note: ${note.message}`)}\n`);
  }
  return exit.done;
}

function writeResult(out: string, text: string, context: Context): void {
  try {
    writeNewFile({ path: resolve(context.cwd, out), text });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const hint = isThere ? 'import overwrites nothing: name another file, or remove this one.' : undefined;
    throw new Stop(isThere ? exit.usage : exit.environment, `${out} ${whyNot(error)}.`, hint);
  }
  context.out.write(`${printable(out)}\n`);
}
