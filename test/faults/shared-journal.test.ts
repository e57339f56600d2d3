/** status and reconcile on a journal in a real PostgreSQL, by the command itself. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/emulator/index.ts';
import { checkRows, checkSecret } from '../send/support/check-ledger.ts';
import { cleanUp, makeFolder, people, startEmulator, writeContacts } from '../send/support/sending.ts';
import { type Postgres, password, startPostgres } from './postgres.ts';
import { query, sharedRows } from './postgres-rows.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const cli = join(import.meta.dirname, '../../dist/sendspec.js');
const ids = people(12);

async function scene(faults: FaultRule[] = []) {
  const folder = makeFolder();
  const emulator = await startEmulator({ faults });
  writeContacts(folder, ids);
  writeFileSync(join(folder, 'sendspec.config.yaml'), '');
  writeFileSync(
    join(folder, 'a.msg.yaml'),
    'params:\n  first_name: string(40)\nmessages:\n  two:\n    - messaging_type: UPDATE\n      text: One {{first_name}}\n    - messaging_type: UPDATE\n      text: Two\n',
  );
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      env: {
        ...process.env,
        PAGE_ACCESS_TOKEN: 'T0KEN-canary-1234',
        SENDSPEC_JOURNAL: postgres.url,
      },
    });
    cleanUp(() => void child.kill('SIGKILL'));
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += String(data)));
    child.stderr.on('data', (data) => (err += String(data)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    expect(checkSecret(password, { out, err })).toEqual([]);
    return { code, out, err };
  };
  const send = (...more: string[]) =>
    run(
      ...['send', 'a.msg.yaml#two', '--to', 'contacts.csv', '--endpoint', emulator.url],
      ...['--rate', 'unlimited', '--concurrency', '4', ...more],
    );
  const runId = async () =>
    (
      await query<{ id: string }>(postgres.url, 'SELECT id FROM sendspec_run WHERE endpoint = $1', [
        emulator.url,
      ])
    )[0]!.id;
  return { folder, emulator, run, send, runId };
}

/** Recorded, and answered with nothing that says so. */
const lost = (psid: string): FaultRule => ({
  match: { psid },
  when: 'after-record',
  times: 1,
  effect: { kind: 'status', status: 502 },
});
/** Not recorded, and nobody knows. */
const gone = (psid: string): FaultRule => ({
  match: { psid },
  times: 1,
  effect: { kind: 'status', status: 502 },
});
const refused = (psid: string): FaultRule => ({ match: { psid }, effect: { kind: 'error', code: 551 } });

