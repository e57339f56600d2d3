import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { call, start } from './support.ts';

const secret = 'made-up';
const token = 'T';
const proof = createHmac('sha256', secret).update(token).digest('hex');

interface Received {
  readonly text: string;
  readonly signature: string | undefined;
}

/** An app that takes webhooks; `answers` are its first statuses, 200 afterwards. */
async function startApp(answers: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({
      text: Buffer.concat(chunks).toString(),
      signature: request.headers['x-hub-signature-256'] as string | undefined,
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

function message(psid: string, more: object): object {
  return { recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text: 'hi', ...more } };
}

async function post(emulator: Awaited<ReturnType<typeof start>>, body: object, page = '10'): Promise<void> {
  const reply = await call(emulator, {
    path: `/v21.0/${page}/messages`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...body, appsecret_proof: proof }),
  });
  expect(reply.status).toBe(200);
}

const buttons = {
  attachment: {
    type: 'template',
    payload: {
      template_type: 'button',
      text: 'Which?',
      buttons: [{ type: 'postback', title: 'Order', payload: 'ORDER:1' }],
    },
  },
};

describe('webhooks', () => {
  it('tell of what was accepted, with the key, signed, in order', async () => {
    const app = await startApp();
    const emulator = await start({ seed: 1, appSecret: secret, webhooks: { url: app.url } });
    await post(emulator, message('1', { metadata: 'sendspec1:run:1.1' }));
    await post(emulator, { recipient: { id: '1' }, sender_action: 'typing_on' });
    await post(emulator, message('2', {}));
    await emulator.webhooksSettled();
    const [first] = emulator.ledger();
    const bodies = app.received.map(({ text }) => JSON.parse(text));
    expect(bodies).toEqual(emulator.webhooks().map((webhook) => webhook.body));
    expect(bodies.map((body) => Object.keys(body.entry[0].messaging[0]).at(-1))).toEqual([
      'message',
      'delivery',
      'message',
      'delivery',
    ]);
    expect(bodies[0]).toMatchObject({
      object: 'page',
      entry: [
        {
          id: '10',
          messaging: [
            {
              sender: { id: '10' },
              recipient: { id: '1' },
              message: { is_echo: true, mid: first!.message_id, metadata: 'sendspec1:run:1.1', text: 'hi' },
            },
          ],
        },
      ],
    });
    expect(bodies[1].entry[0].messaging[0]).toMatchObject({
      sender: { id: '1' },
      recipient: { id: '10' },
      delivery: { mids: [first!.message_id] },
    });
    for (const { text, signature } of app.received) {
      expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(text).digest('hex')}`);
    }
    expect(new Set(emulator.webhooks().map((w) => w.state))).toEqual(new Set(['delivered']));
  });

  it('come again until the app takes them', async () => {
    const app = await startApp([500]);
    const emulator = await start({ appSecret: secret, webhooks: { url: app.url, events: ['echo'] } });
    await post(emulator, message('1', {}));
    await emulator.webhooksSettled();
    expect(app.received).toHaveLength(2);
    expect(emulator.webhooks('echo')).toMatchObject([{ state: 'delivered', attempts: 2, answer: '200' }]);
    expect(emulator.webhooks('delivery')).toMatchObject([{ state: 'kept', attempts: 0 }]);
  });

  it('are kept where there is no app, as a list and as JSON Lines, since a number', async () => {
    const emulator = await start({ appSecret: secret });
    await post(emulator, message('1', {}));
    const all = await call(emulator, { method: 'GET', path: '/_emulator/webhooks' });
    expect(all.json).toMatchObject([
      { seq: 1, kind: 'echo', psid: '1', state: 'kept' },
      { seq: 2, kind: 'delivery' },
    ]);
    const lines = await call(emulator, {
      method: 'GET',
      path: '/_emulator/webhooks?kind=delivery&since=1',
      headers: { accept: 'application/x-ndjson' },
    });
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([2]);
    expect((await call(emulator, { method: 'GET', path: '/_emulator/webhooks?kind=no' })).status).toBe(400);
    emulator.reset();
    expect(emulator.webhooks()).toEqual([]);
  });

  it('tell what a person taps, reads and writes; a tap opens the window', async () => {
    const emulator = await start({
      appSecret: secret,
      users: [{ psid: '1', last_interaction_at: '23h ago' }],
    });
    await post(emulator, { ...message('1', {}), message: buttons });
    await post(
      emulator,
      message('1', { quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'YES' }] }),
    );
    const post1 = (what: string, body: object) =>
      call(emulator, { path: `/_emulator/users/1/${what}`, body: JSON.stringify(body) });
    expect((await post1('tap', { what: 'Yes' })).json).toMatchObject({
      tapped: { kind: 'quick_reply', payload: 'YES' },
    });
    expect((await post1('tap', { what: 'ORDER:1' })).json).toMatchObject({
      tapped: { kind: 'postback', title: 'Order' },
    });
    expect((await post1('read', {})).status).toBe(200);
    expect((await post1('interaction', { text: 'Hello' })).status).toBe(200);
    expect((await post1('tap', { what: 'No' })).json.error).toContain('there is "Yes", "Order"');
    const events = emulator
      .webhooks()
      .slice(4)
      // biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes
      .map(({ body }) => (body as any).entry[0].messaging[0]);
    expect(events).toMatchObject([
      {
        sender: { id: '1' },
        recipient: { id: '10' },
        message: { text: 'Yes', quick_reply: { payload: 'YES' } },
      },
      { postback: { title: 'Order', payload: 'ORDER:1', mid: emulator.ledger()[0]!.message_id } },
      { read: { watermark: expect.any(Number) } },
      { message: { text: 'Hello' } },
    ]);
    const user = emulator.state().users[0]!;
    expect(Date.parse(user.last_interaction_at!)).toBeGreaterThan(Date.now() - 60_000);
    // Quick replies are gone with the next message.
    await post(emulator, message('1', {}));
    expect(() => emulator.tap('1', 'Yes')).toThrow('nothing to tap called "Yes"; there is "Order"');
    emulator.tap('1', 'Order');
  });

  it('have the same ids with the same seed', async () => {
    const bodies = [];
    for (let i = 0; i < 2; i++) {
      const emulator = await start({
        seed: 5,
        appSecret: secret,
        now: '2026-11-22T10:00:00Z',
        stopped: true,
      });
      await post(emulator, message('1', {}), 'me');
      await call(emulator, { path: '/_emulator/users/1/interaction', body: '{"text":"x"}' });
      bodies.push(emulator.webhooks());
    }
    expect(bodies[0]).toEqual(bodies[1]);
  });
});

describe('verify', () => {
  const delivery = (row: number, state: string, message_id?: string) => ({ row, step: 1, state, message_id });
  it('finds each way in which a journal and the ledger differ', async () => {
    const emulator = await start({ appSecret: secret });
    for (const key of ['1.1', '1.1', '2.1', '3.1', '4.2', '4.1', '5.1', '6.1'])
      await post(emulator, message('1', { metadata: `sendspec1:r:${key}` }));
    await post(emulator, message('1', { metadata: 'sendspec1:another:9.9' }));
    const ids = emulator.ledger().map((entry) => entry.message_id);
    const deliveries = [
      delivery(1, 'sent', ids[0]),
      delivery(2, 'sent', 'm_other'),
      delivery(3, 'failed'),
      { ...delivery(4, 'sent', ids[4]), step: 2 },
      delivery(4, 'sent', ids[5]),
      delivery(5, 'sending'),
      delivery(7, 'unknown'),
    ];
    const { status, json } = await call(emulator, {
      path: '/_emulator/verify',
      body: JSON.stringify([{ runId: 'r', deliveries, more: 1 }]),
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      ok: false,
      runs: [{ runId: 'r', accepted: 7, counts: { sent: 4, unknown: 1 } }],
    });
    expect(
      json.runs[0].violations.map((v: { rule: string; key: string }) => `${v.rule} ${v.key.slice(12)}`),
    ).toEqual(['C1 1.1', 'C6 4.1', 'C2 2.1', 'C3 3.1', 'C5 5.1', 'C4 5.1', 'C4 6.1']);
  });
  it('says what is wrong with what it gets', async () => {
    const emulator = await start();
    for (const body of [
      '',
      '1',
      '{}',
      '{"runId":"r"}',
      '{"runId":"r","deliveries":[{"row":1}]}',
      '[{"runId":"r","deliveries":[{"row":1,"step":1,"state":"lost"}]}]',
    ]) {
      const reply = await call(emulator, { path: '/_emulator/verify', body });
      expect(reply.status, body).toBe(400);
      expect(reply.json.error).not.toBe('');
    }
  });
});
