import { describe, expect, test } from 'vitest';
import { call, post, raw, start, textTo } from './support.ts';

describe('the example of the reference', () => {
  // curl -X POST "http://127.0.0.1:PORT/v21.0/PAGE/messages" -d "recipient={'id':'123'}" …: the bytes that curl sends.
  const body =
    "recipient={'id':'123'}&messaging_type=RESPONSE&message={'text':'hello, world'}&access_token=T";
  const request = (port: number) =>
    `POST /v21.0/PAGE/messages HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n` +
    `Content-Length: ${body.length}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${body}`;

  test('works as it is written, single quotes included', async () => {
    const emulator = await start();
    const answer = await raw(emulator, request(emulator.port));
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toEqual({
      recipient_id: '123',
      message_id: expect.stringMatching(/^m_.+/),
    });
    expect(emulator.ledger()).toMatchObject([
      {
        seq: 1,
        page: 'PAGE',
        version: 'v21.0',
        psid: '123',
        body: { recipient: { id: '123' }, messaging_type: 'RESPONSE', message: { text: 'hello, world' } },
      },
    ]);
  });
});

describe('where parameters may stand', () => {
  const accepted = { recipient_id: '5', message_id: expect.stringMatching(/^m_/) };

  test('JSON body, token as a member', async () => {
    const emulator = await start();
    const body = JSON.stringify({ ...textTo('5'), access_token: 'T' });
    const reply = await call(emulator, { headers: { 'content-type': 'application/json' }, body });
    expect(reply.json).toEqual(accepted);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'facebook-api-version': 'v21.0',
      'x-fb-trace-id': expect.stringMatching(/^A/),
      'x-fb-request-id': expect.stringMatching(/^A/),
    });
  });

  test('everything in the query', async () => {
    const emulator = await start();
    const query = new URLSearchParams({
      recipient: '{"id":"5"}',
      message: '{"text":"a & b = ü"}',
      messaging_type: 'RESPONSE',
      access_token: 'T',
    });
    const reply = await call(emulator, { path: `/v21.0/1234/messages?${query}` });
    expect(reply.json).toEqual(accepted);
    expect(emulator.ledger()[0]!.body).toEqual(textTo('5', { text: 'a & b = ü' }));
  });

  test('token in the query, Bearer header and form with JSON in double quotes', async () => {
    const emulator = await start();
    const form = new URLSearchParams({ recipient: '{"id":"5"}', message: '{"text":"hi"}' }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const inQuery = await call(emulator, { path: '/me/messages?access_token=T', headers: type, body: form });
    const inHeader = await call(emulator, { headers: { ...type, authorization: 'bearer T' }, body: form });
    expect([inQuery.json, inHeader.json]).toEqual([accepted, accepted]);
    expect(emulator.ledger()[0]!.version).toBeUndefined();
  });

  test('the body wins over the query, the last of two fields over the first', async () => {
    const emulator = await start();
    const reply = await call(emulator, {
      path: '/v21.0/me/messages?access_token=T&recipient={"id":"1"}',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'message={"text":"a"}&message={"text":"b"}&recipient={"id":"5"}',
    });
    expect(reply.json).toEqual(accepted);
    expect(emulator.ledger()[0]!.body).toEqual({ recipient: { id: '5' }, message: { text: 'b' } });
  });

  test('objects as JSON text inside a JSON body', async () => {
    const emulator = await start();
    const reply = await post(emulator, { recipient: '{"id":"5"}', message: "{'text':'hi'}" });
    expect(reply.json).toEqual(accepted);
  });
});