describe('a journal in PostgreSQL', () => {
  it('is shown by status: as a table, as JSON, and its contacts for another send', async () => {
    const { run, send, runId } = await scene([lost(ids[2]!), refused(ids[5]!)]);
    expect(await send()).toMatchObject({ code: 1, err: expect.stringContaining('unknown') });
    const id = await runId();
    const table = await run('status', id);
    expect(table.out).toMatch(/message +a\.msg\.yaml#two/);
    expect(table.out).toContain(`sendspec status ${id} --format csv`);
    const json = JSON.parse((await run('status', id, '--format', 'json', '--deliveries')).out);
    expect(json).toMatchObject([
      {
        runId: id,
        running: false,
        rows: 12,
        rowsLeft: 0,
        counts: { sent: 20, failed: 1, unknown: 1, skipped: 2, planned: 0 },
        failedBy: [{ code: 551 }],
        unsent: [
          { row: 3, step: 1, state: 'unknown' },
          { row: 6, step: 1, state: 'failed', code: 551 },
        ],
      },
    ]);
    expect(json[0].deliveries).toHaveLength(24);
    expect(json[0].course.some((event: { type: string }) => event.type === 'start')).toBe(true);
    const csv = await run('status', id, '--format', 'csv');
    expect(csv.out.split('\n').slice(0, 3)).toEqual([
      'psid,first_name,sendspec_state,sendspec_why',
      expect.stringContaining(`${ids[2]},Name 3,"unknown"`),
      expect.stringContaining(`${ids[5]},Name 6,"failed"`),
    ]);
    expect((await run('status', 'nobody')).code).toBe(5);
    const all = await run('status', '--format', 'json');
    expect(JSON.parse(all.out).some((one: { runId: string }) => one.runId === id)).toBe(true);
  });

  it('lets no more people get it than --limit says, whoever works on it', async () => {
    const { emulator, run, send, runId } = await scene();
    const people = () => new Set(emulator.ledger().map(({ recipient }) => (recipient as { id: string }).id));
    const first = await send('--limit', '5');
    expect(first).toMatchObject({
      code: 0,
      err: expect.stringContaining('7 contacts are left for --resume'),
    });
    expect(people().size).toBe(5);
    // Not by a worker either.
    expect(await run('worker', '--endpoint', emulator.url, '--until-done')).toMatchObject({ code: 0 });
    expect(people().size).toBe(5);
    expect((await send('--resume', '--limit', '3')).code).toBe(0);
    expect(people().size).toBe(8);
    expect((await send('--resume')).code).toBe(0);
    const facts = { runId: await runId(), rows: 12, steps: [1, 2], mostUnknown: 0 };
    expect(checkRows(await sharedRows(postgres.url, facts.runId), emulator.ledger(), facts)).toEqual([]);
  });

  it('goes on after --canary where all went well, and stops where it did not', async () => {
    const good = await scene();
    expect((await good.send('--canary', '3')).code).toBe(0);
    expect(good.emulator.ledger()).toHaveLength(24);
    const bad = await scene([refused(ids[1]!)]);
    const stopped = await bad.send('--canary', '3');
    expect(stopped).toMatchObject({ code: 4, err: expect.stringContaining('--canary') });
    expect(bad.emulator.ledger()).toHaveLength(4);
    expect((await bad.send('--resume')).code).toBe(1);
    expect(bad.emulator.ledger()).toHaveLength(22);
  });

  it('has local files uploaded once, before anybody is sent anything', async () => {
    const { folder, emulator, run, runId } = await scene();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    writeFileSync(join(folder, 'a.png'), png);
    writeFileSync(
      join(folder, 'b.msg.yaml'),
      'messages:\n  photo:\n    messaging_type: UPDATE\n    image: ./a.png\n',
    );
    const send = (...more: string[]) =>
      run(
        ...['send', 'b.msg.yaml#photo', '--to', 'contacts.csv', '--endpoint', emulator.url],
        ...['--rate', 'unlimited', ...more],
      );
    emulator.fault({
      match: { edge: 'message_attachments' },
      effect: { kind: 'error', code: 100 },
      times: 1,
    });
    expect(await send()).toMatchObject({ code: 3, err: expect.stringContaining('could not be uploaded') });
    expect(emulator.ledger()).toEqual([]);
    expect(await send()).toMatchObject({ code: 0, err: expect.stringContaining('a.png is uploaded') });
    const [upload, ...others] = emulator.state().attachments;
    expect(others).toEqual([]);
    for (const { body } of emulator.ledger())
      expect(JSON.stringify(body)).toContain(`"attachment_id":"${upload!.id}"`);
    expect(await send('--new-run')).toMatchObject({
      code: 0,
      err: expect.stringContaining('uploaded before'),
    });
    expect(emulator.state().attachments).toHaveLength(1);
    expect(emulator.ledger()).toHaveLength(24);
    expect(await runId()).toBeDefined();
  });

  it('is sent in batches', async () => {
    const { emulator, send, runId } = await scene();
    expect((await send('--batch', '4')).code).toBe(0);
    expect(emulator.ledger().every((entry) => entry.batch_item !== undefined)).toBe(true);
    const facts = { runId: await runId(), rows: 12, steps: [1, 2], mostUnknown: 0 };
    expect(checkRows(await sharedRows(postgres.url, facts.runId), emulator.ledger(), facts)).toEqual([]);
  });

  it('is worked on by sendspec worker', async () => {
    const { emulator, run, send, runId } = await scene([lost(ids[0]!)]);
    await send();
    const id = await runId();
    // As it was after the plan: a worker finds all of it to do but what was sent.
    await query(postgres.url, `UPDATE sendspec_run SET finished_at = NULL WHERE id = $1`, [id]);
    const body = { recipient: { id: ids[0] }, messaging_type: 'UPDATE', message: { text: 'Two' } };
    await query(
      postgres.url,
      `UPDATE sendspec_delivery SET state = 0, due = '-infinity', reason = NULL, body = $2
       WHERE run = $1 AND row = 1 AND step = 2`,
      [id, JSON.stringify(body)],
    );
    const before = emulator.ledger().length;
    const worked = await run('worker', '--endpoint', emulator.url, '--until-done');
    expect(worked).toMatchObject({ code: 1 });
    expect(emulator.ledger().length).toBe(before + 1);
    expect((await run('worker', '--endpoint', emulator.url, '--until-done')).code).toBe(0);
  });

  it('is reconciled by echoes and by the operator; a resume sends what may be sent', async () => {
    const { folder, emulator, run, send, runId } = await scene([lost(ids[2]!), gone(ids[5]!), gone(ids[8]!)]);
    expect(await send()).toMatchObject({ code: 1, err: expect.stringContaining('unknown') });
    const id = await runId();
    const echoes = emulator.ledger().map((entry) =>
      JSON.stringify({
        message: { is_echo: true, mid: entry.message_id, metadata: entry.key },
      }),
    );
    writeFileSync(join(folder, 'echoes.jsonl'), echoes.join('\n'));
    const first = await run('reconcile', id, '--echoes', 'echoes.jsonl', '--json');
    expect(JSON.parse(first.out)).toMatchObject({
      runId: id,
      echoes: { unknown: 1, known: emulator.ledger().length - 1, strange: 0, freed: 1 },
      unknown: [
        { row: 6, step: 1 },
        { row: 9, step: 1 },
      ],
    });
    const second = await run('reconcile', id, '--resend-unknown', '--row', '6', '--confirm', '1', '--json');
    expect(second.err).not.toContain('refuses');
    expect(JSON.parse(second.out)).toMatchObject({ decided: { count: 1, freed: 1 }, unknown: [{ row: 9 }] });
    const third = await run('reconcile', id, '--mark-failed', '--confirm', '1', '--json');
    expect(third.code).toBe(0);
    // The same command is still refused, a resume sends the three that are left: nobody gets anything twice.
    expect((await send()).code).toBe(5);
    const before = emulator.ledger().length;
    const resumed = await send('--resume');
    expect(resumed.err + resumed.out).toContain('failed');
    expect(emulator.ledger().length).toBe(before + 3);
    const facts = { runId: id, rows: 12, steps: [1, 2], mostUnknown: 0 };
    expect(checkRows(await sharedRows(postgres.url, id), emulator.ledger(), facts)).toEqual([]);
    expect((await send('--resume')).code).toBe(5);
    const [left] = await query<{ n: string }>(
      postgres.url,
      'SELECT count(body) AS n FROM sendspec_delivery WHERE run = $1',
      [id],
    );
    expect(left!.n).toBe('0');
  });
});
