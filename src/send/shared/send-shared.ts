/** A send whose journal is in PostgreSQL: plans the run there, then works on it like any other worker until it is finished. */
import { judgeCanary } from '../deliver/judge-canary.ts';
import type { Runner } from '../deliver/runner.ts';
import type { BadRow, SendReport } from '../events.ts';
import { campaignOf, createManifest, type Manifest } from '../journal/manifest.ts';
import { concurrencyFor, defaultRate, refusesHumanAgent, type SendOptions } from '../options.ts';
import { countsOf, emptyReport } from '../report.ts';
import type { SendParts } from '../send-local.ts';
import { uploadTo } from '../uploads/upload-files.ts';
import { warnOfRun } from '../warn-of-run.ts';
import { type Database, DatabaseError, GivenUp, openDatabase } from './database.ts';
import { equipWorker } from './equip-worker.ts';
import { loadRun, refillRun } from './load-run.ts';
import { countRun, type OpenedRun, openRun, setLimit } from './runs.ts';
import { uploadShared } from './upload-shared.ts';
import { workToTheEnd } from './work-to-the-end.ts';

export async function sendShared(parts: SendParts): Promise<SendReport> {
  const database = await openDatabase(parts.options.sharedJournal ?? '');
  if (typeof database === 'string') return emptyReport(3, database);
  try {
    return await sendWith(database, parts);
  } catch (error) {
    if (!(error instanceof DatabaseError || error instanceof GivenUp)) throw error;
    return { ...emptyReport(3, error.message), journal: database.name };
  } finally {
    await database.close();
  }
}

async function sendWith(database: Database, parts: SendParts): Promise<SendReport> {
  const { options, endpoint, settings, contacts, credentials, emit } = parts;
  const rate = options.rate ?? defaultRate;
  const skipped: BadRow[] = [];
  const opened = await planRun(database, parts, rate, skipped);
  if (!opened.ok) return { ...emptyReport(5, opened.message), journal: database.name };
  const { runId, manifest, resumed } = opened;
  const run = { runId, manifest, rate };
  const concurrency = concurrencyFor(options);
  const worker = await equipWorker(
    {
      database,
      run,
      concurrency,
      ...(options.batch !== undefined && { batch: options.batch }),
      ...(options.code1200 !== undefined && { code1200: options.code1200 }),
      endpoint,
      settings,
      credentials,
      emit,
    },
    true,
  );
  const { runner } = worker;
  for (const row of skipped.slice(0, mostTold)) {
    emit({ type: 'skipped', step: 0, ...row, detail: runner.redact(row.detail) });
  }
  for (const message of contacts.warnings) runner.warn('unknown-column', message);
  warnOfRun(runner, options, endpoint);
  const report = await workToTheEnd({
    ...worker,
    database,
    concurrency,
    resumed,
    rate,
    contacts,
    stop: options.stop,
    onLimit: canaryOf(database, runId, options, runner),
    stopped: 'Stopped by the operator. Other workers go on; --resume or sendspec worker takes part again.',
  });
  return { ...report, badRows: skipped.filter(({ reason }) => reason !== 'duplicate').slice(0, mostTold) };
}

const mostTold = 20;

/** After the first people: on to the others, or to as many as the limit lets get it. Judged by what all workers sent. */
function canaryOf(
  database: Database,
  run: string,
  { canary, limit }: SendOptions,
  runner: Runner,
): () => Promise<boolean> {
  let judged = canary === undefined;
  const before = countRun(database, run);
  before.catch(() => {});
  return async () => {
    if (judged || canary === undefined) return false;
    judged = true;
    const [old, now] = [countsOf(await before), countsOf(await countRun(database, run))];
    const counts = {
      sent: now.sent - old.sent,
      failed: now.failed - old.failed,
      unknown: now.unknown - old.unknown,
    };
    if (!judgeCanary(runner, canary, counts)) return false;
    const rest = limit === undefined ? undefined : limit - canary;
    if (rest !== undefined && rest <= 0) return false;
    await setLimit(database.query, run, rest);
    return true;
  };
}

function planRun(
  database: Database,
  { options, files, endpoint, contacts, settings, credentials, emit }: SendParts,
  rate: number | 'unlimited',
  skipped: BadRow[],
): Promise<OpenedRun> {
  const manifest = createManifest(options, contacts.facts, () => new Date());
  let stopped = false;
  options.stop?.onStop(() => {
    stopped = true;
  });
  const upload = () =>
    uploadShared(database, {
      ...uploadTo(endpoint, credentials),
      files,
      credentials,
      settings,
      emit,
      stopped: () => stopped,
    });
  const prepareFor = async (runId: string, { now }: Manifest) => ({
    renderer: options.renderer,
    message: options.message,
    runId,
    now,
    channel: options.channel ?? ('messenger' as const),
    ...(files.length > 0 && { uploads: await upload() }),
  });
  return openRun(database, {
    campaign: campaignOf(options),
    page: manifest.pageId,
    manifest,
    rate,
    resume: options.resume ?? false,
    newRun: options.newRun ?? false,
    nowGiven: options.now !== undefined,
    runId: options.tuning?.runId,
    limit: options.canary ?? options.limit,
    refill: async (query, runId, begun) =>
      refillRun(query, runId, { contacts, prepare: await prepareFor(runId, begun) }),
    load: async (query, runId) =>
      loadRun(query, runId, {
        contacts,
        prepare: await prepareFor(runId, manifest),
        rules: {
          window: options.window ?? 'assume-open',
          refuseHumanAgent: refusesHumanAgent(options),
          clock: settings.clock,
        },
        onSkipped: (row) => {
          if (skipped.length < mostTold * 5) skipped.push(row);
        },
      }),
  });
}
