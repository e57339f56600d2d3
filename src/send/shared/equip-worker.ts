/** A runner whose journal and rate are shared with other workers. */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Endpoint } from '../check-endpoint.ts';
import type { Credentials } from '../credentials.ts';
import type { Runner } from '../deliver/runner.ts';
import { equip } from '../equip.ts';
import type { SendEvent } from '../events.ts';
import type { Manifest } from '../journal/manifest.ts';
import { classRates } from '../pace/classes.ts';
import type { Settings } from '../tuning.ts';
import { type Database, DatabaseError } from './database.ts';
import type { Claimant } from './deliveries.ts';
import { setRates } from './runs.ts';
import { createSharedBucket } from './shared-bucket.ts';
import { createSharedJournal, type SharedJournal } from './shared-journal.ts';

export interface WorkerParts {
  readonly database: Database;
  readonly run: { readonly runId: string; readonly manifest: Manifest; readonly rate: number | 'unlimited' };
  readonly concurrency: number;
  /** Messages in one request. */
  readonly batch?: number;
  readonly code1200?: 'retry' | 'unknown';
  readonly endpoint: Endpoint;
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly emit: (event: SendEvent) => void;
}

export interface Worker {
  readonly runner: Runner;
  readonly journal: SharedJournal;
  readonly claimant: Claimant;
  /** What the database says; told once for each outage. */
  readonly onError: (error: unknown) => void;
}

/** `fresh`: the run's rate replaces what was left of the Page's. */
export async function equipWorker(parts: WorkerParts, fresh: boolean): Promise<Worker> {
  const { database, run, settings } = parts;
  const page = `${run.manifest.endpoint} ${run.manifest.pageId}`;
  const pageOf = (name: 'media' | 'reply') => `${page} ${name}`;
  await setRates(database, { [page]: run.rate }, fresh);
  if (run.rate !== 'unlimited') {
    await setRates(
      database,
      { [pageOf('media')]: classRates.media.rate, [pageOf('reply')]: classRates.reply.rate },
      fresh,
    );
  }
  const claimant: Claimant = {
    run: run.runId,
    worker: `${hostname()}.${process.pid}.${randomUUID().slice(0, 8)}`,
    lease: settings.lease,
  };
  let told = '';
  const onError = (error: unknown) => {
    if (!(error instanceof DatabaseError)) {
      runner.bug(error);
      return;
    }
    if (error.kind === 'refused') runner.halt(4, `${error.message} Nothing further was sent.`);
    if (told !== error.message) parts.emit({ type: 'warning', code: 'journal-away', message: error.message });
    told = error.message;
  };
  const journal = createSharedJournal({
    database,
    claimant,
    manifest: run.manifest,
    failpoint: settings.failpoint,
    onError,
  });
  const bucketOf = (name: string) => createSharedBucket({ database, page: name, onError });
  const runner = equip({
    ...parts,
    rate: run.rate,
    journal,
    buckets: {
      bucket: bucketOf(page),
      classBuckets: { media: bucketOf(pageOf('media')), reply: bucketOf(pageOf('reply')) },
    },
  });
  return { runner, journal, claimant, onError };
}