describe('answers', () => {
  const answerTo = async (body: unknown) => {
    const emulator = await start();
    return (await post(emulator, body)).json;
  };
  const message = { text: 'hi' };

  test('no recipient_id for user_ref and phone_number', async () => {
    expect(await answerTo({ recipient: { user_ref: 'u' }, message })).toEqual({
      message_id: expect.any(String),
    });
    expect(await answerTo({ recipient: { phone_number: '+1(212)555-2368' }, message })).toEqual({
      message_id: expect.any(String),
    });
  });

  test('a person is made up for a comment and stays the same', async () => {
    const emulator = await start();
    const body = { recipient: { comment_id: 'c1' }, message };
    const [first, second] = [await post(emulator, body), await post(emulator, body)];
    expect(first.json.recipient_id).toMatch(/^\d{16}$/);
    expect(second.json.recipient_id).toBe(first.json.recipient_id);
    expect(second.json.message_id).not.toBe(first.json.message_id);
  });

  test('a sender action has no message_id', async () => {
    expect(await answerTo({ recipient: { id: '7' }, sender_action: 'typing_on' })).toEqual({
      recipient_id: '7',
    });
  });

  test('a reusable attachment gets an id', async () => {
    const payload = { url: 'https://example.com/a.png', is_reusable: true };
    expect(
      await answerTo({ recipient: { id: '7' }, message: { attachment: { type: 'image', payload } } }),
    ).toEqual({
      recipient_id: '7',
      message_id: expect.any(String),
      attachment_id: expect.stringMatching(/^\d{16}$/),
    });
  });

  test('the same seed gives the same ids', async () => {
    const [a, b, c] = [await start({ seed: 7 }), await start({ seed: 7 }), await start({ seed: 8 })];
    const ids = await Promise.all(
      [a, b, c].map(async (one) => (await post(one, textTo('1'))).json.message_id),
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});

describe('refusals in the form of Graph', () => {
  test('code, type, trace and the place', async () => {
    const emulator = await start();
    const reply = await post(emulator, { recipient: { id: '1' }, message: { text: 'x'.repeat(2001) } });
    expect(reply.status).toBe(400);
    expect(reply.json).toEqual({
      error: {
        message: '(#100) Length of param message[text] must be less than 2000',
        type: 'OAuthException',
        code: 100,
        error_data: { blame_field_specs: [['message', 'text']] },
        fbtrace_id: reply.headers['x-fb-trace-id'],
      },
    });
    expect(reply.headers['www-authenticate']).toMatch(
      /^OAuth "Facebook Platform" "invalid_request" "\(#100\)/,
    );
    expect(emulator.ledger()).toEqual([]);
  });

  test.each([
    ['GET', 100, undefined, /nonexisting field \(messages\)/],
    ['DELETE', 100, 33, /^Unsupported delete request\. Object with ID 'me'/],
    ['PUT', 100, 33, /^Unsupported put request/],
    ['PATCH', 100, 33, /^Unsupported patch request/],
  ])('%s on the edge', async (method, code, subcode, message) => {
    const emulator = await start();
    const reply = await call(emulator, { method, path: '/v21.0/me/messages?access_token=T' });
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(reply.json.error.error_subcode).toBe(subcode);
  });

  test.each([
    ['/v21.0/me/massages', 2500, 'Unknown path components: /massages'],
    ['/v21.0/me/messages/more', 2500, 'Unknown path components: /messages/more'],
    ['/v99.0/me/messages', 2500, 'Unknown path components: /v99.0/me/messages'],
    ['/v21.0/', 100, '(#100) The parameter batch is required'],
    ['/v99.0/', 2500, 'Unknown path components: /v99.0'],
  ])('%s', async (path, code, message) => {
    const emulator = await start();
    const reply = await post(emulator, textTo('1'), path);
    expect(reply.status).toBe(400);
    expect(reply.json.error).toMatchObject({ code, message });
  });

  test('a page that is not listed', async () => {
    const emulator = await start({ pages: ['111'] });
    expect((await post(emulator, textTo('1'), '/v21.0/111/messages')).status).toBe(200);
    expect((await post(emulator, textTo('1'), '/v21.0/me/messages')).status).toBe(200);
    const reply = await post(emulator, textTo('1'), '/v21.0/222/messages');
    expect(reply.json.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
  });

  test.each([
    ['no token', undefined, '/v21.0/123/messages', 400, 104, undefined],
    ['no token for me', undefined, '/v21.0/me/messages', 400, 2500, undefined],
    ['EXPIRED', 'EXPIRED', '/v21.0/me/messages', 400, 190, 463],
    ['BAD', 'BAD', '/v21.0/me/messages', 400, 190, 467],
    ['NO_PERMISSION', 'NO_PERMISSION', '/v21.0/me/messages', 403, 200, undefined],
    ['RESTRICTED', 'RESTRICTED', '/v21.0/me/messages', 400, 10, 1893063],
    ['another token than the set one', 'other', '/v21.0/me/messages', 400, 190, 467],
  ])('%s', async (_, token, path, status, code, subcode) => {
    const emulator = await start({ token: 'right' });
    const headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const reply = await call(emulator, { path, headers, body: JSON.stringify(textTo('1')) });
    expect(reply.status).toBe(status);
    expect(reply.json.error.code).toBe(code);
    expect(reply.json.error.error_subcode).toBe(subcode);
    expect(emulator.ledger()).toEqual([]);
  });
});
