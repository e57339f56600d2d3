import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { call, post, start, textTo } from './support.ts';

const video = (id: string) => ({
  recipient: { id },
  message: { attachment: { type: 'video', payload: { url: 'https://example.com/a.mp4' } } },
});

/** So many calls, one after the other; what each was answered. */
async function codes(emulator: Emulator, count: number, body: (index: number) => unknown, path?: string) {
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    const { json } = await post(emulator, body(index), path);
    found.push(json.error?.code ?? 200);
  }
  return found;
}

describe('limits', () => {
  test('none, and no headers, unless asked for', async () => {
    const emulator = await start();
    const reply = await post(emulator, textTo('1'));
    expect(reply.headers).not.toHaveProperty('x-app-usage');
    expect(reply.headers).not.toHaveProperty('x-business-use-case-usage');
  });

  test("Meta's figures with {}: 10 videos a second, texts go on", async () => {
    const emulator = await start({ limits: {}, stopped: true });
    const videos = await codes(emulator, 12, (index) => video(`${index}`));
    expect(videos).toEqual([...Array(10).fill(200), 613, 613]);
    expect(await codes(emulator, 291, () => textTo('1'))).toEqual([...Array(290).fill(200), 613]);
    emulator.advance('1s');
    expect((await post(emulator, textTo('1'))).status).toBe(200);
  });

  test('by the second: 613, per Page; time lets calls through again', async () => {
    const emulator = await start({ limits: { perSecond: 2 }, stopped: true });
    expect(await codes(emulator, 3, () => textTo('1'))).toEqual([200, 200, 613]);
    expect((await post(emulator, textTo('1'))).json.error.message).toBe(
      '(#613) Calls to this api have exceeded the rate limit',
    );
    expect((await post(emulator, textTo('1'), '/v21.0/77/messages')).status).toBe(200);
    emulator.advance('1s');
    expect((await post(emulator, textTo('1'))).status).toBe(200);
  });

  test('by the hour: percentages grow, then 80006 with the minutes to wait', async () => {
    const emulator = await start({ limits: { callsPerHour: 4, regainMinutes: 7 }, stopped: true });
    const usage: unknown[] = [];
    for (let count = 0; count < 5; count++) {
      const { headers, json } = await post(emulator, textTo('1'), '/v21.0/10/messages');
      const app = JSON.parse(headers['x-app-usage'] as string);
      const [business] = JSON.parse(headers['x-business-use-case-usage'] as string)['10'];
      expect(business).toMatchObject({ type: 'messenger', ...app });
      usage.push([json.error?.code ?? 200, app.call_count, business.estimated_time_to_regain_access]);
    }
    expect(usage).toEqual([
      [200, 25, 0],
      [200, 50, 0],
      [200, 75, 0],
      [200, 100, 0],
      [80006, 100, 7],
    ]);
    emulator.advance('6m');
    expect(await codes(emulator, 1, () => textTo('1'), '/v21.0/10/messages')).toEqual([80006]);
    emulator.advance('6m'); // the refused call started the wait again
    expect(await codes(emulator, 1, () => textTo('1'), '/v21.0/10/messages')).toEqual([80006]);
    emulator.advance('7m');
    expect(await codes(emulator, 2, () => textTo('1'), '/v21.0/10/messages')).toEqual([200, 200]);
    expect(emulator.ledger()).toHaveLength(6);
  });

  test('calls that are refused for their body count, uploads and personas too', async () => {
    const emulator = await start({ limits: { callsPerHour: 3 } });
    const url = 'https://example.com/a.png';
    expect((await post(emulator, {})).status).toBe(400);
    await post(emulator, { name: 'A', profile_picture_url: url }, '/me/personas');
    await post(
      emulator,
      { message: { attachment: { type: 'image', payload: { url } } } },
      '/me/message_attachments',
    );
    const reply = await post(emulator, textTo('1'));
    expect(reply.json.error.code).toBe(80006);
    expect(reply.headers).toHaveProperty('x-app-usage');
  });

  test("private replies by the hour, one person by the second, Instagram's own codes", async () => {
    const replies = await start({ limits: { privateRepliesPerHour: 2 }, stopped: true });
    const reply = (index: number) => ({ recipient: { comment_id: `c${index}` }, message: { text: 'hi' } });
    expect(await codes(replies, 3, reply)).toEqual([200, 200, 613]);
    replies.advance('61m');
    expect(await codes(replies, 1, reply)).toEqual([200]);
    const thread = await start({ limits: { perThreadPerSecond: 1 }, stopped: true, channel: 'instagram' });
    const both = await Promise.all([
      post(thread, textTo('1')),
      post(thread, textTo('1')),
      post(thread, textTo('2')),
    ]);
    expect(both.map(({ json }) => json.error?.error_subcode)).toEqual([undefined, 2534040, undefined]);
    const hour = await start({ limits: { callsPerHour: 1 }, channel: 'instagram' });
    expect(await codes(hour, 2, () => textTo('1'))).toEqual([200, 80002]);
  });
});

