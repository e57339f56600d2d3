/** Where a project begins, and paths as its members see them. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { configName } from './config-name.ts';

/**
 * The nearest folder at or above `folder` that holds sendspec.config.yaml, else the nearest that holds .git, else
 * the working folder where `folder` is below it, else `folder` itself.
 */
export function findRoot(folder: string, cwd: string): string {
  return findUp(folder, configName) ?? findUp(folder, '.git') ?? (isInside(folder, cwd) ? cwd : folder);
}

function findUp(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (dirname(at) === at) return undefined;
  }
}

export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && !/^[A-Za-z]:/.test(way));
}

/** Relative, with `/` on every system: as paths stand in messages, SARIF and imports. */
export function slashed(from: string, to: string): string {
  return relative(from, to).split(sep).join('/') || '.';
}
