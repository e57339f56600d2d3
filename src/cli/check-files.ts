/** What `sendspec check` does. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printableLines } from '../diagnostics/printable.ts';
import type { UnreadableFile } from '../diagnostics/reporters/report.ts';
import { count, counted } from '../diagnostics/reporters/report.ts';
import type { Context } from './context.ts';
import { withEditorMends } from './editor-mends.ts';
import { checkExampleFiles } from './example-files.ts';
import { exit } from './exit-codes.ts';
import { findFiles } from './find-files.ts';
import { createLoader, type LoadedSpec } from './load-spec.ts';
import { slashed } from './project.ts';
import { whyNot } from './read-text.ts';
import { type Format, makeReport, reportBase, writeReport } from './report-findings.ts';
import { Stop } from './stop.ts';

export interface CheckOptions {
  readonly format: Format;
  readonly explainBounds?: boolean;
  readonly fix?: boolean;
  readonly watch?: boolean;
  readonly maxWarnings?: number;
  readonly trustHelpers?: boolean;
}

export async function checkFiles(
  paths: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<number> {
  if (options.explainBounds && options.format !== 'pretty') {
    throw new Stop(
      exit.usage,
      `--explain-bounds is a table for people: it does not go with --format ${options.format}.`,
    );
  }
  if (options.watch) {
    const { watchFiles } = await import('./watch-files.ts');
    return watchFiles(paths, () => checkOnce(paths, options, context), context);
  }
  return checkOnce(paths, options, context);
}

async function checkOnce(paths: readonly string[], options: CheckOptions, context: Context): Promise<number> {
  const files = await findFiles(paths, context.cwd);
  const loader = createLoader(context.cwd, { explainBounds: options.explainBounds ?? false });
  const loaded: (LoadedSpec | UnreadableFile)[] = [];
  const troubles = new Set<string>();
  for (const path of files) {
    const spec = loader(path);
    const read = options.fix && 'analysis' in spec ? await mend(spec, loader, context) : spec;
    if (!('analysis' in read)) {
      loaded.push(read);
      continue;
    }
    const known = withFindings(read, checkExampleFiles(read));
    const all = options.trustHelpers ? await tried(known, troubles) : known;
    loaded.push(await withEditorMends(all));
  }
  const report = makeReport(loaded, reportBase(options.format, context));
  if (options.explainBounds) {
    const { showBounds } = await import('./show-bounds.ts');
    const notes = loaded.flatMap((l) => ('analysis' in l ? [...(l.analysis.bounds ?? [])] : []));
    context.out.write(showBounds(notes, (note) => report.showPath(note.file), context.out.colour));
  }
  await writeReport(options.format, report, context.out);
  if (options.format === 'json' || options.format === 'sarif') {
    for (const u of report.unreadable) context.err.write(`sendspec: ${u.path} ${u.message}.\n`);
  }
  for (const trouble of troubles) context.err.write(`sendspec: ${printableLines(trouble)}\n`);
  await context.out.drained();
  const warnings = count(report, 'warning');
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
  if (tooMany) {
    context.err.write(
      `sendspec: ${counted(warnings, 'warning')}, at most ${options.maxWarnings} are allowed (--max-warnings).\n`,
    );
  }
  const failed = count(report, 'error') > 0 || report.unreadable.length > 0 || troubles.size > 0 || tooMany;
  return failed ? exit.errors : exit.done;
}

/** With what came of the examples that call the project's own helpers; `troubles` is told why they cannot run. */
async function tried(spec: LoadedSpec, troubles: Set<string>): Promise<LoadedSpec> {
  const { tryExamples } = await import('./try-examples.ts');
  const found = await tryExamples(spec).catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    troubles.add(error.message);
    return [];
  });
  return withFindings(spec, found);
}

function withFindings(spec: LoadedSpec, found: readonly Diagnostic[]): LoadedSpec {
  if (found.length === 0) return spec;
  const diagnostics = [...spec.analysis.diagnostics, ...found];
  return { ...spec, analysis: { ...spec.analysis, diagnostics } };
}

async function mend(
  spec: LoadedSpec,
  loader: (path: string, text?: string) => LoadedSpec | UnreadableFile,
  context: Context,
): Promise<LoadedSpec | UnreadableFile> {
  const { fixText } = await import('../diagnostics/fix-text.ts');
  const analyse = (text: string) => {
    const again = loader(spec.path, text);
    return 'analysis' in again ? again.analysis.diagnostics : [];
  };
  const fixed = fixText(spec.analysis.file.text, analyse);
  if (fixed.applied === 0) return spec;
  const shown = slashed(context.cwd, spec.path);
  try {
    const { writeFilesAtomically } = await import('./write-file.ts');
    writeFilesAtomically([{ path: spec.path, text: fixed.text }]);
  } catch (error) {
    return { path: shown, message: `could not be mended: it ${whyNot(error)}` };
  }
  context.err.write(`${shown}: ${counted(fixed.applied, 'mend')} made\n`);
  return loader(spec.path);
}
