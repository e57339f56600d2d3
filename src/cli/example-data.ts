/** An example's data stand in the file, or in a JSON file beside it that the example names. */
import { dirname, join } from 'node:path';
import type { Json } from '../bind/model.ts';
import { createDisk } from './disk.ts';
import type { LoadedSpec } from './load-spec.ts';

/** Reads such a file; a string says why it cannot be read. */
export function exampleData({
  root,
  analysis,
}: LoadedSpec): (name: string) => { readonly json: Json } | string {
  const disk = createDisk(root);
  return (name) => {
    const text = disk.read(join(dirname(analysis.file.path), name));
    if (text instanceof Error) return text.message;
    try {
      return { json: JSON.parse(text.replace(/^\ufeff/, '')) as Json };
    } catch (error) {
      return `${name} is not JSON: ${(error as Error).message}`;
    }
  };
}
