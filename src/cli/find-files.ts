/** Which files a list of PATH arguments means: files, folders (all message files below) and globs. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { exit } from './exit-codes.ts';
import { findRoot, slashed } from './project.ts';
import { whyNot } from './read-text.ts';
import { Stop } from './stop.ts';

/** Absolute paths, each once, in a fixed order. Without arguments: the project's root. */
export async function findFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths.length > 0 ? paths : [findRoot(cwd, cwd)]) {
    const files = await expand(path, cwd);
    if (files.length === 0) {
      const below = paths.length === 0 ? slashed(cwd, path) : path;
      throw new Stop(
        exit.usage,
        `no message files (*.msg.yaml, *.msg.yml) in ${below === '.' ? 'this folder' : `"${below}"`}.`,
      );
    }
    for (const file of files) found.add(file);
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

async function expand(path: string, cwd: string): Promise<string[]> {
  const absolute = resolve(cwd, path);
  const kind = kindOf(absolute);
  if (kind === 'file') return [absolute];
  if (kind === 'folder') return messageFilesBelow(absolute);
  if (isGlob(path)) {
    // A glob may name what is no message file: only those count, as in a folder.
    const files = await search([path.replaceAll('\\', '/')], cwd);
    if (files.length === 0) throw new Stop(exit.usage, `no file matches ${path}.`);
    return files.filter((f) => /\.msg\.ya?ml$/.test(f));
  }
  throw new Stop(exit.usage, `${path} ${kind}.`);
}

/** Absolute paths, in no order; none where the folder does not exist. */
export async function messageFilesBelow(folder: string): Promise<string[]> {
  return search(['**/*.msg.yaml', '**/*.msg.yml'], folder);
}

async function search(patterns: string[], folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  return glob(patterns, {
    cwd: folder,
    absolute: true,
    dot: false,
    ignore: ['**/node_modules/**'],
    followSymbolicLinks: false,
    expandDirectories: false,
  });
}

/** 'file', 'folder', or why it is neither. */
function kindOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return whyNot(error);
  }
}

function isGlob(path: string): boolean {
  return /[*?[\]{}!()]/.test(path);
}
