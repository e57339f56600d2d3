/** What happens to the process that sends: signals, a second runner, a clock that jumps, an output that is closed. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { checkSecret } from '../send/support/check-ledger.ts';
import { runChild } from '../send/support/run-child.ts';
import { cleanUp, people, send } from '../send/support/sending.ts';
import { long, note } from './report.ts';
import {
  brief,
  cli,
  commandLine,
  concurrency,
  count,
  environment,
  finishByCommand,
  resume,
  scene,
  verify,
} from './scene.ts';

describe('the process', () => {
  it.each([
    ['SIGINT', 130, 1],
    ['SIGTERM', 143, 1],
    ['SIGHUP', 143, 1],
    ['SIGINT', 130, 2],
  ] as const)('26: %s (exit code %i), %i times, at the command itself', async (signal, code, times) => {
    const it_ = await scene();
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: times === 2 ? 300 : 20, times: 100 });
    const args = commandLine(it_);
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: it_.folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Asked for now: a process that is stopped twice may be gone before the pause after the second signal is over.
    const ended = new Promise((resolve) => child.once('close', resolve));
    cleanUp(() => void child.kill('SIGKILL'));
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (out += String(data)));
    await it_.emulator.waitFor(times === 2 ? 2 : 20);
    for (let i = 0; i < times; i++) {
      child.kill(signal);
      await sleep(30);
    }
    expect(await ended).toBe(code);
    const { report, text } = await finishByCommand(it_);
    verify(report, it_, times === 2 ? concurrency : 0);
    expect(checkSecret('T0KEN-canary', { output: out + text })).toEqual([]);
    note('26', `${signal}, ${times === 1 ? 'once' : 'twice'}`, {
      recipients: count,
      unknown: report.counts.unknown,
    });
  });

  it('26: SIGSTOP and SIGCONT: the journal stays with the frozen process', async () => {
    const it_ = await scene(count, brief);
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: 5 });
    const child = await runChild({ options: it_.order() });
    await it_.emulator.waitFor(count / 2);
    child.process.kill('SIGSTOP');
    expect((await resume(it_)).exit).toBe(5);
    await sleep(long ? 60_000 : 500);
    child.process.kill('SIGCONT');
    verify((await child.done)!, it_, long ? concurrency : 0);
    note('26', 'SIGSTOP, SIGCONT', { recipients: count, detail: long ? '60 s' : '0.5 s' });
  });

  it('32: the event loop stands still', async () => {
    const it_ = await scene(count, brief);
    let blocked = false;
    const { report } = await send(it_.options(), (event) => {
      if (event.type !== 'sent' || blocked || it_.emulator.ledger().length < count / 2) return;
      blocked = true;
      const until = Date.now() + (long ? 10_000 : 1_000);
      while (Date.now() < until);
    });
    expect(blocked).toBe(true);
    verify(report, it_, 0);
    note('32', 'event loop blocked', { recipients: count, detail: long ? '10 s' : '1 s' });
  });

  it('29: three runners at once', async () => {
    const it_ = await scene(count, brief);
    const children = await Promise.all([1, 2, 3].map(() => runChild({ options: it_.order() })));
    const reports = await Promise.all(children.map((child) => child.done));
    expect(reports.map((report) => report!.exit).sort()).toEqual([0, 5, 5]);
    verify(reports.find((report) => report!.exit === 0)!, it_, 0);
    note('29', 'three runners at once', { recipients: count, unknown: 0 });
  });

  it.each([
    ['back an hour', -3_600_000, 0],
    ['forward a day and an hour', 25 * 3_600_000, 1],
  ] as const)('31: the clock jumps %s', async (what, jump, closes) => {
    const it_ = await scene();
    const now = Date.now();
    const rows = people(count).map((id, i) => `${id},N${i},${new Date(now - 3_600_000).toISOString()}`);
    writeFileSync(it_.contacts, `psid,first_name,last_interaction_at\n${rows.join('\n')}\n`);
    let shift = 0;
    const { report } = await send(
      {
        ...it_.options({ message: 'reply' }),
        tuning: { ...it_.options().tuning, clock: () => Date.now() + shift },
      },
      (event) => {
        if (event.type === 'sent' && it_.emulator.ledger().length >= count / 2) shift = jump;
      },
    );
    verify(report, it_, 0, count, [1]);
    expect((report.skippedBy.window ?? 0) > 0).toBe(closes === 1);
    note('31', `clock jumps ${what}`, {
      recipients: count,
      detail: `${report.skippedBy.window ?? 0} windows closed`,
    });
  });
});

describe('the program around it', () => {
  it('40: stdout and stderr closed', async () => {
    const it_ = await scene();
    const child = spawn(
      '/bin/sh',
      ['-c', `"$0" "$@" | head -c 1 >/dev/null`, process.execPath, cli, ...commandLine(it_), '--json'],
      {
        cwd: it_.folder,
        env: environment,
        stdio: ['ignore', 'ignore', 'ignore'],
      },
    );
    await new Promise((resolve) => child.once('close', resolve));
    await it_.emulator.waitFor(count * 2, 60_000);
    const { report } = await finishByCommand(it_);
    verify(report, it_, 0);
    note('40', 'stdout closed early', { recipients: count, unknown: report.counts.unknown });
  });
});
