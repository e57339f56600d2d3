import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { call, post, start, textTo } from './support.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendspec-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('the ledger in memory', () => {
  test('holds what was accepted, with key and body, never the token', async () => {
    const emulator = await start();
    const canary = 'canary-token-7f3a';
    const body = {
      ...textTo('42', { metadata: 'sendspec1:run:1.0' }),
      access_token: canary,
      appsecret_proof: canary,
    };
    const reply = await call(emulator, {
      path: `/v22.0/99/messages?access_token=${canary}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${canary}` },
      body: JSON.stringify(body),
    });
    expect(emulator.ledger()).toEqual([
      {
        seq: 1,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        page: '99',
        version: 'v22.0',
        recipient: { id: '42' },
        psid: '42',
        message_id: reply.json.message_id,
        key: 'sendspec1:run:1.0',
        body: textTo('42', { metadata: 'sendspec1:run:1.0' }),
        token_hash: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
    ]);
    expect(JSON.stringify(emulator.ledger())).not.toContain(canary);
  });

  test('a token that looks real is warned of once, without saying it', async () => {
    const warnings: string[] = [];
    const emulator = await start({ onWarning: (text) => warnings.push(text) });
    const token = `EAA${'b'.repeat(40)}`;
    for (let count = 0; count < 2; count++) {
      await post(emulator, { ...textTo('1'), access_token: token });
    }
    expect(warnings).toEqual([expect.stringMatching(/^A token that looks real/)]);
    expect(warnings[0]).not.toContain(token);
  });

  test('over HTTP: since, limit, JSON Lines', async () => {
    const emulator = await start();
    for (const id of ['1', '2', '3', '4']) await post(emulator, textTo(id));
    const get = (query: string, accept = '*/*') =>
      call(emulator, { method: 'GET', path: `/_emulator/ledger${query}`, headers: { accept } });
    const psids = async (query: string) =>
      (await get(query)).json.map((entry: { psid: string }) => entry.psid);
    expect(await psids('')).toEqual(['1', '2', '3', '4']);
    expect(await psids('?since=2')).toEqual(['3', '4']);
    expect(await psids('?since=1&limit=2')).toEqual(['2', '3']);
    expect(await psids('?since=99')).toEqual([]);
    const ndjson = await get('?since=3', 'application/x-ndjson');
    expect(ndjson.headers['content-type']).toMatch(/^application\/x-ndjson/);
    expect(
      ndjson.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).psid),
    ).toEqual(['4']);
    const wrong = await get('?since=-1');
    expect([wrong.status, wrong.json.error]).toEqual([400, 'since is "-1"; it is a whole number']);
  });

  test('a long poll answers when the entries are there, or when its time is over', async () => {
    const emulator = await start();
    const waiting = call(emulator, { method: 'GET', path: '/_emulator/ledger?since=1&wait=2&timeout=30000' });
    for (const id of ['1', '2', '3']) await post(emulator, textTo(id));
    expect((await waiting).json).toHaveLength(2);
    const late = await call(emulator, { method: 'GET', path: '/_emulator/ledger?since=3&wait=1&timeout=50' });
    expect(late.json).toEqual([]);
    expect(await emulator.waitFor(9, 20)).toHaveLength(3);
  });

  test('reset begins again, with the same ids for the same seed', async () => {
    const emulator = await start({ seed: 3 });
    const first = await post(emulator, textTo('1'));
    await post(emulator, textTo('2'));
    emulator.reset();
    expect(emulator.ledger()).toEqual([]);
    const again = await post(emulator, textTo('1'));
    expect(again.json.message_id).toBe(first.json.message_id);
    expect(emulator.ledger()[0]!.seq).toBe(1);
  });
});

describe('the ledger in a file', () => {
  test('has the line before the answer, mode 0600', async () => {
    const file = join(folder, 'ledger.jsonl');
    const emulator = await start({ ledger: file });
    for (const id of ['1', '2', '3']) {
      const reply = await post(emulator, textTo(id));
      expect(lines(file).at(-1)).toMatchObject({ psid: id, message_id: reply.json.message_id });
    }
    expect(lines(file)).toEqual(emulator.ledger());
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is continued by the next emulator; half a line of a killed one is left out', async () => {
    const file = join(folder, 'ledger.jsonl');
    const before = await start({ ledger: file });
    for (const id of ['1', '2']) await post(before, textTo(id));
    await before.close();
    appendFileSync(file, '{"seq":3,"time":"20');
    const after = await start({ ledger: file });
    expect(after.ledger().map((entry) => entry.seq)).toEqual([1, 2]);
    await post(after, textTo('3'));
    await after.close();
    const third = await start({ ledger: file });
    expect(third.ledger().map((entry) => [entry.seq, entry.psid])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
  });

  test('a reset is a line of its own', async () => {
    const file = join(folder, 'ledger.jsonl');
    const emulator = await start({ ledger: file });
    await post(emulator, textTo('1'));
    emulator.reset();
    await post(emulator, textTo('2'));
    expect(lines(file)).toMatchObject([{ psid: '1' }, { reset: true }, { psid: '2' }]);
    await emulator.close();
    expect((await start({ ledger: file })).ledger()).toMatchObject([{ seq: 1, psid: '2' }]);
  });

  test('another file is not written to', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'my notes\nmore notes\n');
    expect(await startEmulator({ ledger: file })).toEqual({
      problem: {
        code: 'ledger',
        message: expect.stringContaining('is not a ledger: line 1 is not an entry'),
      },
    });
    expect(readFileSync(file, 'utf8')).toBe('my notes\nmore notes\n');
  });

  test('a folder is refused', async () => {
    expect(await startEmulator({ ledger: folder })).toMatchObject({ problem: { code: 'ledger' } });
  });

  test.skipIf(process.platform !== 'linux')(
    'what cannot be written is not accepted (full disk)',
    async () => {
      const warnings: string[] = [];
      const emulator = await start({ ledger: '/dev/full', onWarning: (text) => warnings.push(text) });
      const reply = await post(emulator, textTo('1'));
      expect([reply.status, reply.json.error.code]).toEqual([500, 2]);
      expect(emulator.ledger()).toEqual([]);
      expect(warnings).toEqual([expect.stringMatching(/^The ledger cannot be written: ENOSPC/)]);
    },
  );
});
