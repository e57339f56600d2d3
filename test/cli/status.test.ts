import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanFile, folder, sendspec } from './run-cli.ts';

const contacts =
  '\ufeffpsid,first_name\r\n1,"Ana, ""x"""\r\nfail-551-a,Bo\r\n\r\nfail-551-b,"Line\r\nbreak"\r\n,nobody\r\n4,Cy';
const project = (more: Readonly<Record<string, string>> = {}) =>
  folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': cleanFile, 'c.csv': contacts, ...more });
const send = (cwd: string, to = 'c.csv') =>
  sendspec(['send', 'a.msg.yaml#hello', '--to', to, '--emulate', '--rate', 'unlimited'], { cwd });
const journalOf = (cwd: string) => join('.sendspec', readdirSync(join(cwd, '.sendspec'))[0]!);

describe('status', () => {
  it('says that nothing was sent yet', async () => {
    expect(await sendspec(['status'], { cwd: project() })).toEqual({
      code: 0,
      out: '',
      err: 'Nothing was sent from this project yet.\n',
    });
  });

  it('tells of the only run as a table, of one by name, and of several a line each', async () => {
    const cwd = project({ 'd.csv': 'psid,first_name\n7,Di\n' });
    await send(cwd);
    const one = await sendspec(['status'], { cwd });
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/ {2}message +a\.msg\.yaml#hello\n {2}to +page me, emulator, v21\.0\n/);
    expect(one.out).toMatch(/contacts +5 of c\.csv\n {2}sent +2\n {2}skipped +1\n.*\n {2}failed +2\n/);
    expect(one.out).toContain('finished');
    expect(one.out).toMatch(/start: rate unlimited/);
    expect((await sendspec(['status', journalOf(cwd)], { cwd })).out).toBe(one.out);
    await send(cwd, 'd.csv');
    const both = (await sendspec(['status'], { cwd })).out;
    expect(both).toMatch(/a\.msg\.yaml#hello, finished .*\n {4}2 sent, 1 skipped, 2 failed\n/);
    expect(both).toMatch(/\n {4}1 sent\n/);
  });

  it('gives all of it as JSON', async () => {
    const cwd = project();
    await send(cwd);
    const [run] = JSON.parse((await sendspec(['status', '--format', 'json'], { cwd })).out);
    expect(run).toMatchObject({
      manifest: { spec: 'a.msg.yaml#hello', contactsPath: 'c.csv' },
      running: false,
      rows: 5,
      rowsLeft: 0,
      counts: { sent: 2, failed: 2, skipped: 1, unknown: 0, planned: 0 },
      unsent: [
        { row: 2, state: 'failed' },
        { row: 3, state: 'failed' },
      ],
    });
  });

  it('gives failed contacts as they stand in the file, for another send', async () => {
    const cwd = project();
    await send(cwd);
    const { code, out, err } = await sendspec(['status', '--format', 'csv'], { cwd });
    expect(code).toBe(0);
    expect(out).toBe(
      '\ufeffpsid,first_name,sendspec_state,sendspec_why\n' +
        'fail-551-a,Bo,"failed","(#551) This person is not available right now"\n' +
        'fail-551-b,"Line\r\nbreak","failed","(#551) This person is not available right now"\n',
    );
    expect(err).toBe('2 contacts of c.csv: 2 failed, 0 unknown.\n');
    writeFileSync(join(cwd, 'again.csv'), out);
    const again = await send(cwd, 'again.csv');
    expect(again.out).toMatch(/failed +2\n/);
    expect(again.err).toMatch(/\nsendspec: 2 failed\.\n$/);
    const unknown = await sendspec(['status', journalOf(cwd), '--format', 'csv', '--state', 'unknown'], {
      cwd,
    });
    expect(unknown.out.trimEnd().split('\n')).toHaveLength(1);
  });

  it('gives JSON lines where the contacts are JSON lines', async () => {
    const lines =
      '{"recipient":"fail-551","data":{"first_name":"Bo"}}\n\n{"recipient":"2","data":{"first_name":"Cy"}}';
    const cwd = project({ 'c.jsonl': lines });
    await send(cwd, 'c.jsonl');
    const { out } = await sendspec(['status', '--format', 'csv'], { cwd });
    expect(out).toBe('{"recipient":"fail-551","data":{"first_name":"Bo"}}\n');
  });

  it('refuses contacts that were edited, are gone, or never were', async () => {
    const cwd = project();
    await send(cwd);
    const csv = () => sendspec(['status', '--format', 'csv'], { cwd });
    appendFileSync(join(cwd, 'c.csv'), '\n9,Di\n');
    expect(await csv()).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringContaining('were edited since'),
    });
    rmSync(join(cwd, 'c.csv'));
    expect(await csv()).toMatchObject({ code: 3, err: expect.stringContaining('give --contacts FILE') });
    writeFileSync(join(cwd, 'moved.csv'), contacts);
    const moved = await sendspec(['status', '--format', 'csv', '--contacts', 'moved.csv'], { cwd });
    expect(moved.code).toBe(0);
    const person = project({ 'ana.json': '{"first_name":"Ana"}' });
    await sendspec(
      [
        'send',
        'a.msg.yaml#hello',
        '--recipient',
        '1',
        '--data',
        'ana.json',
        '--emulate',
        '--rate',
        'unlimited',
      ],
      { cwd: person },
    );
    expect((await sendspec(['status', '--format', 'csv'], { cwd: person })).code).toBe(2);
  });

  it('refuses what is no journal, and names the good ones all the same', async () => {
    const cwd = project();
    expect((await sendspec(['status', 'nope.db'], { cwd })).code).toBe(2);
    await send(cwd);
    mkdirSync(join(cwd, '.sendspec'), { recursive: true });
    writeFileSync(join(cwd, '.sendspec', 'x.journal.db'), 'hello');
    const { code, out, err } = await sendspec(['status'], { cwd });
    expect(code).toBe(3);
    expect(out).toContain('a.msg.yaml#hello');
    expect(err).toContain('is not a journal of sendspec');
    expect((await sendspec(['status', '.sendspec/x.journal.db'], { cwd })).code).toBe(5);
    expect((await sendspec(['status', '--state', 'failed'], { cwd })).code).toBe(2);
  });
});
