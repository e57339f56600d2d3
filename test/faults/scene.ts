/** An emulator, contacts and a send of two messages to each, in this process or by the command. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { readJournal, type SendReport } from '../../src/send/index.ts';
import { checkJournal, checkSecret } from '../send/support/check-ledger.ts';
import type { ChildOrder } from '../send/support/child.ts';
import {
  type Change,
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { long, many } from './report.ts';

export const count = long ? many : 60;
export const seed = Number(process.env['FAULTS_SEED'] ?? 20261128);
export const concurrency = 8;

/** Two steps a person show the order; one is enough where there are thousands and the order is not the question. */
export const brief = long ? 'hello' : 'two';

export interface Scene {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly contacts: string;
  readonly steps: readonly number[];
  options(change?: Change): ReturnType<typeof optionsFor>;
  order(change?: Change): ChildOrder['options'];
}

export async function scene(rows = count, message: 'two' | 'hello' = 'two'): Promise<Scene> {
  const folder = makeFolder();
  const emulator = await startEmulator({ seed });
  const contacts = writeContacts(folder, people(rows));
  const options = (change: Change = {}) =>
    optionsFor(folder, emulator.url, contacts, {
      message,
      concurrency,
      ...change,
      tuning: { timeScale: 0.002, totalTimeout: 20_000, connectTimeout: 10_000, ...change.tuning },
    });
  return {
    emulator,
    folder,
    contacts,
    steps: message === 'two' ? [1, 2] : [1],
    options,
    order: (change) => {
      const { renderer: _, token: __, program: ___, ...rest } = options(change);
      return rest;
    },
  };
}

export function verify(
  report: SendReport,
  { emulator, steps: planned }: Scene,
  mostUnknown: number,
  rows = count,
  steps: readonly number[] = planned,
): void {
  const ledger = emulator.ledger();
  expect([
    ...checkJournal(report.journal!, ledger, { runId: report.runId!, rows, steps, mostUnknown }),
    ...checkSecret('T0KEN-canary', {
      report: JSON.stringify(report),
      journal: readFileSync(report.journal!, 'latin1'),
      ledger: JSON.stringify(ledger),
    }),
  ]).toEqual([]);
}

export async function resume(it: Scene, change: Change = {}): Promise<SendReport> {
  return (await send(it.options({ resume: true, ...change }))).report;
}

export const cli = join(import.meta.dirname, '../../dist/sendspec.js');
export const environment = { ...process.env, PAGE_ACCESS_TOKEN: 'T0KEN-canary-1234' };

export function commandLine(it_: Scene): string[] {
  writeFileSync(join(it_.folder, 'sendspec.config.yaml'), '');
  writeFileSync(
    join(it_.folder, 'a.msg.yaml'),
    'params:\n  first_name: string(40)\nmessages:\n  two:\n    - messaging_type: UPDATE\n      text: One {{first_name}}\n    - messaging_type: UPDATE\n      text: Two\n',
  );
  return [
    'send',
    'a.msg.yaml#two',
    '--to',
    'contacts.csv',
    '--endpoint',
    it_.emulator.url,
    '--rate',
    'unlimited',
    '--concurrency',
    String(concurrency),
  ];
}

/** Resumes by the command until it is done; its report, from the JSON events, and all that it said. */
export async function finishByCommand(it_: Scene): Promise<{ report: SendReport; text: string }> {
  let text = '';
  const child = spawn(process.execPath, [cli, ...commandLine(it_), '--resume', '--json'], {
    cwd: it_.folder,
    env: environment,
  });
  child.stdout.on('data', (data) => (text += String(data)));
  child.stderr.on('data', (data) => (text += String(data)));
  await new Promise((resolve) => child.once('close', resolve));
  const status = execFileSync(process.execPath, [cli, 'status', '--format', 'json'], {
    cwd: it_.folder,
    encoding: 'utf8',
  });
  const [run] = JSON.parse(status) as (SendReport & { journal: string })[];
  return { report: run as SendReport, text };
}

export async function last(it_: Scene): Promise<SendReport> {
  const report = await resume(it_);
  // All was done before the last kill, or nothing begun.
  if (report.exit === 5 && report.why.includes('no run to resume')) return (await send(it_.options())).report;
  if (report.exit !== 5) return report;
  const facts = readJournal(report.journal!);
  if (!facts?.ok || facts.finished === undefined) throw new Error(report.why);
  return { ...report, runId: facts.runId };
}
