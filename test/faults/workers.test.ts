/**
 * Several workers on one journal in a real PostgreSQL: killed, frozen for longer than their leases, the database crashed and
 * restarted (delivery.md 4). Needs Debian's package postgresql.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { checkPace, checkRows, checkSecret, mostInASecond } from '../send/support/check-ledger.ts';
import { type Child, runChild } from '../send/support/run-child.ts';
import {
  makeFolder,
  optionsFor,
  people,
  send,
  startEmulator,
  writeContacts,
} from '../send/support/sending.ts';
import { watchStalls } from '../send/support/watch-stalls.ts';
import { type Postgres, password, startPostgres } from './postgres.ts';
import { query, sharedRows } from './postgres-rows.ts';
import { long, many, note, random } from './report.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const count = long ? many : 240;
const lease = 2_500;
const concurrency = 8;
const tuning = { lease, totalTimeout: 1_500, connectTimeout: 1_000, timeScale: 0.05 };

interface Scene {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly contacts: string;
  readonly runId: string;
  worker(die?: {
    at: 'after-append' | 'after-fsync' | 'after-write' | 'after-response' | 'before-outcome-flush';
    nth: number;
  }): Promise<Child>;
}

/** A run is begun by a `send` that ends at its first delivery; workers do the rest. */
async function begin(
  rate: number | 'unlimited',
  message: 'hello' | 'two' | 'steps' = 'two',
  delay: [number, number] | undefined = [0, 20],
): Promise<Scene> {
  const folder = makeFolder();
  const emulator = await startEmulator();
  if (delay !== undefined) emulator.fault({ effect: { kind: 'delay' }, delay });
  const contacts = writeContacts(folder, people(count));
  const {
    token: _,
    renderer: __,
    program: ___,
    ...options
  } = optionsFor(folder, emulator.url, contacts, {
    message,
    rate,
    concurrency,
    sharedJournal: postgres.url,
    tuning,
  });
  const first = await runChild({ options, die: { at: 'after-append', nth: 1 } });
  expect(await first.done).toBeUndefined();
  const [run] = await query<{ id: string }>(postgres.url, 'SELECT id FROM sendspec_run WHERE endpoint = $1', [
    emulator.url,
  ]);
  const worker: Scene['worker'] = (die) =>
    runChild({
      options,
      ...(die !== undefined && { die }),
      worker: { sharedJournal: postgres.url, endpoint: emulator.url, untilDone: true, concurrency, tuning },
    });
  return { emulator, folder, contacts, runId: run!.id, worker };
}

/** Its first request takes it much longer than the others, which would then come at once. Refused, so that it is not in the ledger. */
async function warmUp({ url }: Emulator): Promise<void> {
  for (let i = 0; i < 20; i++) {
    const answer = await fetch(`${url}/v21.0/me/messages`, {
      method: 'POST',
      headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json' },
      body: '{"recipient":{"id":"1"},"message":{"text":""}}',
    });
    expect(answer.status).toBe(400);
    await answer.text();
  }
}

async function finish(scene: Scene, workers: Child[], most: number): Promise<void> {
  // Whoever is left does the rest; when all are gone, one more.
  await Promise.all(workers.map((worker) => worker.done));
  const last = await scene.worker();
  expect(await last.done).toBeDefined();
  await verify(scene, most);
}

async function verify(scene: Scene, mostUnknown: number, steps = [1, 2]): Promise<void> {
  const { emulator, runId } = scene;
  const rows = await sharedRows(postgres.url, runId);
  const ledger = emulator.ledger();
  const facts = { runId, rows: count, steps, mostUnknown };
  const stored = JSON.stringify(
    await query(
      postgres.url,
      'SELECT * FROM sendspec_delivery d, sendspec_run r WHERE run = $1 AND r.id = d.run',
      [runId],
    ),
  );
  const events = JSON.stringify(
    await query(postgres.url, 'SELECT * FROM sendspec_event WHERE run = $1', [runId]),
  );
  expect([
    ...checkRows(rows, ledger, facts),
    ...checkSecret('T0KEN-canary', { database: stored, events, ledger: JSON.stringify(ledger) }),
    ...checkSecret(password, { database: stored, events }),
  ]).toEqual([]);
  // The contacts' data is gone when the run is finished.
  const [left] = await query<{ n: string; finished: boolean }>(
    postgres.url,
    'SELECT count(body) AS n, bool_and(finished_at IS NOT NULL) AS finished FROM sendspec_delivery d JOIN sendspec_run r ON r.id = d.run WHERE run = $1',
    [runId],
  );
  expect(left).toEqual({ n: '0', finished: true });
}

