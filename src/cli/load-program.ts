/**
 * Loads the bundled program. Compiling its JavaScript is a third of the time of a `check`, so that the build keeps
 * what V8 made of it in a file beside it. V8 refuses such a file when it is of another version, of other flags or
 * damaged; then the program is compiled as usual.
 */
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { importUrl } from './import-url.ts';

/**
 * `name`: `program-HASH.cjs`. It changes with the content, so that no file goes with another's cache. `shared`: modules that
 * it has from its caller. Gives what it exports.
 */
export function loadProgram(name: string, shared: Readonly<Record<string, unknown>> = {}): unknown {
  const file = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: readCache(file),
  });
  const module = { exports: {}, importUrl };
  const load = createRequire(file);
  const require = (id: string): unknown => (Object.hasOwn(shared, id) ? shared[id] : load(id));
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return module.exports;
}

function readCache(file: string): Buffer | undefined {
  try {
    return readFileSync(`${file}.${process.arch}-${process.versions.v8}.cache`);
  } catch {
    return undefined;
  }
}
