import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFaultRules } from '../../src/emulator/index.ts';
import { readLooseJson } from '../../src/emulator/loose-json.ts';
import { magicFault } from '../../src/emulator/magic-recipients.ts';
import { requestValidator } from '../oracle/index.ts';
import { call, post, raw, start, textTo } from './support.ts';

/** As a PHP programmer of 2016 would write it: single quotes around every string and key. */
function singleQuoted(value: unknown): string {
  if (typeof value === 'string') {
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }
  if (Array.isArray(value)) return `[${value.map(singleQuoted).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, part]) => `${singleQuoted(key)}:${singleQuoted(part)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

describe('JSON in single quotes', () => {
  test('says the same as in double quotes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = JSON.parse(text);
        expect(readLooseJson(text)).toEqual({ value });
        expect(readLooseJson(singleQuoted(value))).toEqual({ value });
      }),
      { numRuns: 2000 },
    );
  });

  test('any text is read or refused, never an exception', () => {
    const pieces = fc.array(
      fc.constantFrom("'", '"', '\\', '{', '}', '[', ',', ':', 'a', '1', ' ', "\\'", '\n'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          const read = readLooseJson(text);
          expect(read === undefined || 'value' in read).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('nothing crashes the server', () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record(
        { recipient: fc.jsonValue(), message: fc.jsonValue(), sender_action: fc.jsonValue() },
        { requiredKeys: [] },
      )
      .map((value) => Buffer.from(JSON.stringify(value))),
    fc.string({ maxLength: 300 }).map((text) => Buffer.from(`recipient=${text}&message=${text}`)),
  );
  const type = fc.constantFrom(
    undefined,
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data',
  );

  test('any bytes as a body: a Graph error or an answer, and the server lives', async () => {
    const warnings: string[] = [];
    const emulator = await start({ onWarning: (text) => warnings.push(text) });
    await fc.assert(
      fc.asyncProperty(body, type, async (bytes, contentType) => {
        const reply = await call(emulator, {
          path: '/v21.0/me/messages?access_token=T',
          headers: contentType === undefined ? {} : { 'content-type': contentType },
          body: bytes,
        });
        expect(reply.status === 200 ? reply.json.recipient_id : reply.json.error.code).toBeDefined();
      }),
      { numRuns: 500 },
    );
    expect(warnings).toEqual([]);
    expect((await post(emulator, textTo('1'))).status).toBe(200);
  });

  test('any bytes on the socket', async () => {
    const warnings: string[] = [];
    const emulator = await start({ onWarning: (text) => warnings.push(text) });
    const line = fc.constantFrom(
      'POST /v21.0/me/messages HTTP/1.1\r\n',
      'GET /_emulator/ledger?since=x HTTP/1.1\r\n',
      'Host: x\r\n',
      'Content-Length: 3\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Upgrade: websocket\r\nConnection: Upgrade\r\n',
      'Expect: 100-continue\r\n',
      '\r\n',
    );
    const bytes = fc.array(fc.oneof(line, fc.string({ maxLength: 20 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(bytes, async (parts) => {
        await raw(emulator, Buffer.from(parts.join('')), 'done');
      }),
      { numRuns: 200 },
    );
    expect(warnings).toEqual([]);
    expect((await post(emulator, textTo('1'))).status).toBe(200);
  });

  test('any JSON is judged', async () => {
    const validate = await requestValidator({ profile: 'current', channel: 'messenger' });
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (recipient, message) => {
        for (const value of [
          recipient,
          { recipient: { id: '1' }, message },
          { recipient, message: { text: 'x' } },
        ]) {
          const violation = validate(value);
          expect(violation === undefined || violation.refusal.message.length > 0).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('any recipient and any fault rule is read', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (id, value) => {
        const rule = magicFault(id);
        if (rule) expect(readFaultRules(rule)).toEqual({ rules: [rule] });
        expect(Object.keys(readFaultRules(value))).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});
