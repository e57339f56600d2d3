/** No secret in anything that sendspec writes, whatever a server says (delivery.md 7). */
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/index.ts';
import { cleanFile, folder, type Result, sendspec } from './run-cli.ts';

// Every character that some way of writing changes.
const token = 'c4nary/+="\\tok%20~<&>-99';
const secret = 's3cret+/=canary-0123456789';
const proof = createHmac('sha256', secret).update(token).digest('hex');

function formsOf(text: string): string[] {
  const base64 = Buffer.from(text).toString('base64');
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    base64.replace(/=+$/, ''),
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    Buffer.from(text).toString('hex'),
  ];
}

/** Where a secret stands in what was written; empty is good. */
function leaks(cwd: string, results: readonly Result[]): string[] {
  const texts = new Map<string, string>();
  for (const [i, { out, err }] of results.entries()) texts.set(`out ${i}`, out).set(`err ${i}`, err);
  const walk = (path: string) => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) walk(inner);
      else texts.set(inner.slice(cwd.length), readFileSync(inner, 'latin1'));
    }
  };
  walk(cwd);
  texts.delete('/token');
  const found: string[] = [];
  for (const [where, text] of texts) {
    for (const value of [token, secret, proof]) {
      for (const form of formsOf(value)) if (text.includes(form)) found.push(`${where}: ${form}`);
    }
  }
  return found;
}

/** Answers with what it was asked: a proxy that logs into its errors. */
async function startEcho(): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  let n = 0;
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    const said = [
      String(request.headers.authorization),
      ...[token, secret, proof].flatMap(formsOf),
      Buffer.from(`x${token}y`).toString('base64'),
      Buffer.from(`Bearer ${token}`).toString('base64'),
      token.replaceAll('/', '\\/'),
    ];
    // Each in its turn, and at the place where long texts are cut.
    const one = `you said ${said[n % said.length]}`;
    const message = n % 12 < 6 ? one : `${'.'.repeat(290)}${one}`;
    const error = { message, type: token, code: 551, error_subcode: 1545041, fbtrace_id: token };
    switch (n++ % 6) {
      case 0:
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error }));
        return;
      case 1:
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ recipient_id: '1', message_id: `m_${token}` }));
        return;
      case 2:
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { ...error, code: 1, error_subcode: undefined } }));
        return;
      case 3:
        response.writeHead(302, {
          location: `http://127.0.0.1:1/?access_token=${encodeURIComponent(token)}`,
        });
        response.end();
        return;
      case 4:
        request.socket.destroy();
        return;
      default:
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { ...error, code: 190 } }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

describe('secrets', () => {
  it('stand in no output, journal or file, though the server gives them back in every way', async () => {
    const { url, bodies } = await startEcho();
    const csv = `psid,first_name\n${Array.from({ length: 160 }, (_, i) => `${i + 1},N`).join('\n')}\n`;
    const cwd = folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': cleanFile, 'c.csv': csv });
    const env = { PAGE_ACCESS_TOKEN: token, APP_SECRET: secret };
    const send = (...more: string[]) =>
      sendspec(
        ['send', 'a.msg.yaml#hello', '--to', 'c.csv', '--endpoint', url, '--concurrency', '1', ...more],
        {
          cwd,
          env: { ...env, SENDSPEC_DEBUG: '1' },
        },
      );
    const results = [await send('--json')];
    // Each sixth answer stops the run.
    for (let i = 0; i < 40 && results.at(-1)!.code === 4; i++) results.push(await send('--resume'));
    results.push(await send('--dry-run'));
    expect(results.at(-2)!.code).toBe(1);
    expect(bodies.length).toBeGreaterThan(160);
    expect(bodies.every((body) => body.includes(proof))).toBe(true);
    for (const format of ['pretty', 'json', 'csv'])
      results.push(await sendspec(['status', '--format', format], { cwd }));
    results.push(await sendspec(['reconcile', '--json'], { cwd }));
    // The test sees what it looks for: the errors of the server were written.
    expect(results[0]!.out).toContain('you said Bearer [token]');
    expect(leaks(cwd, results)).toEqual([]);
  });

  it('stand nowhere when sendspec itself fails', async () => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'a.msg.yaml': cleanFile,
      'c.csv': 'psid,first_name\n1,N\n',
    });
    const env = new Proxy(
      { PAGE_ACCESS_TOKEN: token, APP_SECRET: secret, SENDSPEC_DEBUG: '1' } as Record<string, string>,
      {
        deleteProperty: () => {
          throw new Error(`cannot delete ${token} ${secret}`);
        },
      },
    );
    const result = await sendspec(
      ['send', 'a.msg.yaml#hello', '--to', 'c.csv', '--endpoint', 'http://127.0.0.1:9'],
      { cwd, env },
    );
    expect(result).toMatchObject({ code: 70, err: expect.stringContaining('cannot delete [token] [token]') });
    expect(leaks(cwd, [result])).toEqual([]);
  });

  it('are in no ledger of the emulator', async () => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'a.msg.yaml': cleanFile,
      'c.csv': 'psid,first_name\n1,N\n',
    });
    const emulator = await createEmulator({ appSecret: secret, ledger: join(cwd, 'ledger.jsonl') });
    onTestFinished(() => emulator.close());
    const result = await sendspec(
      ['send', 'a.msg.yaml#hello', '--to', 'c.csv', '--endpoint', emulator.url, '--json'],
      { cwd, env: { PAGE_ACCESS_TOKEN: token, APP_SECRET: secret } },
    );
    expect(result.code).toBe(0);
    expect(readFileSync(join(cwd, 'ledger.jsonl'), 'utf8')).toContain('Hi N!');
    expect(leaks(cwd, [result])).toEqual([]);
  });
});

