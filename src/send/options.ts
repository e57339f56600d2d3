/** What a send is told. Pure data and functions: no command line, no environment. */
import type { Json } from '../bind/model.ts';
import type { Renderer } from '../render/api.ts';
import { apiLimits } from '../send-api/limits.ts';
import { humanTag } from '../send-api/tags.ts';
import type { StopHandle } from './stop.ts';
import type { Tuning } from './tuning.ts';
import type { WindowPolicy } from './window.ts';

export interface SendOptions {
  readonly renderer: Renderer;
  /** Name of the message in the renderer's program. */
  readonly message: string;
  /** `FILE#MESSAGE` with FILE relative to the project root: names the journal. */
  readonly spec: string;
  /** Hash of the compiled program: a run resumes only with the same one. */
  readonly compiledHash: string;
  /** What the compiled program says of its params; without it every cell is a string. */
  readonly program?: ProgramFacts;

  readonly contacts: ContactsSource;
  /** Names of our columns (or params) to names of the file's columns: `{ psid: 'Messenger ID' }`. */
  readonly columnMap?: { readonly [target: string]: string };

  /** Base URL of the Send API: `https://graph.facebook.com`, or `http://127.0.0.1:PORT` of an emulator. */
  readonly endpoint: string;
  /** Stands for the endpoint in journal and manifest where its port is another one each time: `emulator`. */
  readonly endpointLabel?: string;
  /** `v21.0`. */
  readonly apiVersion: string;
  /** Default `me`. */
  readonly pageId?: string;
  readonly channel?: 'messenger' | 'instagram';
  /** Asked once, before the first request. Never stored, never shown. Not needed by a dry run. */
  readonly token?: () => string | Promise<string>;
  /** Of the app: makes `appsecret_proof`. Itself it is sent nowhere. */
  readonly appSecret?: () => string | Promise<string>;
  /** Hosts that requests may go to besides Meta's and this machine. */
  readonly allowHosts?: readonly string[];

  /** Folder under which `.sendspec/` stands. */
  readonly projectRoot: string;
  /** Default: see `journalPath`. */
  readonly journal?: string;
  /** Address of a PostgreSQL database that holds the journal instead: several machines work on it (shared/README.md). */
  readonly sharedJournal?: string;
  readonly resume?: boolean;
  readonly newRun?: boolean;

  /** Requests a second, 1 to 300; 'unlimited' only where the endpoint is an emulator. Default 35. */
  readonly rate?: number | 'unlimited';
  /** Requests in flight at once, 1 to 512. Default: what the rate needs. */
  readonly concurrency?: number;
  /** Messages in one request, 1 to 50: a Graph batch. Absent: each has a request of its own. */
  readonly batch?: number;
  /** Send to at most this many people now; the rest waits for a resume. */
  readonly limit?: number;
  /** The error that says "not sent, try again": tried again (the default), or taken for unknown by who trusts it less. */
  readonly code1200?: 'retry' | 'unknown';
  /** One row that does not fit: nothing is sent. */
  readonly strict?: boolean;
  /** Send to so many people, wait for their outcomes, and go on only where fewer than 2 % went wrong. */
  readonly canary?: number;
  /** About people of whom nobody knows when they last wrote. Default `assume-open`. */
  readonly window?: WindowPolicy;
  /** Why messages with the tag HUMAN_AGENT go to many people at once: an operator's words, kept in the journal. */
  readonly humanAgent?: string;
  /** Give the plan, write and send nothing. */
  readonly dryRun?: boolean;
  /** ISO 8601 instant, the language's `now`. Default: the clock when the run begins. A resumed run keeps its own. */
  readonly now?: string;
  readonly stop?: StopHandle;
  readonly tuning?: Tuning;
}

export interface ProgramFacts {
  /** ProgramIR.schema: JSON Schema of all params. */
  readonly schema: Json;
  /** MessageIR.needs: the params that the message reaches. Absent: all of them. */
  readonly needs?: readonly string[];
  /** ProgramIR.defaults. */
  readonly defaults?: { readonly [name: string]: Json };
  /** MessageIR.uploads. */
  readonly uploads?: readonly UploadSource[];
  /** Tags that the message has in some step. */
  readonly tags?: readonly string[];
}

