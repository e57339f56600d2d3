/** What a run was begun with. Never changed afterwards; a resume must match it. No token, no contact data. */
import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { version } from '../../version.ts';
import type { ContactsFacts } from '../contacts/open-contacts.ts';
import type { SendOptions } from '../options.ts';

export interface Manifest {
  readonly format: 1;
  readonly tool: string;
  readonly spec: string;
  readonly message: string;
  readonly compiledHash: string;
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly pageId: string;
  readonly channel: string;
  readonly contacts: ContactsFacts;
  /** Relative to the project's root where it is inside; absent for one person. */
  readonly contactsPath?: string;
  readonly columnMap: { readonly [target: string]: string };
  readonly duplicates: 'first';
  /** ISO 8601; the language's `now` for the whole run. */
  readonly now: string;
  /** Of the process that began it: numbers and dates are formatted by it. */
  readonly icu: string;
}

export function createManifest(options: SendOptions, contacts: ContactsFacts, clock: () => Date): Manifest {
  return {
    format: 1,
    tool: version,
    spec: options.spec,
    message: options.message,
    compiledHash: options.compiledHash,
    endpoint: endpointName(options),
    apiVersion: options.apiVersion,
    pageId: options.pageId ?? 'me',
    channel: options.channel ?? 'messenger',
    contacts,
    ...(options.contacts.kind === 'file' && { contactsPath: contactsName(options) }),
    columnMap: { ...options.columnMap },
    duplicates: 'first',
    now: options.now ?? clock().toISOString(),
    icu: process.versions.icu ?? '',
  };
}

/** How a later command differs from the run that it wants to resume; empty where it fits. */
export function compareManifests(run: Manifest, wanted: Manifest, nowGiven: boolean): string[] {
  const differences: string[] = [];
  const compare = (what: string, was: string, is: string) => {
    if (was !== is) differences.push(`${what} (${was} then, ${is} now)`);
  };
  compare('the message', run.spec, wanted.spec);
  if (run.compiledHash !== wanted.compiledHash)
    differences.push('what the message says: its file or one that it uses was edited');
  compare('the endpoint', run.endpoint, wanted.endpoint);
  compare('the API version', run.apiVersion, wanted.apiVersion);
  compare('the Page', run.pageId, wanted.pageId);
  compare('the channel', run.channel, wanted.channel);
  if (run.contacts.sha256 !== wanted.contacts.sha256) {
    compare('the number of contacts', String(run.contacts.rows), String(wanted.contacts.rows));
    if (run.contacts.rows === wanted.contacts.rows) differences.push('the contacts: the file was edited');
  }
  if (sorted(run.columnMap) !== sorted(wanted.columnMap)) differences.push('the column mapping');
  if (nowGiven) compare('now', run.now, wanted.now);
  return differences;
}

/** `.sendspec/<hash of FILE#MESSAGE, contacts path, page, endpoint>.journal.db` under the project root. */
export function journalPath(options: SendOptions): string {
  if (options.journal !== undefined) return resolve(options.journal);
  return join(resolve(options.projectRoot), '.sendspec', `${campaignOf(options)}.journal.db`);
}

/** What makes two commands the same campaign. */
export function campaignOf(options: SendOptions): string {
  const parts = [options.spec, contactsName(options), options.pageId ?? 'me', endpointName(options)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function contactsName(options: SendOptions): string {
  const { contacts } = options;
  if (contacts.kind === 'one') return JSON.stringify([contacts.recipient, contacts.data]);
  const inside = relative(resolve(options.projectRoot), resolve(contacts.path));
  return inside.startsWith('..') || isAbsolute(inside)
    ? resolve(contacts.path)
    : inside.replaceAll('\\', '/');
}

export function endpointName({
  endpoint,
  endpointLabel,
}: Pick<SendOptions, 'endpoint' | 'endpointLabel'>): string {
  if (endpointLabel !== undefined) return endpointLabel;
  try {
    const url = new URL(endpoint);
    return url.origin + url.pathname.replace(/\/+$/, '');
  } catch {
    return endpoint;
  }
}

function sorted(map: { readonly [key: string]: string }): string {
  return JSON.stringify(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
