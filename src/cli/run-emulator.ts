/** What `sendspec emulator` does. */
import { resolve } from 'node:path';
import { printable } from '../diagnostics/printable.ts';
import { readSeed, type Seed, startEmulator } from '../emulator/index.ts';
import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findRoot } from './project.ts';
import { parseJson } from './read-data.ts';
import { readText } from './read-text.ts';
import { Stop } from './stop.ts';

export interface EmulatorFlags {
  readonly port: number;
  readonly faults?: string;
  readonly ledger?: string;
  readonly webhooks?: string;
}

export async function runEmulator(flags: EmulatorFlags, context: Context): Promise<number> {
  const config = readConfig(findRoot(context.cwd, context.cwd));
  const channel = [config.channel ?? 'messenger'].flat()[0];
  const seed = flags.faults === undefined ? {} : readSeedFile(flags.faults, context);
  const { stop } = context.listenForSignals();
  const started = await startEmulator({
    ...seed,
    port: flags.port,
    ...(flags.ledger !== undefined && { ledger: resolve(context.cwd, flags.ledger) }),
    ...(flags.webhooks !== undefined && { webhooks: { ...seed.webhooks, url: flags.webhooks } }),
    ...(config.api && { profile: config.api }),
    ...(channel && { channel }),
    onWarning: (text) => context.err.write(`sendspec: ${printable(text)}\n`),
  });
  if ('problem' in started) throw new Stop(exit.environment, started.problem.message);
  const { emulator } = started;
  context.out.write(`${JSON.stringify({ url: emulator.url })}\n`);
  context.err.write(
    `Send API emulator (${config.api ?? 'v21.0'}, ${channel}): ${emulator.url}\nWhat it accepted: ${emulator.url}/_emulator/ledger\nWebhooks: ${emulator.url}/_emulator/webhooks\nCtrl-C ends.\n`,
  );
  if (!stop.aborted) await new Promise((done) => stop.addEventListener('abort', done));
  await emulator.close();
  return exit.done;
}

/** Rules of what shall go wrong and, beside them, users, attachments, limits …: src/emulator/README.md. */
function readSeedFile(path: string, context: Context): Seed {
  const file = readText(resolve(context.cwd, path), 1_000_000, { pipes: true });
  if (!('text' in file)) throw new Stop(file.missing ? exit.usage : exit.errors, `${path} ${file.reason}.`);
  const read = readSeed(parseJson(file.text, path));
  if ('problem' in read) throw new Stop(exit.errors, `${path}: ${read.problem}.`);
  return read.seed;
}