export interface UploadSource {
  /** What follows `upload:` in a body. */
  readonly path: string;
  /** Relative to the project's root. */
  readonly file: string;
  /** image, audio, video or file. */
  readonly type: string;
}

export type ContactsSource =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** What messages call it; default: the path. */
      readonly name?: string;
      readonly format?: 'csv' | 'jsonl';
    }
  | {
      readonly kind: 'one';
      /** `{ id: '…' }`, or one of the other recipient kinds. */
      readonly recipient: { readonly [key: string]: string };
      readonly data: Json;
      readonly locale?: string;
      readonly timeZone?: string;
    };

export const defaultRate = 35;
/** Meta's ceiling for text messages of a Page, a second (delivery.md 3.6). */
export const ceilingRate = 300;
/** Above it the Page Inbox stops showing messages until the volume falls. */
export const inboxRate = 40;
export const maxConcurrency = 512;

/** What is wrong with the options themselves, before anything is opened. */
export function checkOptions(options: SendOptions): string | undefined {
  const { rate, concurrency, limit } = options;
  if (!options.renderer.messages.includes(options.message)) {
    return `There is no message "${options.message}" in ${options.spec.split('#')[0]}.`;
  }
  if (rate !== undefined && rate !== 'unlimited' && !(rate >= 1 && rate <= ceilingRate)) {
    return `The rate is ${rate} requests a second, but it must be from 1 to ${ceilingRate} (Meta's ceiling for a Page), or "unlimited" against an emulator.`;
  }
  if (concurrency !== undefined && !(isCount(concurrency) && concurrency <= maxConcurrency)) {
    return `The concurrency is ${concurrency}, but it must be a whole number from 1 to ${maxConcurrency}.`;
  }
  const wrongBatch = checkBatch(options);
  if (wrongBatch !== undefined) return wrongBatch;
  if (limit !== undefined && !isCount(limit)) {
    return `The limit is ${limit}, but it must be a whole number from 1.`;
  }
  if (options.canary !== undefined && !isCount(options.canary)) {
    return `The canary is ${options.canary}, but it must be a whole number from 1.`;
  }
  if (refusesHumanAgent(options) && options.program?.tags?.includes(humanTag)) {
    return `The message has the tag ${humanTag}, which is for answers that a person gives to one person, and this would send it to a whole file: Meta restricts Pages for that. Where it is right, say why: --human-agent "who answers, and to what".`;
  }
  if (options.resume && options.newRun) {
    return 'A run is either resumed or started anew: give resume or newRun, not both.';
  }
  if (options.now !== undefined && Number.isNaN(Date.parse(options.now))) {
    return `"${options.now}" is not an instant in time: write it as 2026-11-22T09:00:00Z.`;
  }
  return undefined;
}

/** Enough requests in flight to hold the rate at half a second an answer (delivery.md 1.5). */
export function concurrencyFor(options: Pick<SendOptions, 'concurrency' | 'rate' | 'batch'>): number {
  if (options.concurrency !== undefined) return options.concurrency;
  // One batch is gathered while others are on their way.
  const batches = (options.batch ?? 0) * 3;
  if (options.rate === 'unlimited') return Math.max(64, batches);
  return Math.min(maxConcurrency, Math.max(4, batches, Math.ceil((options.rate ?? defaultRate) * 0.5)));
}

function checkBatch({ batch, rate = defaultRate, concurrency }: SendOptions): string | undefined {
  if (batch === undefined) return undefined;
  const most = apiLimits.batchOperations.max;
  if (!isCount(batch) || batch > most)
    return `The batch is ${batch}, but it must be a whole number from 1 to ${most}.`;
  if (concurrency !== undefined && concurrency < batch)
    return `With a concurrency of ${concurrency} a batch of ${batch} never gets full: raise the one or lower the other.`;
  // A batch arrives at once, so that a second can have one more of them than the rate says.
  if (rate !== 'unlimited' && rate + batch > ceilingRate)
    return `With batches of ${batch} the rate may be at most ${ceilingRate - batch} (Meta's ceiling of ${ceilingRate} less one batch).`;
  return undefined;
}

/** HUMAN_AGENT to many people at once needs the operator's reason. */
export function refusesHumanAgent({ contacts, humanAgent }: SendOptions): boolean {
  return contacts.kind === 'file' && (humanAgent ?? '').trim() === '';
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