describe('appsecret_proof', () => {
  const project = () =>
    folder({ 'sendspec.config.yaml': '', 'a.msg.yaml': cleanFile, 'c.csv': 'psid,first_name\n1,N\n2,M\n' });
  it.each<[string, Record<string, string>, number, string]>([
    ['right', { APP_SECRET: secret }, 0, 'All sent'],
    ['wrong', { APP_SECRET: 'another' }, 4, 'Invalid appsecret_proof'],
    ['missing', {}, 4, 'require an appsecret_proof'],
  ])('%s', async (_name, more, code, words) => {
    const cwd = project();
    const emulator = await createEmulator({ appSecret: secret });
    onTestFinished(() => emulator.close());
    const target = ['--to', 'c.csv', '--endpoint', emulator.url, '--concurrency', '1'];
    const result = await sendspec(['send', 'a.msg.yaml#hello', ...target], {
      cwd,
      env: { PAGE_ACCESS_TOKEN: 'made-up', ...more },
    });
    expect(result.code).toBe(code);
    expect(result.err).toContain(words);
    // One refusal stops the run: nobody is marked as failed.
    expect(emulator.ledger()).toHaveLength(code === 0 ? 2 : 0);
    if (code !== 0) expect(result.out).toMatch(/failed +0\n/);
  });
});

describe('where requests go', () => {
  it.each<[string, string[], RegExp]>([
    [
      'another host',
      ['--endpoint', 'https://graph.example.com', '--confirm', '2'],
      /graph\.example\.com is neither Meta/,
    ],
    [
      'another host without TLS',
      ['--endpoint', 'http://graph.example.com', '--allow-host', 'graph.example.com', '--confirm', '2'],
      /is not safe for a token/,
    ],
    [
      'an allowed host, with a token that looks real',
      ['--endpoint', 'https://graph.example.com', '--allow-host', 'graph.example.com', '--confirm', '2'],
      /looks like a real Page access token, and https:\/\/graph\.example\.com is not Meta/,
    ],
    ['this machine, with a token that looks real', ['--endpoint', 'http://127.0.0.1:9'], /looks like a real/],
    [
      'a Page id that climbs',
      ['--endpoint', 'http://127.0.0.1:9', '--page-id', '../../evil'],
      /is not a page id/,
    ],
  ])('not to %s', async (_name, argv, message) => {
    const cwd = folder({
      'sendspec.config.yaml': '',
      'a.msg.yaml': cleanFile,
      'c.csv': 'psid,first_name\n1,N\n2,M\n',
    });
    const real = `EAA${'B'.repeat(60)}`;
    const result = await sendspec(['send', 'a.msg.yaml#hello', '--to', 'c.csv', ...argv], {
      cwd,
      env: { PAGE_ACCESS_TOKEN: real },
    });
    expect(result.err).toMatch(message);
    expect([2, 3]).toContain(result.code);
    expect(result.out + result.err).not.toContain('BBBB');
  });
});
