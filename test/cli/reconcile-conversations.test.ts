/** `sendspec reconcile --conversations` against the real emulator. */
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../src/emulator/index.ts';
import { folder, sendspec } from './run-cli.ts';

const spec = `params:
  first_name: string(40)
messages:
  two:
    steps:
      - messaging_type: RESPONSE
        text: One {{first_name}}
      - messaging_type: RESPONSE
        text: Two
  picture:
    messaging_type: RESPONSE
    image: https://cdn.example/a.png
`;
const ids = ['1', '2', '3', '4'];
const contacts = `psid,first_name\n${ids.map((id) => `${id},N${id}`).join('\n')}\n`;

/** Person 2 got it and the answer was lost; person 3 did not get it, and the answer was lost as well. */
const lost = (psid: string, when: 'before-record' | 'after-record') =>
  ({ match: { psid }, when, times: 1, effect: { kind: 'status', status: 502 } }) as const;

async function sent(options: EmulatorOptions = {}, message = 'two') {
  const emulator = await createEmulator({
    faults: [lost('2', 'after-record'), lost('3', 'before-record')],
    ...options,
  });
  onTestFinished(() => emulator.close());
  const cwd = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': spec, 'c.csv': contacts });
  const target = ['--to', 'c.csv', '--endpoint', emulator.url, '--rate', 'unlimited'];
  const send = (...more: string[]) =>
    sendspec(['send', `a.msg.yaml#${message}`, ...target, ...more], { cwd, env: { PAGE_ACCESS_TOKEN: 'T' } });
  expect((await send()).code).toBe(1);
  const ask = (...more: string[]) =>
    sendspec(['reconcile', '--conversations', ...more], { cwd, env: { PAGE_ACCESS_TOKEN: 'T' } });
  return { emulator, cwd, send, ask };
}

describe('reconcile --conversations', () => {
  it('finds what arrived and what did not, and marks it once it is confirmed', async () => {
    const { emulator, send, ask } = await sent();
    const shown = await ask();
    expect(shown.code).toBe(1);
    expect(shown.out).toMatch(
      /^1 message is in the conversations:\n {2}row 2, step 1\n1 message is not there:\n {2}row 3, step 1\n2 messages unknown:/,
    );
    expect(shown.err).toContain('--confirm 1 marks those that are there as sent.');
    expect(shown.err).toContain('--resend-unknown or --mark-failed, with --row for each (--row 3)');
    expect(await ask('--confirm', '2')).toMatchObject({
      code: 2,
      err: expect.stringContaining('1 message would be'),
    });
    const marked = await ask('--confirm', '1', '--json');
    const mid = emulator.ledger().find(({ psid }) => psid === '2')!.message_id;
    expect(JSON.parse(marked.out)).toMatchObject({
      conversations: {
        found: [{ row: 2, step: 1, mid }],
        absent: [{ row: 3, step: 1 }],
        undecided: [],
        marked: 1,
      },
      unknown: [{ row: 3, step: 1 }],
    });
    expect((await send('--resume')).code).toBe(1);
    expect(emulator.ledger().filter(({ psid }) => psid === '2')).toHaveLength(2);
  });

  it('says where it cannot tell: no text, the same text again, a conversation that cannot be read', async () => {
    const picture = await sent({}, 'picture');
    expect((await picture.ask()).out).toContain('nobody can tell:\n  row 2, step 1: it has no text');

    const twice = await sent();
    await twice.send('--new-run');
    const [old] = readdirSync(join(twice.cwd, '.sendspec')).filter((name) => name.split('.').length > 3);
    const again = await sendspec(['reconcile', join('.sendspec', old!), '--conversations'], {
      cwd: twice.cwd,
      env: { PAGE_ACCESS_TOKEN: 'T' },
    });
    expect(again.out).toContain('row 2, step 1: the conversation has this text 2 times');

    const away = await sent();
    away.emulator.fault({
      match: { edge: 'conversations', psid: '2' },
      effect: { kind: 'status', status: 503 },
    });
    const half = await away.ask();
    expect(half.out).toContain('row 2, step 1: the conversation could not be read: HTTP 503');
    expect(half.out).toContain('not there:\n  row 3');
  }, 60_000);

  it('refuses a token that is none, an edited message and edited contacts; and changes nothing', async () => {
    const { cwd, emulator, ask } = await sent();
    emulator.fault({ match: { edge: 'conversations' }, effect: { kind: 'error', code: 190 }, times: 1 });
    expect(await ask('--confirm', '1')).toMatchObject({
      code: 3,
      err: expect.stringContaining('cannot be read'),
    });
    writeFileSync(join(cwd, 'c.csv'), contacts.replace('N4', 'N5'));
    expect(await ask()).toMatchObject({ code: 1, err: expect.stringContaining('contacts were edited') });
    writeFileSync(join(cwd, 'moved.csv'), contacts);
    expect((await ask('--contacts', 'moved.csv')).out).toContain('row 2, step 1');
    writeFileSync(join(cwd, 'a.msg.yaml'), spec.replace('Two', '2'));
    expect(await ask('--contacts', 'moved.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('message was edited'),
    });
    renameSync(join(cwd, 'a.msg.yaml'), join(cwd, 'b.msg.yaml'));
    expect((await ask()).code).toBe(2);
    const [status] = JSON.parse((await sendspec(['status', '--format', 'json'], { cwd })).out);
    expect(status.counts.unknown).toBe(2);
  });

  it('sends the proof where there is an app secret', async () => {
    const emulator = await createEmulator({ appSecret: 'S', faults: [lost('2', 'after-record')] });
    onTestFinished(() => emulator.close());
    const env = { PAGE_ACCESS_TOKEN: 'T', APP_SECRET: 'S' };
    const own = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': spec, 'c.csv': contacts });
    const target = ['--to', 'c.csv', '--endpoint', emulator.url, '--rate', 'unlimited'];
    await sendspec(['send', 'a.msg.yaml#two', ...target], { cwd: own, env: { ...env } });
    const asked = await sendspec(['reconcile', '--conversations'], { cwd: own, env: { ...env } });
    expect(asked.out).toContain('1 message is in the conversations');
    const wrong = await sendspec(['reconcile', '--conversations'], {
      cwd: own,
      env: { PAGE_ACCESS_TOKEN: 'T' },
    });
    expect(wrong.out).toContain('require an appsecret_proof argument');
  });

  it.each([
    [['--conversations', '--mark-sent'], 'goes alone'],
    [['--conversations', '--echoes', 'x'], 'goes alone'],
    [['--conversations', '--row', '2'], '--row and --confirm go with'],
    [['--token-file', 'x'], 'go with --conversations'],
  ])('%j is refused', async (args, text) => {
    const { cwd } = await sent();
    const result = await sendspec(['reconcile', ...args], { cwd });
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining(text) });
  });

  it('has nobody to ask after a send to the built-in emulator', async () => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'a.msg.yaml': spec,
      'c.csv': contacts.replace('2,', 'drop-2,'),
    });
    const send = ['send', 'a.msg.yaml#two', '--to', 'c.csv', '--emulate', '--rate', 'unlimited'];
    expect((await sendspec(send, { cwd })).code).toBe(1);
    const asked = await sendspec(['reconcile', '--conversations'], { cwd });
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('which is gone') });
  });
});
