/** What `sendspec status` does. */
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { printable, printableJson } from '../diagnostics/printable.ts';
import { counted, grouped } from '../diagnostics/reporters/report.ts';
import { extractRows, type RunStatus, readSharedStatus, readStatus } from '../send/index.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findJournals } from './find-journals.ts';
import { findRoot } from './project.ts';
import { whyNot } from './read-text.ts';
import { readSharedJournal, redact } from './secrets.ts';
import { describeRun, describeRuns } from './status-table.ts';
import { Stop } from './stop.ts';

export interface StatusFlags {
  readonly format: 'pretty' | 'json' | 'csv';
  readonly state?: readonly ('failed' | 'unknown')[];
  readonly contacts?: string;
  readonly deliveries?: boolean;
}

export async function showStatus(
  journal: string | undefined,
  flags: StatusFlags,
  context: Context,
): Promise<number> {
  if (flags.format !== 'csv' && (flags.state !== undefined || flags.contacts !== undefined)) {
    throw new Stop(exit.usage, '--state and --contacts go with --format csv.');
  }
  if (flags.deliveries && flags.format !== 'json')
    throw new Stop(exit.usage, '--deliveries goes with --format json.');
  const root = findRoot(context.cwd, context.cwd);
  const shared = readSharedJournal(context);
  if (shared !== undefined && !(journal !== undefined && existsSync(resolve(context.cwd, journal)))) {
    const runs = await readSharedStatus(shared, journal, flags.deliveries ?? false);
    if ('ok' in runs) throw new Stop(runs.exit, redact(runs.message));
    return show(runs, root, flags, context);
  }
  const paths = journal === undefined ? findJournals(root) : [resolve(context.cwd, journal)];
  const found = paths.map((path) => ({ path, status: readStatus(path, flags.deliveries) }));
  if (journal !== undefined) {
    const [{ status }] = found as [(typeof found)[0]];
    if (status === undefined) throw new Stop(exit.usage, `there is no journal ${journal}.`);
    if (!status.ok) throw new Stop(status.exit, status.message);
  }
  const runs: RunStatus[] = [];
  for (const { status } of found) {
    if (status === undefined) continue;
    if (status.ok) runs.push(status);
    else context.err.write(`sendspec: ${printable(status.message)}\n`);
  }
  runs.sort((a, b) => (a.created < b.created ? -1 : 1));
  if (runs.length === 0 && found.length > 0) return exit.environment;
  const code = await show(runs, root, flags, context);
  return runs.length < found.length ? exit.environment : code;
}

async function show(
  runs: readonly RunStatus[],
  root: string,
  flags: StatusFlags,
  context: Context,
): Promise<number> {
  if (flags.format === 'csv') return writeContacts(runs, root, flags, context);
  if (flags.format === 'json') context.out.write(`${printableJson(runs.map(asJson))}\n`);
  else if (runs.length === 1) context.out.write(describeRun(runs[0]!, context.cwd));
  else if (runs.length > 1) context.out.write(describeRuns(runs, context.cwd));
  if (runs.length === 0) context.err.write('Nothing was sent from this project yet.\n');
  return exit.done;
}

function asJson({ ok: _, unsent, ...rest }: RunStatus) {
  return { ...rest, unsent: [...unsent.values()] };
}

async function writeContacts(
  runs: readonly RunStatus[],
  root: string,
  flags: StatusFlags,
  context: Context,
): Promise<number> {
  const [run] = runs;
  if (run === undefined || runs.length > 1) {
    const hint = runs.length === 0 ? '' : ' See: sendspec status';
    throw new Stop(
      exit.usage,
      `--format csv needs one journal, and there are ${runs.length}: name it.${hint}`,
    );
  }
  const { format, sha256 } = run.manifest.contacts;
  if (format === 'one') throw new Stop(exit.usage, 'this was sent to one person: there is no contacts file.');
  const wantedStates = flags.state ?? ['failed', 'unknown'];
  const wanted = new Map([...run.unsent].filter(([, { state }]) => wantedStates.includes(state)));
  const named = flags.contacts ?? run.manifest.contactsPath;
  if (named === undefined) {
    throw new Stop(exit.usage, 'the journal does not say where the contacts are: give --contacts FILE.');
  }
  const path = flags.contacts === undefined ? resolve(root, named) : resolve(context.cwd, named);
  const extracted = await extract(path, { format, sha256, wanted }, context);
  if (extracted !== undefined) throw new Stop(exit.environment, `the contacts ${named} ${extracted}.`);
  const count = (state: string) => [...wanted.values()].filter((w) => w.state === state).length;
  context.err.write(
    `${counted(wanted.size, 'contact')} of ${basename(path)}: ${grouped(count('failed'))} failed, ${grouped(count('unknown'))} unknown.\n`,
  );
  if (count('unknown') > 0) {
    context.err.write('Those that are unknown may have got the message. --state failed leaves them out.\n');
  }
  if (run.rowsLeft > 0)
    context.err.write(`The run is not finished: ${counted(run.rowsLeft, 'contact')} left for --resume.\n`);
  return exit.done;
}

/** What is wrong, or undefined. */
async function extract(
  path: string,
  what: Omit<Parameters<typeof extractRows>[0], 'path'>,
  context: Context,
): Promise<string | undefined> {
  try {
    const done = await extractRows({ path, ...what }, (text) => {
      context.out.write(text);
      return context.out.drained();
    });
    if (done.ok) return undefined;
    return done.why === 'gone'
      ? 'are not there any more: give --contacts FILE'
      : 'were edited since: rows would be confused. Bring the old file back, or name it with --contacts';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return whyNot(error);
  }
}
