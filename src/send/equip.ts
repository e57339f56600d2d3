/** A runner with all that it needs to reach one Page. */
import type { Endpoint } from './check-endpoint.ts';
import { type Credentials, sealBody } from './credentials.ts';
import { createRunner, type Runner } from './deliver/runner.ts';
import type { SendEvent } from './events.ts';
import type { DeliveryJournal } from './journal/journal.ts';
import { defaultRate } from './options.ts';
import { createBreaker } from './pace/breaker.ts';
import { type Bucket, createBucket } from './pace/bucket.ts';
import { type ClassBuckets, createClassBuckets } from './pace/classes.ts';
import { createGate, createSharedGate } from './pace/gate.ts';
import { createSlots } from './pace/slots.ts';
import { createRecentIds } from './recent-ids.ts';
import { createTally } from './tally.ts';
import { createTransport, jsonHeaders } from './transport/create-transport.ts';
import type { Settings } from './tuning.ts';

export interface Equipment {
  readonly rate: number | 'unlimited' | undefined;
  readonly concurrency: number;
  /** Messages in one request; absent: each has its own. */
  readonly batch?: number;
  /** As of `SendOptions`. */
  readonly code1200?: 'retry' | 'unknown';
  readonly endpoint: Endpoint;
  readonly settings: Settings;
  readonly journal: DeliveryJournal;
  readonly credentials: Credentials;
  readonly emit: (event: SendEvent) => void;
  /** Those that several workers share; otherwise this process has its own. */
  readonly buckets?: { readonly bucket: Bucket; readonly classBuckets: ClassBuckets };
}

/** Probes that the breaker makes before it gives up: 15 minutes and a half at its pace. */
const maxProbes = 5;

/** Of the lease of a delivery, that it may wait for a new moment. */
const gateShare = 1 / 4;

export function equip(equipment: Equipment): Runner {
  const { concurrency, endpoint, settings, journal, credentials, emit, buckets } = equipment;
  const rate = equipment.rate ?? defaultRate;
  const runner: Runner = createRunner({
    journal,
    transport: createTransport({ ...equipment, rate }),
    recentIds: createRecentIds(),
    slots: createSlots(concurrency),
    bucket: buckets?.bucket ?? createBucket(rate),
    ...(rate !== 'unlimited' && {
      gate: buckets ? createSharedGate(buckets.bucket, settings.lease * gateShare) : createGate(rate),
    }),
    ...(rate !== 'unlimited' && { classBuckets: buckets?.classBuckets ?? createClassBuckets() }),
    rate,
    trustsRetryable: equipment.code1200 !== 'unknown',
    breaker: createBreaker({
      timeScale: settings.timeScale,
      maxProbes,
      onChange: (state, why, milliseconds) => {
        // What the operator gives up says nothing of the other side.
        if (runner.killed) return;
        emit({ type: 'breaker', state, why, milliseconds });
        journal.note('breaker', `${state}: ${why}`);
      },
      onGiveUp: (why) =>
        runner.halt(4, `${endpoint.origin} does not answer as it should: ${why}. Go on with --resume later.`),
    }),
    tally: createTally(),
    settings,
    redact: credentials.redact,
    seal: (body) => sealBody(body, credentials),
    url: endpoint.url,
    // In a header, never in the URL: proxies log URLs.
    headers: { Authorization: `Bearer ${credentials.token}`, ...jsonHeaders },
    emit,
  });
  return runner;
}
