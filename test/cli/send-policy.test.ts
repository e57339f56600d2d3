/** The options of send about whom and when, from the command line to what the emulator accepted. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator, type Emulator } from '../../src/emulator/index.ts';
import { folder, sendspec } from './run-cli.ts';

const spec = `params:
  first_name: string(40)
messages:
  hello:
    messaging_type: RESPONSE
    text: Hi {{first_name}}!
  answer:
    # sendspec-ignore policy/human-agent-automated: an agent presses a button to send this
    tag: HUMAN_AGENT
    text: We looked into it, {{first_name}}.
`;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const contacts = `psid,first_name,last_interaction_at
1,Ana,${ago(2)}
2,Bo,${ago(30)}
3,Cy,
4,Di,${ago(20)}
5,Ed,2026-01-01T10:00:00
`;

async function start(csv = contacts) {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const cwd = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': spec, 'c.csv': csv });
  const send = (message: string, ...more: string[]) =>
    sendspec(['send', `a.msg.yaml#${message}`, '--to', 'c.csv', '--endpoint', emulator.url, ...more], {
      cwd,
    });
  return { cwd, emulator, send };
}

const sentTo = (emulator: Emulator) => emulator.ledger().map((entry) => entry.psid);

describe('send --window', () => {
  it('plans by the windows and says what it takes for granted', async () => {
    const { emulator, send } = await start();
    const { code, out } = await send('hello', '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/people +3 would get 3 messages/);
    expect(out).toMatch(
      /skipped +2\n +1 too late: Meta takes answers for 24 hours.*\n +1 the data does not fit/,
    );
    expect(out).toMatch(
      /windows +the first closes \d{4}-\d\d-\d\d \d\d:\d\d UTC; who closes first is sent to first\n/,
    );
    expect(out).toContain(
      'of 1 contact nobody knows when they last wrote: taken as open (--window skip leaves them out)',
    );
    expect(out).toContain('without a time zone: add Z (for UTC) or an offset');
    expect(emulator.ledger()).toEqual([]);
  });

  it('sends in the order in which windows close; skip leaves out who is not known', async () => {
    const { emulator, send } = await start();
    expect((await send('hello', '--concurrency', '1')).code).toBe(0);
    expect(sentTo(emulator)).toEqual(['4', '1', '3']);
    expect((await send('hello', '--concurrency', '1', '--new-run', '--window', 'skip')).code).toBe(0);
    expect(sentTo(emulator).slice(3)).toEqual(['4', '1']);
  });
});

describe('send --human-agent', () => {
  it('is asked for where a tagged message goes to a file, and kept', async () => {
    const { cwd, emulator, send } = await start();
    expect(await send('answer')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--human-agent "who answers'),
    });
    expect((await send('answer', '--human-agent', 'Ana of support answers the storm of May')).code).toBe(0);
    expect(sentTo(emulator).sort()).toEqual(['1', '2', '3', '4']);
    expect((await sendspec(['status'], { cwd })).out).toContain(
      'human-agent: Ana of support answers the storm of May',
    );
    const alone = [
      'send',
      'a.msg.yaml#answer',
      '--recipient',
      '9',
      '--data',
      '-',
      '--endpoint',
      emulator.url,
    ];
    expect((await sendspec(alone, { cwd, stdin: '{"first_name":"Flo"}' })).code).toBe(0);
  });
});

describe('send --canary and --batch', () => {
  it('a bad start ends with exit code 4, and the rest waits for --resume', async () => {
    const people = ['fail-551-1', ...Array.from({ length: 20 }, (_, i) => String(100 + i))];
    const { emulator, send } = await start(`psid,first_name\n${people.map((id) => `${id},N`).join('\n')}\n`);
    const first = await send('hello', '--canary', '5');
    expect(first).toMatchObject({
      code: 4,
      err: expect.stringContaining('Of the first 5 messages (--canary) 1 failed'),
    });
    expect(emulator.ledger()).toHaveLength(4);
    const rest = await send('hello', '--resume', '--batch', '10', '--rate', '100');
    expect(rest.code).toBe(1);
    expect(emulator.ledger()).toHaveLength(20);
    expect(
      emulator
        .ledger()
        .slice(4)
        .every((entry) => entry.batch_item !== undefined),
    ).toBe(true);
  });
});
