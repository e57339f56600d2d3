import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { call, post, type Reply, raw, start } from './support.ts';

const path = '/v21.0/10/message_attachments';
const megabyte = 1024 * 1024;

interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly data: string | Buffer;
}

/** multipart/form-data written by hand (RFC 7578), so that the reader is not examined by its own writer. */
function form(parts: readonly Part[], boundary = 'x-y-z'): Buffer {
  return Buffer.concat([
    ...parts.flatMap(({ name, filename, type, data }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"` +
          `${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
          `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
      ),
      Buffer.from(data),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function upload(emulator: Emulator, parts: readonly Part[], to = path): Promise<Reply> {
  return call(emulator, {
    path: `${to}?access_token=T`,
    headers: { 'content-type': 'multipart/form-data; boundary=x-y-z' },
    body: form(parts),
  });
}

const message = (type: string, payload: object = { is_reusable: true }): Part => ({
  name: 'message',
  data: JSON.stringify({ attachment: { type, payload } }),
});
const file = (type: string, data: string | Buffer = 'bytes', name = 'filedata'): Part => ({
  name,
  filename: 'a.bin',
  type,
  data,
});
const byUrl = (type: string, payload: object = { url: 'https://example.com/a', is_reusable: true }) => ({
  message: { attachment: { type, payload } },
});

describe('by url', () => {
  test.each(['image', 'audio', 'video', 'file'])('%s', async (type) => {
    const emulator = await start();
    const reply = await post(emulator, { ...byUrl(type), platform: 'MESSENGER' }, path);
    expect(reply.json).toEqual({ attachment_id: expect.stringMatching(/^\d{16}$/) });
    expect(emulator.state().attachments).toEqual([
      {
        id: reply.json.attachment_id,
        page: '10',
        type,
        origin: 'upload',
        created_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ]);
    expect(emulator.ledger()).toEqual([]);
  });

  test.each([
    [{}, 'The parameter message is required'],
    [byUrl('template'), 'Param message[attachment][type] must be one of {audio, file, image, video}'],
    [byUrl('image', {}), 'The parameter message[attachment][payload][url] is required'],
    [byUrl('image', { url: 'a.png' }), 'Param message[attachment][payload][url] is not a valid URI: "a.png"'],
    [byUrl('image', { attachment_id: '1' }), 'The parameter message[attachment][payload][url] is required'],
    [{ ...byUrl('image'), platform: 'TELEGRAM' }, 'Param platform must be one of {MESSENGER, INSTAGRAM}'],
    [
      { ...byUrl('image'), recipient: { id: '1' } },
      'Invalid keys "recipient" were found in param "request".',
    ],
  ])('%j is refused', async (body, text) => {
    const reply = await post(await start(), body, path);
    expect([reply.status, reply.json.error.message]).toEqual([400, `(#100) ${text}`]);
  });

  test('GET is no way to see it, Instagram spells the edge in its own way', async () => {
    const emulator = await start({ channel: 'instagram' });
    const got = await call(emulator, { method: 'GET', path });
    expect(got.json.error.message).toContain('nonexisting field (message_attachments)');
    const reply = await post(emulator, byUrl('image'), '/v21.0/17/messageattachments');
    expect(reply.status).toBe(200);
  });

  test('no token, a Page that does not exist', async () => {
    const emulator = await start({ pages: ['11'] });
    expect((await call(emulator, { path })).json.error.code).toBe(104);
    expect((await post(emulator, byUrl('image'), path)).json.error.error_subcode).toBe(33);
  });
});

describe('by file', () => {
  test('is known by name, type and size', async () => {
    const emulator = await start();
    const reply = await upload(emulator, [message('image'), file('image/png', 'ä'.repeat(50_000))]);
    expect(reply.json).toEqual({ attachment_id: expect.any(String) });
    expect(emulator.state().attachments).toMatchObject([
      { type: 'image', file: { name: 'a.bin', content_type: 'image/png', size: 100_000 } },
    ]);
  });

  test.each([
    ['image', 'image/jpeg', undefined],
    ['image', 'video/mp4', 2018047],
    ['audio', 'audio/mpeg', undefined],
    ['audio', 'application/octet-stream', 2018047],
    ['video', 'video/mp4', undefined],
    ['video', 'audio/mp4', 2018047],
    ['file', 'application/pdf', undefined],
    ['file', 'image/png', undefined],
  ])('%s as %s', async (type, contentType, subcode) => {
    const reply = await upload(await start(), [message(type), file(contentType)]);
    expect(reply.json.error?.error_subcode).toBe(subcode);
  });

  test('25 MB pass, a byte more does not', async () => {
    const emulator = await start();
    const most = await upload(emulator, [message('file'), file('a/b', Buffer.alloc(25 * megabyte, 7))]);
    expect(most.status).toBe(200);
    const more = await upload(emulator, [message('file'), file('a/b', Buffer.alloc(25 * megabyte + 1, 7))]);
    expect([more.status, more.json.error.code, more.json.error.error_subcode]).toEqual([400, 100, 2018109]);
    expect(emulator.state().attachments).toHaveLength(1);
  });

  test('what is far too large is answered without being read to its end', async () => {
    const emulator = await start();
    const head = form([message('file')]).subarray(0, -'--x-y-z--\r\n'.length);
    const more = Buffer.from(
      '--x-y-z\r\nContent-Disposition: form-data; name="filedata"; filename="a"\r\n\r\n',
    );
    const start_ = `POST ${path}?access_token=T HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x-y-z\r\nContent-Length: ${110 * megabyte}\r\n\r\n`;
    const answer = await raw(
      emulator,
      Buffer.concat([Buffer.from(start_), head, more, Buffer.alloc(105 * megabyte)]),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test.each([
    ['an empty file', [message('image'), file('image/png', '')], '100/2018047'],
    ['no message', [file('image/png')], '100/'],
    ['no file and no url', [message('image')], '100/'],
    ['a file and a url', [message('image', { url: 'https://example.com/a.png' }), file('image/png')], '100/'],
    ['a template', [message('template'), file('image/png')], '100/'],
    ['a file under another name', [message('image'), file('image/png', 'x', 'file')], '100/'],
    ['a message that is no JSON', [{ name: 'message', data: '{' }, file('image/png')], '100/'],
  ])('%s is refused', async (_, parts, code) => {
    const { status, json } = await upload(await start(), parts);
    expect([status, `${json.error.code}/${json.error.error_subcode ?? ''}`]).toEqual([400, code]);
  });

  test('with a message: sent, and kept where it is reusable', async () => {
    const emulator = await start({ attachments: [] });
    const recipient = { name: 'recipient', data: '{"id":"1"}' };
    const to = '/v21.0/me/messages';
    const once = await upload(emulator, [recipient, message('image', {}), file('image/png')], to);
    expect(once.json).toEqual({ recipient_id: '1', message_id: expect.any(String) });
    const kept = await upload(emulator, [recipient, message('image'), file('image/png')], to);
    const { attachment_id } = kept.json;
    const again = {
      recipient: { id: '1' },
      message: { attachment: { type: 'image', payload: { attachment_id } } },
    };
    expect((await post(emulator, again)).status).toBe(200);
    const [entry] = emulator.ledger();
    expect(entry).toMatchObject({
      body: { message: { attachment: { type: 'image', payload: {} } } },
      file: { name: 'a.bin', size: 5, sha256: createHash('sha256').update('bytes').digest('hex') },
    });
    const wrong = await upload(emulator, [recipient, message('video'), file('image/png')], to);
    expect(wrong.json.error.error_subcode).toBe(2018047);
    const text = { name: 'message', data: '{"text":"hi"}' };
    expect((await upload(emulator, [recipient, text, file('image/png')], to)).status).toBe(400);
  });

  test('fault rules may strike uploads', async () => {
    const edge = 'message_attachments' as const;
    const emulator = await start({
      faults: [
        { match: { edge, nth: 1 }, effect: { kind: 'error', code: 100, subcode: 2018008 } },
        { match: { edge, nth: 2 }, when: 'after-record', effect: { kind: 'status', status: 502 } },
      ],
    });
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push(await post(emulator, byUrl('image'), path));
    expect(answers.map(({ status }) => status)).toEqual([400, 502, 200]);
    expect(answers[0]!.json.error.message).toBe('(#100) The file could not be fetched from its URL');
    expect(emulator.state().attachments).toHaveLength(2);
  });
});

test('any bytes as a multipart body: an answer, and the server lives', async () => {
  const warnings: string[] = [];
  const emulator = await start({ onWarning: (text) => warnings.push(text) });
  const piece = fc.oneof(
    fc.constantFrom(
      '--x-y-z\r\n',
      '--x-y-z--\r\n',
      'Content-Disposition: form-data; name="message"\r\n',
      'Content-Disposition: form-data; name="filedata"; filename="a"\r\n',
      'Content-Type: image/png\r\n',
      '\r\n',
      '{"attachment":{"type":"image","payload":{}}}',
    ),
    fc.string({ maxLength: 20 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (parts) => {
      const reply = await call(emulator, {
        path: `${path}?access_token=T`,
        headers: { 'content-type': 'multipart/form-data; boundary=x-y-z' },
        body: parts.join(''),
      });
      expect(reply.status === 200 ? reply.json.attachment_id : reply.json.error.code).toBeDefined();
    }),
    { numRuns: 400 },
  );
  expect(warnings).toEqual([]);
});

test('a client that leaves in the middle of an upload', async () => {
  const warnings: string[] = [];
  const emulator = await start({ onWarning: (text) => warnings.push(text) });
  const body = form([message('file'), file('a/b', Buffer.alloc(megabyte))]).subarray(0, 500_000);
  const head = `POST ${path}?access_token=T HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x-y-z\r\nContent-Length: 2000000\r\n\r\n`;
  await raw(emulator, Buffer.concat([Buffer.from(head), body]), 'done');
  expect((await post(emulator, byUrl('image'), path)).status).toBe(200);
  expect(warnings).toEqual([]);
});
