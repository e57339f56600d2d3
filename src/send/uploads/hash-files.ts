import { createHash } from 'node:crypto';
import type { LocalFile } from './check-files.ts';

/** A run resumes only with the files that it was begun with. */
export function hashWith(
  { compiledHash }: { readonly compiledHash: string },
  files: readonly LocalFile[],
): { compiledHash: string } {
  if (files.length === 0) return { compiledHash };
  const hash = createHash('sha256').update(compiledHash);
  for (const file of files) hash.update(`\n${file.path} ${file.hash}`);
  return { compiledHash: hash.digest('hex') };
}
