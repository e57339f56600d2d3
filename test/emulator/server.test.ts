import { spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createEmulator, EmulatorError, startEmulator } from '../../src/emulator/index.ts';
import { call, post, raw, start, textTo } from './support.ts';

describe('starting and ending', () => {
  test('listens on 127.0.0.1 on a free port', async () => {
    const [a, b] = [await start(), await start()];
    expect(a.url).toBe(`http://127.0.0.1:${a.port}`);
    expect(a.port).not.toBe(b.port);
  });

  test('a port in use is a problem that says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    try {
      const problem = {
        code: 'port-in-use',
        message: `Port ${port} of 127.0.0.1 is in use: stop what listens there, or take another port (0 takes a free one).`,
      };
      expect(await startEmulator({ port })).toEqual({ problem });
      await expect(createEmulator({ port })).rejects.toBeInstanceOf(EmulatorError);
    } finally {
      other.close();
    }
  });

  test.each([-1, 70_000, 1.5])('port %d is a problem, not an exception', async (port) => {
    expect(await startEmulator({ port })).toMatchObject({ problem: { code: 'cannot-listen' } });
  });

  test('a host that is not here', async () => {
    expect(await startEmulator({ host: '192.0.2.1' })).toMatchObject({ problem: { code: 'cannot-listen' } });
  });

  test('faults that are none', async () => {
    const problem = { code: 'faults', message: expect.stringContaining('a fault rule is an object') };
    expect(await startEmulator({ faults: [5 as never] })).toEqual({ problem });
  });

  test('close() ends idle, hanging and half-sent connections, twice is fine, then nobody listens', async () => {
    const emulator = await start();
    const idle = connect(emulator.port, '127.0.0.1');
    idle.on('error', () => {});
    const half = connect(emulator.port, '127.0.0.1');
    half.on('error', () => {});
    half.write('POST /v21.0/me/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"rec');
    const slow = post(emulator, textTo('slow-60000-1')).catch((error) => error.code);
    const poll = call(emulator, { method: 'GET', path: '/_emulator/ledger?wait=5&timeout=60000' }).catch(
      (error) => error.code,
    );
    await post(emulator, textTo('1'));
    await Promise.all([emulator.close(), emulator.close()]);
    expect(await Promise.all([slow, poll])).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['1']);
    await expect(post(emulator, textTo('2'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('keeps connections alive', async () => {
    const emulator = await start();
    const body = JSON.stringify(textTo('1'));
    const one =
      'POST /v21.0/me/messages?access_token=T HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${body.length}\r\n\r\n${body}`;
    await raw(emulator, one + one + one.replace('Host: x', 'Host: x\r\nConnection: close'), 'closed');
    expect(emulator.ledger()).toHaveLength(3);
  });
});

describe('the routes of its own', () => {
  test('health', async () => {
    const emulator = await start({ profile: 'current', channel: 'instagram' });
    await post(emulator, textTo('1'));
    await post(emulator, {});
    const reply = await call(emulator, { method: 'GET', path: '/_emulator/health' });
    expect(reply.json).toEqual({
      ok: true,
      emulator: 'sendspec',
      version: '1',
      profile: 'current',
      channel: 'instagram',
      requests: 3,
      accepted: 1,
      refused: 1,
    });
  });

  test('an unknown one names the known', async () => {
    const emulator = await start();
    const reply = await call(emulator, { method: 'GET', path: '/_emulator/journal' });
    expect(reply.status).toBe(404);
    expect(reply.json.error).toBe('there is no GET /_emulator/journal');
    expect(reply.json.routes).toContain('GET /_emulator/health');
    expect((await call(emulator, { method: 'GET', path: '/_emulator' })).status).toBe(404);
  });

  test.each([
    ['Host: evil.example', 403],
    ['Host: 127.0.0.1.evil.example:80', 403],
    ['Host: LOCALHOST:1', 200],
    ['Host: [::1]:80', 200],
    ['Host: 127.0.0.1\r\nOrigin: http://evil.example', 403],
    ['Host: 127.0.0.1\r\nOrigin: null', 403],
    ['Host: 127.0.0.1\r\nOrigin: http://localhost:3000', 200],
  ])('%j', async (headers, status) => {
    const emulator = await start();
    const answer = await raw(emulator, `GET /_emulator/health HTTP/1.1\r\n${headers}\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('bad requests', () => {
  const json = { 'content-type': 'application/json', authorization: 'Bearer T' };
  const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: 'Bearer T' };

  test.each([
    ['broken JSON', json, '{"recipient":', '(#100) The request body is not valid JSON'],
    ['JSON that is no object', json, '[1]', '(#100) The request body must be a JSON object'],
    [
      'single quotes in a JSON body',
      json,
      "{'recipient':{'id':'1'}}",
      '(#100) The request body is not valid JSON',
    ],
    ['nothing', json, '', '(#100) The parameter recipient is required'],
    [
      'broken JSON in a field',
      form,
      'recipient={"id":&message={"text":"x"}',
      '(#100) Param recipient must be a JSON object.',
    ],
    [
      'percent encoding that is none',
      form,
      'recipient=%7B%ZZ&message=%',
      '(#100) Param recipient must be a JSON object.',
    ],
    [
      'bytes that are not UTF-8',
      json,
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      '(#100) The request body is not valid UTF-8',
    ],
    [
      'a multipart body that ends early',
      { ...form, 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="message"\r\n\r\n{"te',
      '(#100) The request body is not valid multipart/form-data',
    ],
    [
      'a multipart body without a boundary',
      { ...form, 'content-type': 'multipart/form-data' },
      '--x--\r\n',
      '(#100) The request body is not valid multipart/form-data',
    ],
    [
      'a multipart body that says nothing',
      { ...form, 'content-type': 'multipart/form-data; boundary=x' },
      '--x--\r\n',
      '(#100) The parameter recipient is required',
    ],
    [
      'XML',
      { ...form, 'content-type': 'text/xml' },
      '<a/>',
      '(#100) Content type "text/xml" is not supported: use application/json or application/x-www-form-urlencoded',
    ],
    [
      'gzip',
      { ...json, 'content-encoding': 'gzip' },
      'x',
      '(#100) Compressed request bodies are not supported',
    ],
    [
      'a key of 2,000 characters',
      json,
      JSON.stringify({ ...textTo('1'), ['k'.repeat(2000)]: 1 }),
      `(#100) Invalid keys "${'k'.repeat(100)}…" were found in param "request".`,
    ],
    [
      '__proto__',
      json,
      '{"recipient":{"id":"1"},"message":{"text":"x"},"__proto__":{"a":1}}',
      '(#100) Invalid keys "__proto__" were found in param "request".',
    ],
  ])('%s', async (_, headers, body, message) => {
    const emulator = await start();
    const reply = await call(emulator, { headers, body });
    expect([reply.status, reply.json.error.message, reply.json.error.code]).toEqual([400, message, 100]);
    expect(emulator.ledger()).toEqual([]);
  });

  test('JSON without a content type, and chunked', async () => {
    const emulator = await start();
    const body = JSON.stringify(textTo('1'));
    const chunks = [...body].map((char) => `1\r\n${char}\r\n`).join('');
    const answer = await raw(
      emulator,
      `POST /v21.0/me/messages?access_token=T HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test.each([
    ['announced', `POST /v21.0/me/messages HTTP/1.1\r\nHost: x\r\nContent-Length: ${2 ** 21}\r\n\r\n`],
    [
      'chunked',
      'POST /v21.0/me/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n',
    ],
  ])('a body over 1 MB (%s)', async (_, head) => {
    const emulator = await start();
    const answer = await raw(emulator, Buffer.concat([Buffer.from(head), Buffer.alloc(2 ** 21, 0x20)]));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!).error.message).toBe(
      '(#100) The request body is larger than 1 MB',
    );
  });

  test('JSON nested 200,000 deep', async () => {
    const emulator = await start();
    const deep = `{"recipient":{"id":"1"},"message":${'{"text":'.repeat(60_000)}1${'}'.repeat(60_000)}}`;
    expect((await call(emulator, { headers: json, body: deep })).status).toBe(400);
    const lists = `{"recipient":${'['.repeat(200_000)}${']'.repeat(200_000)},"message":{"text":"x"}}`;
    expect((await call(emulator, { headers: json, body: lists })).status).toBe(400);
  });

  test('headers over 16 KB', async () => {
    const emulator = await start();
    const answer = await raw(
      emulator,
      `POST /v21.0/me/messages HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      'closed',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!).error.code).toBe(100);
  });

  test.each([
    ['not HTTP at all\r\n\r\n'],
    [
      'POST /v21.0/me/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['POST /v21.0/me/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'],
    ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('%j is answered 400 and the connection ended', async (bytes) => {
    const emulator = await start();
    const answer = await raw(emulator, Buffer.from(bytes, 'latin1'), 'closed');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await post(emulator, textTo('1'))).status).toBe(200);
  });

  test.each([
    '//',
    '/../../etc/passwd',
    '/v21.0/%2e%2e/messages',
    '/v21.0/a%00b/messages',
    `/${'x'.repeat(9000)}/messages`,
    '*',
    '/?%%%=%',
    'http://evil.example/v21.0/me/x',
  ])('path %j is refused in the form of Graph', async (path) => {
    const emulator = await start();
    const answer = await raw(emulator, `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)).error.code).toBeTypeOf('number');
  });
});

describe('curl', () => {
  const here = spawnSync('curl', ['--version']).status === 0;
  // The bytes that curl sends are in send.test.ts; this runs the command itself where there is one.
  test.runIf(here)('the command of the reference', async () => {
    const { execFile } = await import('node:child_process');
    const emulator = await start();
    const out = await new Promise<string>((resolve, reject) => {
      const args = ['-sS', '-X', 'POST', `${emulator.url}/v21.0/PAGE/messages`];
      for (const field of [
        "recipient={'id':'123'}",
        'messaging_type=RESPONSE',
        "message={'text':'hello, world'}",
        'access_token=T',
      ]) {
        args.push('-d', field);
      }
      execFile('curl', args, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
    expect(JSON.parse(out)).toEqual({ recipient_id: '123', message_id: expect.stringMatching(/^m_/) });
  });
});
