// Runs a bundled program once and keeps what V8 compiled for it, and for the bundles that it loads: the functions that every such
// run needs. Called by scripts/build.mjs in a process of its own, with the program's path and the arguments of the run.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, resolve } from 'node:path';
import vm from 'node:vm';

const scripts = new Map();
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    scripts.set(options.filename, this);
  }
};
const file = resolve(process.argv[2]);
const script = new vm.Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file });
process.on('exit', () => {
  for (const [name, made] of scripts) {
    writeFileSync(`${name}.${process.arch}-${process.versions.v8}.cache`, made.createCachedData());
  }
});
process.argv.splice(2, 1);
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
