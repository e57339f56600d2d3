/** What `sendspec test` does. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { count } from '../diagnostics/reporters/report.ts';
import { lowerSpec } from '../lower/lower-spec.ts';
import { compareFile, formattedMessages, updatedSnapshot } from '../snapshot/compare-file.ts';
import { runExamples } from '../snapshot/run-examples.ts';
import {
  parseSnapshot,
  printSnapshot,
  type Snapshot,
  snapshotEnd,
  snapshotFolder,
} from '../snapshot/snapshot-file.ts';
import type { Context } from './context.ts';
import { exampleData } from './example-data.ts';
import { exampleHelpers } from './example-helpers.ts';
import { exit } from './exit-codes.ts';
import { findFiles } from './find-files.ts';
import { createLoader, type LoadedSpec } from './load-spec.ts';
import { slashed } from './project.ts';
import { maximumSpecBytes, readText, whyNot } from './read-text.ts';
import { makeReport, writeReport } from './report-findings.ts';
import { Stop } from './stop.ts';
import { reportTests, type TestedFile } from './test-report.ts';
import { writeFilesAtomically } from './write-file.ts';

export interface TestFlags {
  readonly update?: boolean;
  readonly trustHelpers?: boolean;
}

export async function testFiles(
  paths: readonly string[],
  flags: TestFlags,
  context: Context,
): Promise<number> {
  const files = await findFiles(paths, context.cwd);
  const loader = createLoader(context.cwd);
  const loaded = files.map((path) => loader(path));
  const broken = loaded.filter((l) => !('analysis' in l) || hasErrors(l));
  if (broken.length > 0) await writeReport('pretty', makeReport(broken, context.cwd), context.err);
  const tested: TestedFile[] = [];
  for (const one of loaded) {
    if ('analysis' in one && !hasErrors(one)) tested.push(await testFile(one, flags, context));
  }
  const left = findLeftOver(files);
  if (flags.update) update(tested, left, context);
  reportTests(
    { tested, left: left.map((path) => slashed(context.cwd, path)), broken: broken.length },
    flags,
    context,
  );
  await context.out.drained();
  const wrong = flags.update ? ['failed'] : ['failed', 'differs', 'new'];
  const failed = tested.some(({ comparison }) =>
    comparison.examples.some(({ state }) => wrong.includes(state)),
  );
  return failed || broken.length > 0 ? exit.errors : exit.done;
}

function hasErrors(spec: LoadedSpec): boolean {
  return spec.analysis.spec === undefined || count({ ...makeReport([spec], '.') }, 'error') > 0;
}

/** Renders of one file: each is kept until all are compared, and nobody reads a snapshot of more. */
const mostRenders = 20_000;

function refuseTooMany({ analysis }: LoadedSpec): void {
  const { file, messages } = analysis.spec!;
  const renders = messages.reduce((sum, m) => sum + Math.max(m.examples.length, 1), 0);
  if (renders <= mostRenders) return;
  throw new Stop(
    exit.errors,
    `${file.path} has ${messages.length} messages, and their examples make ${renders} renders; at most ${mostRenders} of a file are tested.`,
    'Examples at the top of a file hold for each of its messages: give the messages examples of their own, or split the file.',
  );
}

async function testFile(loaded: LoadedSpec, flags: TestFlags, context: Context): Promise<TestedFile> {
  const { path, analysis } = loaded;
  refuseTooMany(loaded);
  const spec = analysis.spec!;
  const run = runExamples(spec, exampleData(loaded), await exampleHelpers(loaded, flags));
  const snapshotPath = snapshotOf(path);
  const snapshot = readSnapshot(snapshotPath, context);
  const formatted = formattedMessages(lowerSpec(spec).messages);
  const comparison = compareFile(run.runs, snapshot, cldr(), formatted);
  return { loaded, run, comparison, snapshot, snapshotPath };
}

/** Version of the data that `Intl` formats with. */
function cldr(): string {
  return process.versions['cldr'] ?? 'unknown';
}

function snapshotOf(path: string): string {
  return join(dirname(path), snapshotFolder, `${basename(path)}${snapshotEnd}`);
}

/** A snapshot that cannot be read ends the command: updating would overwrite what its author may want to mend. */
function readSnapshot(path: string, context: Context): Snapshot | undefined {
  const read = readText(path, maximumSpecBytes);
  const shown = slashed(context.cwd, path);
  const hint = 'Restore it, or remove it and run sendspec test --update.';
  if (!('text' in read)) {
    if (read.missing) return undefined;
    throw new Stop(exit.errors, `${shown} ${read.reason}.`, hint);
  }
  const snapshot = parseSnapshot(read.text);
  if (typeof snapshot === 'string') throw new Stop(exit.errors, `${shown} ${snapshot}.`, hint);
  return snapshot;
}

/** Snapshots in the folders of the tested files whose message file is gone. */
function findLeftOver(files: readonly string[]): string[] {
  const folders = [...new Set(files.map((path) => dirname(path)))];
  return folders.flatMap((folder) => {
    const snapshots = join(folder, snapshotFolder);
    const names = existsSync(snapshots) ? readdirSync(snapshots) : [];
    return names
      .filter(
        (name) => name.endsWith(snapshotEnd) && !existsSync(join(folder, name.slice(0, -snapshotEnd.length))),
      )
      .sort()
      .map((name) => join(snapshots, name));
  });
}

/** Files in which nothing changes are not written: another version of Node alone is no change. */
function update(tested: readonly TestedFile[], left: readonly string[], context: Context): void {
  const remove = [...left];
  const write = tested.flatMap(({ comparison, snapshotPath, snapshot }) => {
    const { examples, obsolete } = comparison;
    if (obsolete.length === 0 && examples.every(({ state }) => state === 'same' || state === 'failed'))
      return [];
    const updated = updatedSnapshot(comparison, cldr());
    if (updated.messages.size > 0) return [{ path: snapshotPath, text: printSnapshot(updated) }];
    if (snapshot) remove.push(snapshotPath);
    return [];
  });
  try {
    writeFilesAtomically(write);
    for (const path of remove) rmSync(path, { force: true });
  } catch (error) {
    throw new Stop(
      exit.environment,
      `${slashed(context.cwd, write[0]?.path ?? '')} ${whyNot(error)}: nothing was written.`,
    );
  }
}
