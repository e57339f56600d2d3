/**
 * messaging-api-messenger (the client of Bottender, by Yoctol) as it comes from npm, with nothing but its own `origin`
 * option set, against the emulator: what it was written against Meta for must work here.
 */
import { BatchRequestError, FacebookBatchQueue } from 'facebook-batch';
import { MessengerBatch, MessengerClient } from 'messaging-api-messenger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/index.ts';

const appSecret = 'a made-up secret';
const psid = '2345678901';
let emulator: Emulator;
let client: MessengerClient;
let config: ConstructorParameters<typeof MessengerClient>[0];

async function start(options: EmulatorOptions = {}, secret: string | undefined = appSecret) {
  await emulator?.close();
  emulator = await createEmulator({ appSecret, seed: 1, ...options });
  config = { accessToken: 'T', version: '21.0', origin: emulator.url, ...(secret && { appSecret: secret }) };
  client = new MessengerClient(config);
}

beforeEach(() => start());
afterEach(() => emulator.close());

const bodies = () => emulator.ledger().map((entry) => entry.body);
const sent = { recipientId: psid, messageId: expect.stringMatching(/^m_/) };
/** Code and subcode of the answer that the client rejected with (its keys are camelCase). */
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    ({ response }) => `${response.data.error.code}/${response.data.error.errorSubcode ?? ''}`,
  );
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('messages', () => {
  test('sendText, with a tag and quick replies', async () => {
    expect(await client.sendText(psid, 'Hello')).toEqual(sent);
    await client.sendText(psid, 'Your card is ready', { tag: 'ACCOUNT_UPDATE' });
    await client.sendText(psid, 'Which size?', {
      quickReplies: [
        { contentType: 'text', title: 'Small', payload: 'SIZE_S' },
        { contentType: 'user_email' },
      ],
    });
    expect(bodies()).toEqual([
      { recipient: { id: psid }, messaging_type: 'UPDATE', message: { text: 'Hello' } },
      {
        recipient: { id: psid },
        messaging_type: 'MESSAGE_TAG',
        tag: 'ACCOUNT_UPDATE',
        message: { text: 'Your card is ready' },
      },
      {
        recipient: { id: psid },
        messaging_type: 'UPDATE',
        message: {
          text: 'Which size?',
          quick_replies: [
            { content_type: 'text', title: 'Small', payload: 'SIZE_S' },
            { content_type: 'user_email' },
          ],
        },
      },
    ]);
  });

  test('templates and media', async () => {
    const url = 'https://example.com/p/1';
    const button = { type: 'web_url' as const, title: 'Open', url };
    await client.sendButtonTemplate(psid, 'What next?', [
      button,
      { type: 'postback', title: 'Help', payload: 'HELP' },
    ]);
    await client.sendGenericTemplate(psid, [
      { title: 'Shoes', subtitle: 'Red', imageUrl: 'https://example.com/1.png', buttons: [button] },
    ]);
    await client.sendMediaTemplate(psid, [
      { mediaType: 'image', url: 'https://www.facebook.com/photo.php?fbid=1' },
    ]);
    await client.sendReceiptTemplate(psid, {
      recipientName: 'Ana',
      orderNumber: '1',
      currency: 'USD',
      paymentMethod: 'Visa 2345',
      elements: [{ title: 'Shoes', price: 50, imageUrl: 'https://example.com/1.png' }],
      summary: { totalCost: 56.14 },
    });
    await client.sendImage(psid, 'https://example.com/1.png');
    const payloads = bodies().map((body) => JSON.parse(JSON.stringify(body.message)).attachment.payload);
    expect(payloads.map((payload) => payload.template_type ?? payload.url)).toEqual([
      'button',
      'generic',
      'media',
      'receipt',
      'https://example.com/1.png',
    ]);
    expect(payloads[3].summary.total_cost).toBe(56.14);
  });

  test('sender actions', async () => {
    expect(await client.typingOn(psid)).toEqual({ recipientId: psid });
    await client.typingOff(psid);
    await client.markSeen(psid);
    expect(bodies().map((body) => body.sender_action)).toEqual(['typing_on', 'typing_off', 'mark_seen']);
  });

  test('a file with the message (multipart)', async () => {
    const options: object = { filename: 'a.png' }; // passed on, though its types do not say so
    await client.sendImage(psid, png, options);
    expect(emulator.ledger()).toMatchObject([
      {
        psid,
        message_id: expect.any(String),
        file: { name: 'a.png', content_type: 'image/png', size: png.length },
      },
    ]);
  });

  test('what Meta refuses comes back as the client reports it', async () => {
    emulator.give({ users: [{ psid, last_interaction_at: '25h ago' }] });
    await expect(client.sendText(psid, 'Hello')).rejects.toThrow(
      'Messenger API - 10 OAuthException (#10) This message is sent outside of allowed window',
    );
    expect(await codeOf(client.sendText(psid, 'Hello'))).toBe('10/2018278');
    emulator.interact(psid);
    expect(await client.sendText(psid, 'Hello')).toEqual(sent);
    const tooLong = await client.sendText(psid, 'x'.repeat(2001)).catch((error) => error);
    expect(tooLong.message).toMatch(
      /^Messenger API - 100 OAuthException \(#100\) Length of param message\[text\]/,
    );
    expect(emulator.ledger()).toHaveLength(1);
  });
});

describe('uploads', () => {
  test('by url and by file, then used in messages', async () => {
    const byUrl = await client.uploadImage('https://example.com/1.png', { isReusable: true });
    const byFile = await client.uploadImage(png, { filename: 'a.png' });
    const ids = [byUrl, byFile].map(({ attachmentId }) => attachmentId);
    expect(ids).toEqual([expect.stringMatching(/^\d{16}$/), expect.stringMatching(/^\d{16}$/)]);
    for (const attachmentId of ids) expect(await client.sendImage(psid, { attachmentId })).toEqual(sent);
    expect(emulator.state().attachments).toMatchObject([
      { id: ids[0], type: 'image', origin: 'upload' },
      { id: ids[1], type: 'image', origin: 'upload', file: { name: 'a.png', size: png.length } },
    ]);
  });

  test('a wrong id, a wrong type, an id that has expired', async () => {
    const { attachmentId } = await client.uploadImage('https://example.com/1.png');
    expect(await codeOf(client.sendImage(psid, { attachmentId: `${attachmentId}1` }))).toBe('100/2018074');
    const video = client.uploadVideo(png, { filename: 'a.png' });
    expect(await codeOf(video)).toBe('100/2018047');
    emulator.advance('89d');
    expect(await codeOf(client.sendImage(psid, { attachmentId }))).toBe('accepted');
    emulator.advance('25h');
    expect(await codeOf(client.sendImage(psid, { attachmentId }))).toBe('100/2018074');
  });
});

describe('personas', () => {
  const ana = { name: 'Ana', profilePictureUrl: 'https://example.com/ana.png' };

  test('made, listed, used, deleted', async () => {
    const { id } = await client.createPersona(ana);
    const names = Array.from({ length: 30 }, (_, index) => `Persona ${index}`);
    for (const name of names) await client.createPersona({ ...ana, name });
    expect(await client.getPersona(id)).toEqual({ id, ...ana });
    const all = await client.getAllPersonas();
    expect(all.map(({ name }) => name)).toEqual([...names.reverse(), 'Ana']);
    await client.sendText(psid, 'I am Ana', { personaId: id });
    await client.typingOn(psid, { personaId: id });
    expect(bodies().map((body) => body.persona_id)).toEqual([id, id]);
    expect(await client.deletePersona(id)).toEqual({ success: true });
    await expect(client.sendText(psid, 'I was Ana', { personaId: id })).rejects.toThrow('Invalid persona_id');
  });
});

describe('appsecret_proof', () => {
  test('without the secret, or with another, everything is refused', async () => {
    for (const secret of ['', 'another']) {
      await start({}, secret);
      for (const call of [
        client.sendText(psid, 'a'),
        client.sendBatch([MessengerBatch.sendText(psid, 'a')]),
      ]) {
        await expect(call).rejects.toThrow(/^Messenger API - 100 GraphMethodException .*appsecret_proof/);
      }
    }
    expect(emulator.ledger()).toEqual([]);
  });
});

describe('batches', () => {
  test('sendBatch: answers in order, with what went wrong in its place', async () => {
    const answers = await client.sendBatch([
      MessengerBatch.sendText(psid, '1'),
      MessengerBatch.sendText(psid, 'x'.repeat(2001)),
      MessengerBatch.sendText('fail-551-1', '3'),
      MessengerBatch.typingOn(psid),
      MessengerBatch.getUserProfile('404'),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([200, 400, 400, 200, 400]);
    expect(answers[0]!.body).toEqual(sent);
    expect(answers[0]!.headers).toContainEqual({
      name: 'Content-Type',
      value: 'application/json; charset=UTF-8',
    });
    expect(answers[2]!.body).toMatchObject({ error: { code: 551 } });
    expect(emulator.ledger().map((entry) => entry.batch_item)).toEqual([0, 3]);
  });

  test('dependencies and left-out headers', async () => {
    const answers = await client.sendBatch(
      [
        // Without omitResponseOnSuccess: false the first entry would be null (BA-12), which this client cannot read.
        MessengerBatch.sendText(psid, 'first', { name: 'first', omitResponseOnSuccess: false }),
        MessengerBatch.sendText(psid, 'after {result=first:$.message_id}', { dependsOn: 'first' }),
      ],
      { includeHeaders: false },
    );
    expect(answers).toEqual([
      { code: 200, body: sent },
      { code: 200, body: sent },
    ]);
    const [first, second] = emulator.ledger();
    expect(second!.body).toMatchObject({ message: { text: `after ${first!.message_id}` } });
  });

  test('the queue of facebook-batch: 50 at a time, failures apart', async () => {
    const queue = new FacebookBatchQueue(config, { delay: 20 });
    try {
      const results = await Promise.allSettled(
        Array.from({ length: 120 }, (_, index) =>
          queue.push(
            MessengerBatch.sendText(index % 40 === 7 ? `fail-613-${index}` : `${1000 + index}`, 'hi'),
          ),
        ),
      );
      const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(failed).toHaveLength(3);
      expect(failed[0]).toBeInstanceOf(BatchRequestError);
      expect(emulator.ledger()).toHaveLength(117);
      expect(new Set(emulator.ledger().map((entry) => entry.psid)).size).toBe(117);
    } finally {
      queue.stop();
    }
  });

  test('a null entry fails all items of the queue, though the others were sent', async () => {
    const queue = new FacebookBatchQueue(config, { delay: 20 });
    try {
      const results = await Promise.allSettled(
        ['1', '2', 'null-3', '4'].map((id) => queue.push(MessengerBatch.sendText(id, 'hi'))),
      );
      expect(results.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
      expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['1', '2', '4']);
    } finally {
      queue.stop();
    }
  });
});

test('Instagram: the rules and the codes of its channel', async () => {
  await start({ pages: [{ id: '17840000000000001', instagram: true }] });
  emulator.give({ users: [{ psid, last_interaction_at: '25h ago' }] });
  expect(await codeOf(client.sendText(psid, 'Hello'))).toBe('10/2534022');
  expect(await codeOf(client.sendText('999', 'Hello'))).toBe('100/2534014');
  await expect(client.sendText(psid, 'é'.repeat(501))).rejects.toThrow('1000 bytes');
  expect(await client.sendText(psid, 'Hello', { tag: 'HUMAN_AGENT' })).toEqual(sent);
});