describe('appsecret_proof', () => {
  const proof = (token: string, secret = 'S') => createHmac('sha256', secret).update(token).digest('hex');

  test.each([
    ['none', undefined, 'API calls from the server require an appsecret_proof argument'],
    ['of another secret', proof('T', 'other'), 'Invalid appsecret_proof provided in the API argument'],
    ['of another token', proof('U'), 'Invalid appsecret_proof provided in the API argument'],
    ['the right one', proof('T'), undefined],
  ])('%s', async (_, given, message) => {
    const emulator = await start({ appSecret: 'S' });
    const reply = await post(emulator, { ...textTo('1'), ...(given && { appsecret_proof: given }) });
    expect(reply.json.error?.message).toBe(message);
    if (message !== undefined) {
      expect(reply.json.error).toMatchObject({ code: 100, type: 'GraphMethodException' });
      expect(emulator.ledger()).toEqual([]);
    }
  });

  test('in the query; a wrong token comes first; without a secret a proof does not matter', async () => {
    const emulator = await start({ appSecret: 'S', token: 'T' });
    const path = `/v21.0/me/messages?appsecret_proof=${proof('T')}`;
    expect((await post(emulator, textTo('1'), path)).status).toBe(200);
    const json = { 'content-type': 'application/json', authorization: 'Bearer X' };
    const wrong = await call(emulator, { headers: json, body: JSON.stringify(textTo('1')) });
    expect(wrong.json.error.code).toBe(190);
    const open = await start();
    expect((await post(open, { ...textTo('1'), appsecret_proof: 'x' })).status).toBe(200);
    expect(open.ledger()[0]!.body).toEqual(textTo('1'));
  });
});

describe('Pages', () => {
  const pages = [{ id: '10', token: 'T' }, { id: '20', token: 'U', instagram: true }, '30'];
  const as = (emulator: Emulator, token: string, page: string, body: unknown = textTo('1')) =>
    call(emulator, {
      path: `/v21.0/${page}/messages`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  test.each([
    ['T', '10', undefined],
    ['T', 'me', undefined],
    ['U', '20', undefined],
    ['V', '30', undefined],
    ['V', 'me', undefined],
    ['T', '20', 33],
    ['T', '30', 33],
    ['V', '10', 467],
    ['T', '99', 33],
  ])('token %s on %s', async (token, page, subcode) => {
    const reply = await as(await start({ pages }), token, page);
    expect(reply.json.error?.error_subcode).toBe(subcode);
  });

  test('an Instagram account is judged by the rules of Instagram, me with its token too', async () => {
    const emulator = await start({ pages });
    const long = textTo('1', { text: 'x'.repeat(1500) });
    expect((await as(emulator, 'T', 'me', long)).status).toBe(200);
    for (const page of ['20', 'me']) {
      const reply = await as(emulator, 'U', page, long);
      expect(reply.json.error.message).toContain('1000 bytes');
    }
    const receipt = {
      template_type: 'receipt',
      recipient_name: 'A',
      order_number: '1',
      currency: 'USD',
      payment_method: 'Visa',
      summary: { total_cost: 1 },
    };
    const body = { recipient: { id: '1' }, message: { attachment: { type: 'template', payload: receipt } } };
    expect((await as(emulator, 'T', '10', body)).status).toBe(200);
    expect((await as(emulator, 'U', '20', body)).status).toBe(400);
    const tagged = { ...textTo('1'), messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' };
    expect((await as(emulator, 'T', '10', tagged)).status).toBe(200);
    expect((await as(emulator, 'U', '20', tagged)).status).toBe(400);
  });
});