describe('workers that share a journal', () => {
  it('both take part, at one rate for the Page, and a third that comes late sends nothing', async () => {
    const rate = long ? 100 : 40;
    const scene = await begin(rate, 'hello', undefined);
    await warmUp(scene.emulator);
    const stallAt = watchStalls();
    const workers = [await scene.worker(), await scene.worker()];
    const reports = await Promise.all(workers.map((worker) => worker.done));
    const shares = reports.map((report) => report!.now.sent / count);
    await verify(scene, 2 * concurrency, [1]);
    const most = mostInASecond(scene.emulator.ledger());
    note('C7', 'two workers at one rate', {
      recipients: count,
      unknown: unknownOf(reports),
      detail: `${most} in the fullest second at ${rate}/s`,
    });
    for (const share of shares) expect(share).toBeGreaterThan(0.2);
    expect(checkPace(scene.emulator.ledger(), rate, stallAt)).toEqual([]);
    const late = await (await scene.worker()).done;
    expect(late).toMatchObject({ exit: 0, requests: 0 });
  });

  it('killed at random and frozen for longer than the lease (36): nothing is sent twice', async () => {
    const scene = await begin('unlimited');
    const rounds = long ? 14 : 3;
    const draw = random(36);
    const workers = [await scene.worker(), await scene.worker()];
    const gone: Child[] = [];
    let hurt = 0;
    for (let i = 0; i < rounds; i++) {
      await sleep(long ? 600 + draw() * 1_000 : 300);
      const at = Math.floor(draw() * workers.length);
      const victim = workers[at]!;
      if (victim.process.exitCode !== null) break;
      hurt++;
      if (draw() < 0.5) {
        victim.process.kill('SIGKILL');
        gone.push(victim);
        workers[at] = await scene.worker();
      } else {
        victim.process.kill('SIGSTOP');
        await sleep(lease + 1_000);
        victim.process.kill('SIGCONT');
      }
    }
    await finish(scene, [...workers, ...gone], (hurt + 1) * concurrency);
    note('36', 'workers killed and frozen past their lease', { recipients: count, detail: `${hurt} times` });
  });

  it('37: the same work handed out again and again, also after the end: nothing is sent twice', async () => {
    const scene = await begin('unlimited');
    const frozen = await scene.worker();
    await scene.emulator.waitFor(Math.floor(count / 4), 60_000);
    // It holds claims, and comes back when all is over.
    frozen.process.kill('SIGSTOP');
    const others = [await scene.worker(), await scene.worker()];
    let over = false;
    const done = Promise.all(others.map((worker) => worker.done)).then(() => {
      over = true;
    });
    let stolen = 0;
    while (!over) {
      // A dispatcher that forgets to whom it gave what: whoever has it goes on with it, and another one gets it, too.
      const taken = await query(
        postgres.url,
        'UPDATE sendspec_delivery SET state = 0, worker = NULL, lease = NULL WHERE run = $1 AND state = 5 AND random() < 0.5 RETURNING row',
        [scene.runId],
      );
      stolen += taken.length;
      await sleep(20);
    }
    await done;
    frozen.process.kill('SIGCONT');
    await finish(scene, [frozen], 2 * concurrency);
    expect(stolen).toBeGreaterThan(10);
    note('37', 'work handed out twice, out of order, after the end', {
      recipients: count,
      detail: `${stolen} times`,
    });
  });

  it.each(['after-append', 'after-fsync', 'after-write', 'after-response', 'before-outcome-flush'] as const)(
    'killed %s: what may have left is unknown, the rest is sent',
    async (at) => {
      const scene = await begin('unlimited');
      const victim = await scene.worker({ at, nth: 3 });
      await finish(scene, [victim, await scene.worker()], 2 * concurrency);
      note('24', `worker killed ${at}`, { recipients: count });
    },
  );

  it('the database crashes and comes back (35): the workers wait for it', async () => {
    const scene = await begin('unlimited');
    const workers = [await scene.worker(), await scene.worker()];
    const crashes = long ? 3 : 1;
    for (let i = 0; i < crashes; i++) {
      await scene.emulator.waitFor(Math.floor((count * 2 * (i + 1)) / (crashes + 2)), 60_000);
      postgres.crash();
    }
    // Whose intent was being written when the connection broke is not sent, and so unknown.
    await finish(scene, workers, (2 * crashes + 1) * 2 * concurrency);
    note('35', 'database crashed and restarted', { recipients: count, detail: `${crashes} times` });
  });

  it('the same command twice, a resume, and a new run', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(20)), {
      sharedJournal: postgres.url,
      tuning,
    });
    expect((await send({ ...options, resume: true })).report).toMatchObject({
      exit: 5,
      why: expect.stringContaining('no run to resume'),
    });
    const { report } = await send(options);
    expect(report).toMatchObject({ exit: 0, resumable: false, counts: { sent: 20 } });
    expect(report.journal).not.toContain('canary');
    expect((await send(options)).report).toMatchObject({
      exit: 5,
      why: expect.stringContaining('is finished'),
    });
    expect((await send({ ...options, newRun: true })).report).toMatchObject({
      exit: 0,
      counts: { sent: 20 },
    });
    expect(emulator.ledger()).toHaveLength(40);
  });

  it('an address that is none, and a server that is not there, end before anything is sent', async () => {
    const folder = makeFolder();
    const emulator = await startEmulator();
    const options = optionsFor(folder, emulator.url, writeContacts(folder, people(2)));
    for (const sharedJournal of ['mysql://x', `postgres://u:${encodeURIComponent(password)}@127.0.0.1:1/x`]) {
      const { report } = await send({ ...options, sharedJournal });
      expect(report).toMatchObject({ exit: 3, requests: 0 });
      expect(report.why).not.toContain(password);
    }
    expect(emulator.ledger()).toEqual([]);
  });
});

function unknownOf(reports: readonly ({ counts: { unknown: number } } | undefined)[]): number {
  return Math.max(...reports.map((report) => report?.counts.unknown ?? 0));
}
