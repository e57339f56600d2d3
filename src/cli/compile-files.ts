/** What `sendspec compile` does. */
import { dirname, join, resolve } from 'node:path';
import { printable } from '../diagnostics/printable.ts';
import type { UnreadableFile } from '../diagnostics/reporters/report.ts';
import { count, counted } from '../diagnostics/reporters/report.ts';
import { compile } from '../pipeline.ts';
import { generateModule } from '../render/generate-module.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findFiles } from './find-files.ts';
import { trustHelpers } from './helper-module.ts';
import { createLoader, type LoadedSpec } from './load-spec.ts';
import { slashed } from './project.ts';
import { whyNot } from './read-text.ts';
import { makeReport, writeReport } from './report-findings.ts';
import { Stop } from './stop.ts';
import { type FileToWrite, writeFilesAtomically } from './write-file.ts';

export interface CompileFlags {
  readonly out: string;
  readonly json?: boolean;
  readonly trustHelpers?: boolean;
}

export async function compileFiles(
  paths: readonly string[],
  flags: CompileFlags,
  context: Context,
): Promise<number> {
  const folder = resolve(context.cwd, flags.out);
  const found = await findFiles(paths, context.cwd);
  const loader = createLoader(context.cwd);
  const loaded = found.map((path) => loader(path));
  const report = makeReport(loaded, context.cwd);
  const errors = count(report, 'error') + report.unreadable.length;
  if (errors > 0) {
    await writeReport('pretty', report, context.err);
    context.err.write(`sendspec: nothing was written.\n`);
    return exit.errors;
  }
  const files: FileToWrite[] = [];
  for (const one of loaded) files.push(...(await outputs(one, folder, flags)));
  refuseCollisions(files);
  try {
    writeFilesAtomically(files);
  } catch (error) {
    throw new Stop(exit.environment, `${flags.out} ${whyNot(error)}: nothing was written.`);
  }
  for (const file of files) context.out.write(`${printable(slashed(context.cwd, file.path))}\n`);
  const warnings = count(report, 'warning');
  const note = warnings > 0 ? ` (${counted(warnings, 'warning')}: sendspec check)` : '';
  context.err.write(`${counted(found.length, 'file')} compiled${note}\n`);
  return exit.done;
}

async function outputs(
  loaded: LoadedSpec | UnreadableFile,
  folder: string,
  flags: CompileFlags,
): Promise<FileToWrite[]> {
  if (!('analysis' in loaded) || !loaded.analysis.spec) throw new Error('a file without errors has no model');
  const program = compile(loaded.analysis.spec);
  const base = join(folder, loaded.analysis.file.path.replace(/\.(ya?ml|json)$/, ''));
  // loaded only to see that it exports what the compiled module will call
  await trustHelpers(
    loaded,
    program,
    loaded.analysis.spec.messages.map((m) => m.name),
    flags,
  );
  const helpers =
    loaded.config.helpers && importPath(dirname(base), loaded.root, loaded.config.helpers.module);
  const module = generateModule(program, helpers === undefined ? {} : { helpers });
  const files = [
    { path: `${base}.js`, text: module.js },
    { path: `${base}.d.ts`, text: module.dts },
  ];
  // `{}` says that no message can be made without data: the file is there whenever it was asked for.
  if (flags.json) files.push({ path: `${base}.json`, text: module.json ?? '{}\n' });
  return files;
}

/** From the compiled module's folder to the helpers, which stay where they are. */
function importPath(from: string, root: string, module: string): string {
  const path = slashed(from, join(root, module));
  return path.startsWith('.') ? path : `./${path}`;
}

function refuseCollisions(files: readonly FileToWrite[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new Stop(exit.usage, `two files would both be compiled to ${path}.`);
    seen.add(path);
  }
}
