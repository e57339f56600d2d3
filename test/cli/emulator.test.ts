import { describe, expect, it } from 'vitest';
import { folder, sendspec } from './run-cli.ts';

function running(argv: readonly string[], cwd: string) {
  const stop = new AbortController();
  let tell: (url: string) => void;
  const url = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const ended = sendspec(['emulator', ...argv], {
    cwd,
    signals: { stop: stop.signal, abandon: new AbortController().signal },
    onOut: (text) => tell(JSON.parse(text).url),
  });
  return { url, ended, stop: () => stop.abort() };
}

describe('emulator', () => {
  it('prints its address, answers the example of the reference as written, and ends on a signal', async () => {
    const emulator = running(['--port', '0'], folder());
    const url = await emulator.url;
    const body = new URLSearchParams([
      ['recipient', "{'id':'123'}"],
      ['messaging_type', 'RESPONSE'],
      ['message', "{'text':'hello, world'}"],
      ['access_token', 'T'],
    ]);
    const answer = await fetch(`${url}/v21.0/PAGE/messages`, { method: 'POST', body });
    expect(await answer.json()).toEqual({ recipient_id: '123', message_id: expect.any(String) });
    emulator.stop();
    const { code, err } = await emulator.ended;
    expect(code).toBe(0);
    expect(err).toContain(`Send API emulator (v21.0, messenger): ${url}`);
  });

  it('takes faults from a file', async () => {
    const cwd = folder({ 'f.json': '[{"match":{"psid":"9"},"effect":{"kind":"error","code":613}}]' });
    const emulator = running(['--port', '0', '--faults', 'f.json'], cwd);
    const url = await emulator.url;
    const answer = await fetch(`${url}/v21.0/me/messages?access_token=T`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recipient: { id: '9' }, messaging_type: 'RESPONSE', message: { text: 'x' } }),
    });
    expect(((await answer.json()) as { error: { code: number } }).error.code).toBe(613);
    emulator.stop();
    await emulator.ended;
  });

  it('takes people and limits from the same file', async () => {
    const seed = {
      rules: [],
      users: [{ psid: '9', last_interaction_at: '25h ago' }],
      limits: { callsPerHour: 2 },
    };
    const emulator = running(
      ['--port', '0', '--faults', 's.json'],
      folder({ 's.json': JSON.stringify(seed) }),
    );
    const url = await emulator.url;
    const codes: [number, number][] = [];
    for (let count = 0; count < 3; count++) {
      const answer = await fetch(`${url}/v21.0/me/messages?access_token=T`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: { id: '9' }, message: { text: 'x' } }),
      });
      const { error } = (await answer.json()) as { error: { code: number } };
      codes.push([error.code, JSON.parse(answer.headers.get('x-app-usage') ?? '{}').call_count]);
    }
    expect(codes).toEqual([
      [10, 50],
      [10, 100],
      [80006, 100],
    ]);
    emulator.stop();
    await emulator.ended;
  });

  it.each<[string, string[], number, RegExp]>([
    ['a faults file that does not exist', ['--faults', 'no.json'], 2, /no\.json does not exist/],
    ['one that is not JSON', ['--faults', 'x.json'], 1, /x\.json is not JSON/],
    ['one with people who are none', ['--faults', 'users.json'], 1, /^sendspec: users\.json: users\[0\] /],
    ['one with a rule that is none', ['--faults', 'rule.json'], 1, /^sendspec: rule\.json: /],
  ])('refuses %s', async (_name, argv, code, message) => {
    const cwd = folder({
      'x.json': '{',
      'rule.json': '[{"effect":{"kind":"explode"}}]',
      'users.json': '{"users":["9"]}',
    });
    const result = await sendspec(['emulator', '--port', '0', ...argv], { cwd });
    expect(result.code).toBe(code);
    expect(result.err).toMatch(message);
  });

  it('says when the port is taken', async () => {
    const cwd = folder();
    const emulator = running(['--port', '0'], cwd);
    const { port } = new URL(await emulator.url);
    const second = await sendspec(['emulator', '--port', port], { cwd });
    expect(second.code).toBe(3);
    expect(second.err).toMatch(/in use/);
    emulator.stop();
    await emulator.ended;
  });
});
