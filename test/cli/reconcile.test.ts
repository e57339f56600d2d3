import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator/index.ts';
import { checkJournal } from '../send/support/check-ledger.ts';
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
`;
// drop-: recorded, and the connection is reset; reset-: not recorded, the same seen from here.
const people = ['1', 'once-drop-a', 'once-reset-b', 'once-fail-551-c', '5'];
const contacts = `psid,first_name\n${people.map((id) => `${id},N`).join('\n')}\n`;

async function start(): Promise<{
  cwd: string;
  emulator: Emulator;
  send: (...more: string[]) => ReturnType<typeof sendspec>;
}> {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const cwd = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': spec, 'c.csv': contacts });
  const target = ['--to', 'c.csv', '--endpoint', emulator.url, '--rate', 'unlimited'];
  return {
    cwd,
    emulator,
    send: (...more) => sendspec(['send', 'a.msg.yaml#two', ...target, ...more], { cwd }),
  };
}

function journalOf(cwd: string): string {
  return join(
    cwd,
    '.sendspec',
    readdirSync(join(cwd, '.sendspec')).find((name) => name.endsWith('.journal.db'))!,
  );
}

/** As Meta's webhook has them. */
function echoes(emulator: Emulator): string[] {
  return emulator.ledger().map(({ psid, key, message_id }) =>
    JSON.stringify({
      object: 'page',
      entry: [
        {
          id: '10',
          time: 1,
          messaging: [
            {
              sender: { id: '10' },
              recipient: { id: psid },
              message: { mid: message_id, is_echo: true, app_id: 1, metadata: key, text: 'x' },
            },
          ],
        },
      ],
    }),
  );
}

describe('reconcile', () => {
  it('lists what is unknown, and finds by echoes what was sent', async () => {
    const { cwd, emulator, send } = await start();
    const first = await send();
    expect(first.code).toBe(1);
    expect(first.err).toContain(
      '2 may or may not have arrived (unknown) and are not sent again: sendspec reconcile',
    );
    const list = await sendspec(['reconcile'], { cwd });
    expect(list.code).toBe(1);
    expect(list.out).toMatch(/^2 messages unknown:\n {2}row 2, step 1 .*\n {2}row 3, step 1 /);
    const stdin = `2026-11-22T10:00:00Z webhook ${echoes(emulator).join('\n2026-11-22T10:00:01Z webhook ')}\nnoise\n`;
    const { code, out, err } = await sendspec(['reconcile', '--echoes', '-'], { cwd, stdin });
    expect(code).toBe(1);
    expect(err).toMatch(/^stdin: 5 echoes of this run, 1 line without JSON\.\n/);
    expect(out).toMatch(/^1 of the unknown messages were sent\.\n1 message unknown:\n {2}row 3, step 1/);
    // Its second step was held back, and may be sent now.
    expect(err).toContain('--resume');
    expect((await send()).code).toBe(5);
    const again = await send('--resume');
    expect(again.code).toBe(1);
    const [status] = JSON.parse((await sendspec(['status', '--format', 'json'], { cwd })).out);
    expect(status).toMatchObject({ counts: { sent: 6, failed: 1, unknown: 1, skipped: 2 }, rowsLeft: 0 });
    const facts = { runId: status.runId, rows: 5, steps: [1, 2], mostUnknown: 1 };
    expect(checkJournal(journalOf(cwd), emulator.ledger(), facts)).toEqual([]);
  });

  it('marks by the word of the operator, after the count was confirmed', async () => {
    const { cwd, emulator, send } = await start();
    await send();
    const before = emulator.ledger().length;
    const unsure = await sendspec(['reconcile', '--resend-unknown'], { cwd });
    expect(unsure).toMatchObject({
      code: 2,
      err: expect.stringContaining('give --confirm 2. Nothing was changed.'),
    });
    const wrong = await sendspec(['reconcile', '--resend-unknown', '--confirm', '5'], { cwd });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('2 messages would be marked') });
    expect(
      await sendspec(['reconcile', '--mark-sent', '--row', '1', '--confirm', '1'], { cwd }),
    ).toMatchObject({
      code: 2,
      err: 'sendspec: row 1 has no message that is unknown.\n',
    });
    const sent = await sendspec(['reconcile', '--mark-sent', '--row', '2', '--confirm', '1', '--json'], {
      cwd,
    });
    expect(sent.code).toBe(1);
    expect(JSON.parse(sent.out)).toMatchObject({
      decided: { decision: 'sent', count: 1, freed: 1 },
      unknown: [{ row: 3, step: 1 }],
    });
    const resend = await sendspec(['reconcile', '--resend-unknown', '--confirm', '1'], { cwd });
    expect(resend).toMatchObject({ code: 0, out: 'No message is unknown.\n' });
    expect((await send('--resume')).code).toBe(1);
    // Row 2 its second step, row 3 both.
    expect(
      emulator
        .ledger()
        .slice(before)
        .map((e) => `${e.psid} ${e.key?.split('.').at(-1)}`)
        .sort(),
    ).toEqual(['once-drop-a 2', 'once-reset-b 1', 'once-reset-b 2']);
    const [status] = JSON.parse((await sendspec(['status', '--format', 'json'], { cwd })).out);
    expect(status).toMatchObject({ counts: { sent: 8, failed: 1, unknown: 0, skipped: 1 } });
    expect(status.course.filter((e: { type: string }) => e.type === 'reconcile')).toHaveLength(2);
  });

  it('marks as failed for good', async () => {
    const { cwd, send } = await start();
    await send();
    expect((await sendspec(['reconcile', '--mark-failed', '--confirm', '2'], { cwd })).code).toBe(0);
    expect((await send('--resume')).err).toContain('This campaign is finished');
    const { out } = await sendspec(['status', '--format', 'csv'], { cwd });
    expect(out).toContain('once-drop-a,N,"failed","marked by the operator as not delivered"');
  });

  it('reads one JSON document over many lines, and bodies that are texts', async () => {
    const { cwd, emulator, send } = await start();
    await send();
    const pretty = JSON.stringify(
      { log: echoes(emulator).map((body) => ({ path: '/webhook', body })) },
      null,
      2,
    );
    const { err, out } = await sendspec(['reconcile', '--echoes', '-'], { cwd, stdin: pretty });
    expect(err).toContain('stdin: 5 echoes of this run.');
    expect(out).toContain('1 of the unknown messages were sent.');
  });

  it('takes the webhooks of the emulator, which finds the journal in order', async () => {
    const { cwd, emulator, send } = await start();
    await send();
    const verify = async () => {
      const { out } = await sendspec(['status', '--format', 'json', '--deliveries'], { cwd });
      const answer = await fetch(`${emulator.url}/_emulator/verify`, { method: 'POST', body: out });
      return await answer.json();
    };
    expect(await verify()).toMatchObject({
      ok: true,
      runs: [{ accepted: 5, counts: { sent: 4, unknown: 2, failed: 1 } }],
    });
    const stdin = await (await fetch(`${emulator.url}/_emulator/webhooks`)).text();
    const { out } = await sendspec(['reconcile', '--echoes', '-'], { cwd, stdin });
    expect(out).toContain('1 of the unknown messages were sent.');
    expect((await send('--resume')).code).toBe(1);
    expect(await verify()).toMatchObject({
      ok: true,
      runs: [{ accepted: 6, counts: { sent: 6, unknown: 1 } }],
    });
  });

  it('says what is wrong with the dump, the journal and the options', async () => {
    const { cwd, send } = await start();
    expect(await sendspec(['reconcile'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing was sent'),
    });
    await send();
    expect(await sendspec(['reconcile', '--echoes', 'no.json'], { cwd })).toMatchObject({ code: 2 });
    expect(await sendspec(['reconcile', '--echoes', '-'], { cwd, stdin: 'a,b\n1,2\n' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('stdin holds no JSON'),
    });
    const other = JSON.stringify({ message: { is_echo: true, mid: 'm', metadata: 'sendspec1:other:1.1' } });
    expect((await sendspec(['reconcile', '--echoes', '-'], { cwd, stdin: other })).err).toContain(
      '0 echoes of this run, 1 echo of other runs',
    );
    expect((await sendspec(['reconcile', '--mark-sent', '--mark-failed'], { cwd })).code).toBe(2);
    expect((await sendspec(['reconcile', '--row', '2'], { cwd })).code).toBe(2);
    expect((await sendspec(['reconcile', 'no.db'], { cwd })).code).toBe(2);
    const shared = await sendspec(['reconcile'], {
      cwd,
      env: { SENDSPEC_JOURNAL: 'postgres://me:pw@127.0.0.1:1/x' },
    });
    expect(shared).toMatchObject({
      code: 3,
      err: expect.stringContaining('postgres://127.0.0.1:1/x cannot be'),
    });
    expect(shared.err).not.toContain('pw');
  });
});
