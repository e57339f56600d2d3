/**
 * Attachment ids of a message's local files: each file is uploaded once per Page, and its id used again, in later runs
 * too, until it expires. An upload that is made twice harms nobody, so that all but a refusal is tried again.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { apiLimits } from '../../send-api/limits.ts';
import { version } from '../../version.ts';
import type { Endpoint } from '../check-endpoint.ts';
import { classify, errorName } from '../classify.ts';
import type { Credentials } from '../credentials.ts';
import type { SendEvent } from '../events.ts';
import type { Attachment } from '../journal/journal.ts';
import { backoff } from '../pace/backoff.ts';
import { plainLine } from '../redact.ts';
import { uploadFile } from '../transport/upload-file.ts';
import type { Settings } from '../tuning.ts';
import { hashStart, type LocalFile } from './check-files.ts';

export interface UploadOptions {
  readonly files: readonly LocalFile[];
  /** `…/v21.0/PAGE/message_attachments`. */
  readonly url: string;
  /** Endpoint and Page: an id is good for both together. */
  readonly page: string;
  readonly journal: AttachmentStore;
  /** Of other runs of the project. */
  readonly older: readonly Attachment[];
  readonly credentials: Credentials;
  readonly settings: Settings;
  readonly headers: { readonly [name: string]: string };
  readonly emit: (event: SendEvent) => void;
  readonly stopped: () => boolean;
}

/** Of a journal, whichever engine it has. */
export interface AttachmentStore {
  attachments(page: string): readonly Attachment[];
  /** On the disk when it returns, or resolves. */
  saveAttachment(attachment: Attachment): void | Promise<void>;
}

export type Uploaded =
  | { readonly ok: true; readonly ids: { readonly [path: string]: string } }
  | { readonly ok: false; readonly why: string };

/** Endpoint and Page. */
export function pageOf(endpoint: Endpoint): string {
  return endpoint.url.replace(/\/messages$/, '');
}

/** Where a Page's files go, and as whom. */
export function uploadTo(
  endpoint: Endpoint,
  { token }: Credentials,
): Pick<UploadOptions, 'url' | 'page' | 'headers'> {
  const page = pageOf(endpoint);
  return {
    url: `${page}/message_attachments`,
    page,
    headers: { Authorization: `Bearer ${token}`, 'User-Agent': `sendspec/${version}` },
  };
}

const day = 86_400_000;
/** An id must still work when the last message of a long run is sent. */
const margin = 2 * day;
const mostAttempts = 4;

export async function uploadFiles(options: UploadOptions): Promise<Uploaded> {
  const ids: { [path: string]: string } = {};
  const found = new Map<string, string>();
  for (const file of options.files) {
    const known = found.get(file.hash) ?? findId(options, file.hash);
    if (known !== undefined) {
      ids[file.path] = known;
      if (!found.has(file.hash))
        options.emit({ type: 'upload', file: file.file, bytes: file.bytes, cached: true });
      found.set(file.hash, known);
      continue;
    }
    const id = await upload(file, options);
    if (typeof id !== 'string') return { ok: false, why: id.why };
    found.set(file.hash, id);
    ids[file.path] = id;
  }
  return { ok: true, ids };
}

/** The newest word on the file counts: `''` says that its ids are no longer good. */
export function findId(
  { journal, older, page, settings }: Pick<UploadOptions, 'journal' | 'older' | 'page' | 'settings'>,
  hash: string,
): string | undefined {
  const newest = [...journal.attachments(page), ...older]
    .filter((attachment) => attachment.hash === hash)
    .sort((a, b) => b.expires - a.expires)[0];
  if (newest === undefined || newest.id === '') return undefined;
  return newest.expires - margin > settings.clock() ? newest.id : undefined;
}

/** Unix milliseconds at which an id that is made now stops working. */
export function expiryFrom(now: number): number {
  return now + apiLimits.attachmentIdLife.max * day;
}

async function upload(file: LocalFile, options: UploadOptions): Promise<string | { readonly why: string }> {
  const { credentials, settings, journal, emit } = options;
  const message = JSON.stringify({ attachment: { type: file.type, payload: { is_reusable: true } } });
  const proof: Record<string, string> =
    credentials.proof === undefined ? {} : { appsecret_proof: credentials.proof };
  const bytes = await readAsChecked(file);
  if (bytes === undefined) return { why: `${file.file} was changed meanwhile. Send again.` };
  let why = '';
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    if (options.stopped()) return { why: 'Stopped by the operator.' };
    const outcome = await uploadFile({
      url: options.url,
      headers: options.headers,
      fields: { message, ...proof },
      bytes,
      name: basename(file.absolute),
      contentType: file.contentType,
      // A megabyte a second at the slowest, beside what any request may take.
      timeout: settings.totalTimeout + file.bytes / 1000,
    });
    const id = outcome.kind === 'response' && outcome.status === 200 ? attachmentId(outcome.text) : undefined;
    if (id !== undefined) {
      await journal.saveAttachment({
        hash: file.hash,
        page: options.page,
        id,
        expires: expiryFrom(settings.clock()),
      });
      emit({ type: 'upload', file: file.file, bytes: file.bytes, cached: false });
      return id;
    }
    const verdict = classify(outcome);
    if ('error' in verdict) {
      const { message: text, fbtraceId } = verdict.error;
      const trace = fbtraceId === undefined ? '' : `, fbtrace_id ${fbtraceId}`;
      why = plainLine(credentials.redact(`${text} (${errorName(verdict.error)}${trace})`), 400);
      if (verdict.kind === 'failed') return { why };
      if (verdict.kind === 'stop') return { why: `${why}. ${verdict.advice}` };
    } else
      why =
        'why' in verdict ? plainLine(credentials.redact(verdict.why), 120) : 'no attachment_id in the answer';
    const wait = verdict.kind === 'throttled' ? (verdict.wait ?? 0) : 0;
    const own = backoff(attempt, 1_000, 30_000, settings.random) + 500;
    if (attempt < mostAttempts)
      await new Promise((resolve) => setTimeout(resolve, Math.max(wait, own) * settings.timeScale));
  }
  return { why: `${why}, ${mostAttempts} times` };
}

/** The bytes of which the hash is known; undefined where they are others by now. */
async function readAsChecked(file: LocalFile): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(file.absolute);
    return hashStart(file.type, file.contentType).update(bytes).digest('hex') === file.hash
      ? bytes
      : undefined;
  } catch {
    return undefined;
  }
}

function attachmentId(text: string): string | undefined {
  try {
    const { attachment_id: id } = JSON.parse(text) as { attachment_id?: unknown };
    if (typeof id === 'number') return undefined;
    return typeof id === 'string' && /^[\w.-]{1,128}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
