import { existsSync, readFileSync } from 'node:fs';

/** Text of a bundle that scripts/build.mjs writes into dist/: beside this code there, two folders up from its source. */
export function readBundle(name: string): string {
  for (const place of [`./${name}`, `../${name}`, `../../../dist/${name}`]) {
    const url = new URL(place, import.meta.url);
    if (existsSync(url)) return readFileSync(url, 'utf8');
  }
  throw new Error(`dist/${name} is missing: run npm run build`);
}
