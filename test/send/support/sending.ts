import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/index.ts';
import type { SendEvent, SendOptions, SendReport } from '../../../src/send/index.ts';
import { runSend } from '../../../src/send/index.ts';
import { handRenderer, handSchema } from './renderer.ts';

const cleanups: (() => void | Promise<void>)[] = [];
export function cleanUp(action: () => void | Promise<void>): void {
  cleanups.push(action);
}
afterEach(async () => {
  for (const action of cleanups.splice(0).reverse()) await action();
});

export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sendspec-send-')));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator(options);
  cleanUp(() => emulator.close());
  return emulator;
}

export function writeContacts(folder: string, ids: readonly string[], name = 'contacts.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, `psid,first_name\n${ids.map((id, i) => `${id},Name ${i + 1}`).join('\n')}\n`);
  return path;
}

export function people(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(10_000_001 + i));
}

export type Change = Partial<SendOptions>;

export function optionsFor(
  folder: string,
  endpoint: string,
  contacts: string,
  change: Change = {},
): SendOptions {
  const { tuning, ...rest } = change;
  return {
    renderer: handRenderer,
    message: 'hello',
    spec: `greeting.msg.yaml#${change.message ?? 'hello'}`,
    compiledHash: 'hash-1',
    program: { schema: handSchema },
    contacts: { kind: 'file', path: contacts },
    endpoint,
    apiVersion: 'v21.0',
    token: () => 'T0KEN-canary-1234',
    projectRoot: folder,
    rate: 'unlimited',
    concurrency: 16,
    ...rest,
    // Back-off and pauses a hundred times shorter: the order of events is tested, not the clock.
    tuning: { timeScale: 0.01, connectTimeout: 5_000, totalTimeout: 8_000, ...tuning },
  };
}

export interface Sent {
  readonly report: SendReport;
  readonly events: readonly SendEvent[];
}

export async function send(
  options: SendOptions,
  onEvent: (event: SendEvent) => void = () => {},
): Promise<Sent> {
  const events: SendEvent[] = [];
  const report = await runSend(options, (event) => {
    events.push(event);
    onEvent(event);
  });
  return { report, events };
}

export interface JournalRow {
  readonly row: number;
  readonly step: number;
  readonly kind: number;
  readonly state: number;
  readonly attempt: number;
  readonly mid: string | null;
  readonly reason: string | null;
  readonly error: string | null;
}

const { DatabaseSync } = createRequire(import.meta.url)(
  '@photostructure/sqlite',
) as typeof import('@photostructure/sqlite');
/** Tests look into the journal with SQL of their own. */
export function query<T>(path: string, sql: string): T[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}
export function execute(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

export function journalRows(path: string): JournalRow[] {
  return query<JournalRow>(
    path,
    'SELECT row, step, kind, state, attempt, mid, reason, error FROM delivery ORDER BY row, step',
  );
}
