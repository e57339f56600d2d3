import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/index.ts';
import { cleanFile, folder } from './run-cli.ts';

const program = resolve('dist/sendspec.js');

function start(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, ...argv], { cwd, env: { ...process.env, ...env } });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (t) => {
    text.out += t;
  });
  child.stderr.setEncoding('utf8').on('data', (t) => {
    text.err += t;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on('close', (code) => done({ code, ...text }));
  });
  const until = async (pattern: RegExp) => {
    for (let i = 0; i < 400 && !pattern.test(text.out + text.err); i++)
      await new Promise((d) => setTimeout(d, 25));
    expect(text.out + text.err).toMatch(pattern);
  };
  return { child, ended, until };
}

describe('the program (dist/sendspec.js; npm run build makes it)', () => {
  beforeAll(() => {
    expect(existsSync(program)).toBe(true);
  });

  it('does what it does in the tests of the commands', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    expect(await start(['check'], cwd).ended).toEqual({
      code: 0,
      out: '1 file checked, nothing to report\n',
      err: '',
    });
    const rendered = await start(['render', 'a.msg.yaml#bye', '--recipient', '1'], cwd).ended;
    expect([rendered.code, JSON.parse(rendered.out).message.text]).toEqual([0, 'Bye!']);
    expect((await start(['compile', '.', '-o', 'out'], cwd).ended).code).toBe(0);
    expect((await start(['chek'], cwd).ended).code).toBe(2);
  });

  it('does not mind a reader that goes away', async () => {
    const cwd = folder({ 'a.msg.yaml': `messages:\n${'  m: {text: a, text: b}\n'.repeat(3000)}` });
    const { child, ended } = start(['check'], cwd);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect([code, err]).toEqual([1, '']);
  });

  it.runIf(existsSync('/dev/full'))(
    'says that its results cannot be written, and a send goes on',
    async () => {
      const cwd = folder({
        'a.msg.yaml': cleanFile,
        'c.csv': 'psid\n1\n2\n3\n',
        'sendspec.config.yaml': '',
      });
      const full = async (...argv: string[]) => {
        const child = spawn('/bin/sh', ['-c', '"$0" "$@" > /dev/full', process.execPath, program, ...argv], {
          cwd,
        });
        let err = '';
        child.stderr.setEncoding('utf8').on('data', (text) => {
          err += text;
        });
        const code = await new Promise((done) => child.on('close', done));
        return { code, err };
      };
      const lost =
        'sendspec: stdout cannot be written (the disk is full): what should stand there from here on is missing.\n';
      expect(await full('render', 'a.msg.yaml#bye', '--recipient', '1')).toEqual({ code: 3, err: lost });
      const sent = await full('send', 'a.msg.yaml#bye', '--to', 'c.csv', '--emulate', '--json');
      expect(sent).toMatchObject({ code: 0, err: expect.stringContaining(lost) });
      expect(sent.err).toContain('All sent.');
    },
  );

  it.runIf(existsSync('/usr/bin/script'))(
    'finishes what it began although its terminal is gone',
    async () => {
      const emulator = await createEmulator();
      onTestFinished(() => emulator.close());
      const rows = Array.from({ length: 200 }, (_, i) => `${i + 1}\n`).join('');
      const cwd = folder({ 'a.msg.yaml': cleanFile, 'c.csv': `psid\n${rows}`, 'sendspec.config.yaml': '' });
      const send = `send a.msg.yaml#bye --to c.csv --endpoint ${emulator.url} --rate 40`;
      // The shell is told of it, and the send is not: it goes on to its end.
      const command = `trap "" HUP; "${process.execPath}" "${program}" ${send}; echo $? > ended`;
      const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd, stdio: 'ignore' });
      await emulator.waitFor(10);
      terminal.kill('SIGKILL');
      for (let i = 0; i < 400 && !existsSync(join(cwd, 'ended')); i++)
        await new Promise((d) => setTimeout(d, 25));
      await new Promise((d) => setTimeout(d, 50));
      // 129: hung up; Node's own end would be an abort, 134.
      expect(readFileSync(join(cwd, 'ended'), 'utf8')).toBe('129\n');
      const [status] = JSON.parse((await start(['status', '--format', 'json'], cwd).ended).out);
      expect(status).toMatchObject({ running: false, counts: { sent: 200, unknown: 0, failed: 0 } });
    },
  );

  it('obeys NO_COLOR and FORCE_COLOR', async () => {
    const cwd = folder({ 'a.msg.yaml': 'text: a\ntext: b\n' });
    const coloured = await start(['check'], cwd, { FORCE_COLOR: '1', NO_COLOR: undefined }).ended;
    expect(coloured.out).toContain('\x1b[31m');
    expect((await start(['check'], cwd, { NO_COLOR: '1', FORCE_COLOR: undefined }).ended).out).not.toContain(
      '\x1b',
    );
  });

  it('sends to an emulator in a thread of its own', async () => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'a.msg.yaml': cleanFile,
      'c.csv': 'psid,first_name\n1,Ana\nfail-551,Bo\n',
    });
    const { code, out, err } = await start(['send', 'a.msg.yaml#hello', '--to', 'c.csv', '--emulate'], cwd)
      .ended;
    expect(out).toMatch(/sent +1\n/);
    expect(out).toContain('(#551)');
    expect(err).toMatch(
      /^sendspec: row 2 \(line 3\), step 1: failed: \(#551\) .*fbtrace_id \S+\nsendspec: 1 failed\.\n$/,
    );
    expect(code).toBe(1);
  });

  it('ends the emulator on Ctrl-C with 130 and on SIGTERM with 143', async () => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      const emulator = start(['emulator', '--port', '0'], folder());
      await emulator.until(/Ctrl-C ends/);
      emulator.child.kill(signal);
      expect((await emulator.ended).code).toBe(code);
    }
  });

  it('checks again when a file changes (--watch)', async () => {
    const cwd = folder({ 'a.msg.yaml': cleanFile });
    const watch = start(['check', '--watch'], cwd);
    await watch.until(/nothing to report[\s\S]*Watching/);
    const { writeFileSync } = await import('node:fs');
    // Written again until it is seen: the watcher may need a moment to begin.
    let seen = false;
    for (let i = 0; i < 20 && !seen; i++) {
      writeFileSync(`${cwd}/a.msg.yaml`, `messaging_type: RESPONSE\ntext: a${i}\ntext: b\n`);
      await watch.until(/[\s\S]/);
      await new Promise((d) => setTimeout(d, 300));
      seen = await watch.until(/duplicate-key/).then(
        () => true,
        () => false,
      );
    }
    expect(seen).toBe(true);
    watch.child.kill('SIGINT');
    expect((await watch.ended).code).toBe(130);
  });
});
