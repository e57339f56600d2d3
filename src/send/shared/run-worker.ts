/** `sendspec worker`: takes part in every run of one Page that stands in the shared journal. */
import { checkEndpoint } from '../check-endpoint.ts';
import { checkWay } from '../check-way.ts';
import { askCredentials, type Credentials } from '../credentials.ts';
import type { SendEvent, SendReport } from '../events.ts';
import { endpointName } from '../journal/manifest.ts';
import { concurrencyFor, type SendOptions } from '../options.ts';
import { emptyReport } from '../report.ts';
import { type Settings, settingsOf } from '../tuning.ts';
import { type Database, DatabaseError, openDatabase } from './database.ts';
import { equipWorker } from './equip-worker.ts';
import { findRuns, type OpenRun } from './runs.ts';
import { workToTheEnd } from './work-to-the-end.ts';

export interface WorkerOptions
  extends Pick<
    SendOptions,
    | 'endpoint'
    | 'pageId'
    | 'token'
    | 'appSecret'
    | 'allowHosts'
    | 'concurrency'
    | 'code1200'
    | 'stop'
    | 'tuning'
  > {
  readonly sharedJournal: string;
  /** End when no run is left to work on, instead of waiting for the next. */
  readonly untilDone?: boolean;
}

/** Milliseconds between two looks for runs. */
const poll = 1_000;

/** The report of the last run that it took part in. */
export async function runWorker(
  options: WorkerOptions,
  onEvent: (event: SendEvent) => void = () => {},
): Promise<SendReport> {
  const started = performance.now();
  const database = await openDatabase(options.sharedJournal);
  let report: SendReport;
  if (typeof database === 'string') report = emptyReport(3, database);
  else {
    try {
      report = await takePart(database, options, onEvent);
    } finally {
      await database.close();
    }
  }
  const timed = { ...report, duration: performance.now() - started };
  onEvent({ type: 'end', report: timed });
  return timed;
}

async function takePart(
  database: Database,
  options: WorkerOptions,
  onEvent: (event: SendEvent) => void,
): Promise<SendReport> {
  const settings = settingsOf(options.tuning);
  let stopped = false;
  let wake = () => {};
  options.stop?.onStop(() => {
    stopped = true;
    wake();
  });
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, poll);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const pageId = options.pageId ?? 'me';
  let credentials: Credentials | undefined;
  let last = emptyReport(0, 'There was nothing to do.');
  while (!stopped) {
    let run: OpenRun | undefined;
    try {
      [run] = await findRuns(database, endpointName(options), pageId);
      if (run === undefined) {
        if (options.untilDone) return last;
        await pause();
        continue;
      }
      const endpoint = checkEndpoint({ ...options, pageId, apiVersion: run.manifest.apiVersion });
      if (typeof endpoint === 'string') return emptyReport(2, endpoint);
      if (credentials === undefined) {
        const asked = await askCredentials(options as SendOptions, endpoint);
        if ('problem' in asked) return emptyReport(3, asked.problem);
        credentials = asked;
      }
      const away = await checkWay({ rate: run.rate }, endpoint, settings);
      if (away !== undefined) return emptyReport(away.exit, away.message);
      last = await workOn(database, run, options, settings, credentials, endpoint, onEvent);
      if (last.exit >= 2) return last;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      if (error.kind === 'refused') return emptyReport(4, error.message);
      onEvent({ type: 'warning', code: 'journal-away', message: error.message });
      await pause();
    }
  }
  return { ...last, exit: 130, why: 'Stopped by the operator. The other workers go on.' };
}

async function workOn(
  database: Database,
  run: OpenRun,
  options: WorkerOptions,
  settings: Settings,
  credentials: Credentials,
  endpoint: Exclude<ReturnType<typeof checkEndpoint>, string>,
  onEvent: (event: SendEvent) => void,
): Promise<SendReport> {
  const concurrency = concurrencyFor({ concurrency: options.concurrency, rate: run.rate });
  const worker = await equipWorker(
    {
      database,
      run,
      concurrency,
      ...(options.code1200 !== undefined && { code1200: options.code1200 }),
      endpoint,
      settings,
      credentials,
      emit: onEvent,
    },
    false,
  );
  return workToTheEnd({
    ...worker,
    database,
    concurrency,
    resumed: true,
    rate: run.rate,
    contacts: { facts: run.manifest.contacts, changed: false },
    stop: options.stop,
    stopped: 'Stopped by the operator. The other workers go on.',
  });
}
