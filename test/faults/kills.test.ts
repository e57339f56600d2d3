import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Failpoint } from '../../src/send/tuning.ts';
import { runChild } from '../send/support/run-child.ts';
import { long, note, random } from './report.ts';
import { concurrency, count, last, scene, seed, verify } from './scene.ts';

const points: readonly Failpoint[] = [
  'before-intent',
  'after-append',
  'after-fsync',
  'after-write',
  'after-response',
  'before-outcome-flush',
];

describe('the process', () => {
  it.each(points)('24: kill -9 %s', async (at) => {
    const it_ = await scene();
    const draw = random(seed);
    const kills = long ? 10 : 2;
    let done = 0;
    for (; done < kills; done++) {
      const child = await runChild({
        options: it_.order({ resume: done > 0 }),
        die: { at, nth: 1 + Math.floor(draw() * 12) },
      });
      if ((await child.done) !== undefined) break;
    }
    verify(await last(it_), it_, concurrency * done);
    note('24', `kill -9 ${at}`, { recipients: count, detail: `${done} kills` });
  });

  it('25: kill -9 at random', async () => {
    const it_ = await scene();
    it_.emulator.fault({ effect: { kind: 'delay' }, delay: [0, 10] });
    const draw = random(seed);
    const rounds = long ? 100 : 5;
    let kills = 0;
    for (let i = 0; i < rounds; i++) {
      const child = await runChild({ options: it_.order({ resume: i > 0 }) });
      const some = it_.emulator.ledger().length + Math.ceil((count * 2 * draw()) / rounds);
      await Promise.race([it_.emulator.waitFor(some, 60_000), child.done]);
      await sleep(draw() * 20);
      child.process.kill('SIGKILL');
      if ((await child.done) !== undefined) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(rounds / 2);
    const report = await last(it_);
    verify(report, it_, concurrency * kills);
    note('25', 'kill -9 at random', {
      recipients: count,
      unknown: report.counts.unknown,
      detail: `${kills} kills`,
    });
  });
});
