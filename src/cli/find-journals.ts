import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exit } from './exit-codes.ts';
import { whyNot } from './read-text.ts';
import { Stop } from './stop.ts';

/** Paths of the journals of a project. */
export function findJournals(root: string): string[] {
  const folder = join(root, '.sendspec');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.journal.db') && !name.startsWith('.'))
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Stop(exit.environment, `${folder} ${whyNot(error)}.`);
  }
}
