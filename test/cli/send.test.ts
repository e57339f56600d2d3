import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.ts';
import { cleanFile, folder, sendspec } from './run-cli.ts';

const contacts = 'psid,first_name\n1,Ana\n2,Zoë\n3,\n';
const project = (more: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folder({
    'sendspec.config.yaml': '',
    'a.msg.yaml': cleanFile,
    'c.csv': contacts,
    'ana.json': '{"first_name":"Ana"}',
    ...more,
  });
const toAll = ['send', 'a.msg.yaml#hello', '--to', 'c.csv', '--rate', 'unlimited'];

describe('send', () => {
  it('sends to the built-in emulator, prints the table, refuses the second time, starts over when told', async () => {
    const cwd = project();
    const first = await sendspec([...toAll, '--emulate'], { cwd });
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/contacts +3\n {2}sent +2\n {2}skipped +1\n {14}1 the data does not fit/);
    expect(first.out).toMatch(/journal +\.sendspec\/[0-9a-f]+\.journal\.db/);
    const again = await sendspec([...toAll, '--emulate'], { cwd });
    expect(again.code).not.toBe(0);
    expect(again.err).toContain('--new-run');
    const anew = await sendspec([...toAll, '--emulate', '--new-run'], { cwd });
    expect(anew.code).toBe(0);
  });

  it('sends to an endpoint, as JSON lines, and names failures in the exit code', async () => {
    const emulator = await createEmulator();
    try {
      const cwd = project({ 'c.csv': 'psid,first_name\n1,Ana\nfail-551-x,Bob\n' });
      const { code, out } = await sendspec([...toAll, '--endpoint', emulator.url, '--json'], { cwd });
      expect(code).toBe(1);
      const events = out
        .trimEnd()
        .split('\n')
        .map((l) => JSON.parse(l));
      expect(events[0].type).toMatch(/reading|start/);
      expect(events.at(-1)).toMatchObject({
        type: 'end',
        report: { exit: 1, counts: { sent: 1, failed: 1 } },
      });
      expect(emulator.ledger()).toHaveLength(1);
    } finally {
      await emulator.close();
    }
  });

  it('sends what the channel that was named gets', async () => {
    const cwd = project({
      'both.msg.yaml':
        'channel: [messenger, instagram]\nmessaging_type: RESPONSE\nsteps:\n  - text: On Messenger\n    when: recipient.channel == "messenger"\n  - text: On Instagram\n    when: recipient.channel == "instagram"\n',
    });
    const emulator = await createEmulator({ channel: 'instagram' });
    try {
      const one = ['send', 'both.msg.yaml', '--recipient', '42', '--endpoint', emulator.url];
      expect((await sendspec([...one, '--channel', 'instagram'], { cwd })).code).toBe(0);
      expect(emulator.ledger().map(({ body }) => body)).toMatchObject([
        { message: { text: 'On Instagram' } },
      ]);
    } finally {
      await emulator.close();
    }
    const render = (...more: string[]) => sendspec(['render', 'both.msg.yaml', ...more], { cwd });
    expect((await render()).out).toContain('On Messenger');
    expect((await render('--channel', 'instagram')).out).toContain('On Instagram');
    const other = await sendspec(
      ['render', 'a.msg.yaml#hello', '--data', 'ana.json', '--channel', 'instagram'],
      {
        cwd,
      },
    );
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toContain('"hello" is checked for messenger, not for instagram.');
  });

  it('sends to one person', async () => {
    const cwd = project();
    const argv = [
      'send',
      'a.msg.yaml#hello',
      '--recipient',
      '42',
      '--data',
      'ana.json',
      '--emulate',
      '--rate',
      'unlimited',
    ];
    const { code, out } = await sendspec(argv, { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/sent +1\n/);
  });

  it('lists the rows that do not fit where --strict sends nothing', async () => {
    const cwd = project();
    const { code, err } = await sendspec([...toAll, '--emulate', '--strict'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('row 3 (line 4): first_name is missing');
    expect(err).toContain('1 row does not fit');
  });

  it('calls the contacts file as the command does; one that is not there is a wrong command', async () => {
    const cwd = project({ 'bad.csv': 'psid,first_name\n1,"Ana\n' });
    const to = (name: string) => sendspec(['send', 'a.msg.yaml#hello', '--to', name, '--emulate'], { cwd });
    expect(await to('nobody.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('sendspec: nobody.csv: '),
    });
    expect(await to('bad.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('sendspec: bad.csv: '),
    });
  });

  it('says in the plan why a journal cannot be used', async () => {
    const cwd = project();
    const plan = await sendspec([...toAll, '--emulate', '--dry-run'], { cwd });
    const path = /\.sendspec\/[0-9a-f]+\.journal\.db/.exec(plan.out)![0];
    mkdirSync(join(cwd, '.sendspec'));
    writeFileSync(join(cwd, path), 'hello');
    const again = await sendspec([...toAll, '--emulate', '--dry-run'], { cwd });
    expect(again.out).toContain('is not a journal of sendspec');
  });

  it('prints the plan of a dry run and leaves no journal', async () => {
    const cwd = project();
    const { code, out, err } = await sendspec([...toAll, '--emulate', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/people +2 would get 2 messages \(2 requests\)/);
    expect(out).toContain('"text":"Hi Ana!"');
    expect(err).toContain('Nothing was sent');
    expect(readdirSync(cwd)).not.toContain('.sendspec');
    expect((await sendspec([...toAll, '--emulate', '--dry-run', '--strict'], { cwd })).code).toBe(1);
  });

  it('never tells the token, wherever it comes from', async () => {
    const emulator = await createEmulator();
    try {
      const token = 'a-made-up-token-1234';
      const cwd = project({ token });
      chmodSync(join(cwd, 'token'), 0o600);
      const sources: [string[], Record<string, string>][] = [
        [['--token-file', 'token'], {}],
        [['--token-command', 'cat token'], {}],
        [[], { PAGE_ACCESS_TOKEN: token }],
      ];
      for (const [argv, env] of sources) {
        const result = await sendspec(
          [...toAll, '--endpoint', emulator.url, '--new-run', '--json', ...argv],
          { cwd, env },
        );
        expect(result.code).toBe(0);
        expect(result.out + result.err).not.toContain(token);
        expect(env).toEqual({});
        for (const name of readdirSync(join(cwd, '.sendspec'))) {
          expect(readFileSync(join(cwd, '.sendspec', name), 'latin1')).not.toContain(token);
        }
      }
    } finally {
      await emulator.close();
    }
  });

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no target', [], {}, 2, /say where to send\.\n--emulate for the built-in emulator/],
    ['two targets', ['--emulate', '--live'], {}, 2, /--emulate and --live name two targets/],
    ['--live without a Page', ['--live'], {}, 2, /--live needs the Page that speaks/],
    [
      '--live where nobody can be asked',
      ['--live', '--page-id', '1'],
      { PAGE_ACCESS_TOKEN: 't'.repeat(20) },
      2,
      /give --confirm 2\. Nothing was sent/,
    ],
    [
      'another count',
      ['--live', '--page-id', '1', '--confirm', '3'],
      { PAGE_ACCESS_TOKEN: 't'.repeat(20) },
      2,
      /--confirm says 3, but 2 people would get a message/,
    ],
    ['an endpoint that is no URL', ['--endpoint', 'here'], {}, 2, /--endpoint "here" is not a URL/],
    ['an endpoint that refuses', ['--endpoint', 'http://127.0.0.1:9'], {}, 3, /127\.0\.0\.1:9/],
    [
      'plain http elsewhere',
      ['--endpoint', 'http://example.com', '--confirm', '2'],
      { PAGE_ACCESS_TOKEN: 't'.repeat(20) },
      2,
      /is not safe for a token/,
    ],
    ['--resume of nothing', ['--emulate', '--resume'], {}, 5, /no run to resume/i],
    ['two ways to start', ['--emulate', '--resume', '--new-run'], {}, 2, /resume/],
    [
      'a token file that is not there',
      ['--endpoint', 'http://127.0.0.1:9', '--token-file', 'no'],
      {},
      3,
      /the token file no does not exist/,
    ],
    [
      'two token sources',
      ['--endpoint', 'http://127.0.0.1:9', '--token-file', 'x', '--token-command', 'y'],
      {},
      2,
      /give either/,
    ],
    [
      'a token command that fails',
      ['--endpoint', 'http://127.0.0.1:9', '--token-command', 'echo secret; exit 3'],
      {},
      3,
      /the token command ended with 3\./,
    ],
    [
      'an empty token',
      ['--endpoint', 'http://127.0.0.1:9', '--token-command', 'true'],
      {},
      3,
      /the output of the token command is empty/,
    ],
  ])('answers to %s with one clear message', async (_name, argv, env, code, message) => {
    const cwd = project();
    const result = await sendspec([...toAll.slice(0, 4), ...argv], { cwd, env });
    expect(result.err).toMatch(message);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(result.err).not.toMatch(/secret|\n {4}at |bug in sendspec/);
  });

  it('refuses a token file that others may read', async () => {
    const cwd = project({ token: 'abcdefgh' });
    chmodSync(join(cwd, 'token'), 0o644);
    const { code, err } = await sendspec(
      [...toAll, '--endpoint', 'http://127.0.0.1:9', '--token-file', 'token'],
      { cwd },
    );
    expect(code).toBe(3);
    expect(err).toContain('the token file token can be read by others: chmod 600 token');
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['no recipient column', 'first_name\nAna\n', /psid/],
    ['a missing column', 'psid\n1\n', /first_name/],
    ['a quote left open', 'psid,first_name\n1,"Ana\n2,Bob\n', /quote/i],
    ['Latin-1', Buffer.from('psid,first_name\n1,Jörg\n', 'latin1'), /UTF-8/],
    ['nothing', '', /empty|header/i],
  ])('answers to contacts with %s, sending nothing', async (_name, csv, message) => {
    const cwd = project({ 'c.csv': csv });
    const { code, out, err } = await sendspec([...toAll, '--emulate'], { cwd });
    expect(out + err).toMatch(message);
    expect([0, 1]).toContain(code);
    expect(out).not.toMatch(/sent +[1-9]/);
  });

  it('says when there are no contacts at all', async () => {
    const { code, err } = await sendspec(['send', 'a.msg.yaml#hello', '--to', 'no.csv', '--emulate'], {
      cwd: project(),
    });
    expect(code).toBeGreaterThan(0);
    expect(err).toContain('no.csv');
  });
});
