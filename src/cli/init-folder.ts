/** What `sendspec init` does. */
import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { printable } from '../diagnostics/printable.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { whyNot } from './read-text.ts';
import { starterFiles } from './starter-files.ts';
import { Stop } from './stop.ts';
import { writeFilesAtomically } from './write-file.ts';

export function initFolder(folder: string, context: Context): number {
  const base = resolve(context.cwd, folder);
  const files = Object.entries(starterFiles).map(([name, text]) => ({ name, path: join(base, name), text }));
  const there = files.filter((f) => exists(f.path)).map((f) => f.name);
  if (there.length > 0) {
    throw new Stop(exit.usage, `${folder} has ${there.join(', ')} already: init overwrites nothing.`);
  }
  try {
    writeFilesAtomically(files);
  } catch (error) {
    throw new Stop(exit.environment, `${folder} ${whyNot(error)}.`);
  }
  const shown = printable(folder);
  context.out.write(`${files.map((f) => join(shown, f.name)).join('\n')}\n`);
  context.err.write(`
Made ${files.length} files. Next:
${folder === '.' ? '' : `  cd ${shown}\n`}  sendspec check
  sendspec render welcome.msg.yaml#welcome --example 'a new customer'
  sendspec send welcome.msg.yaml#welcome --to contacts.csv --emulate
`);
  return exit.done;
}

function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
