import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referredNames, valuesAt } from '../../src/emulator/batch-references.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import { call, post, type Reply, start } from './support.ts';

type Operation = Readonly<Record<string, unknown>>;

/** As an SDK writes it: every value percent-encoded, objects as JSON text. */
function form(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([key, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${encodeURIComponent(key)}=${encodeURIComponent(text)}`;
    })
    .join('&');
}

const send = (id: string, text = 'hi', more: Operation = {}): Operation => ({
  method: 'POST',
  relative_url: 'me/messages',
  body: form({ messaging_type: 'RESPONSE', recipient: { id }, message: { text } }),
  ...more,
});

const sendBatch = (emulator: Emulator, batch: unknown, more: object = {}): Promise<Reply> =>
  post(emulator, { batch, ...more }, '/v21.0/');

/** Codes of the entries; null for an entry that is null. */
const codesOf = (reply: Reply): (number | null)[] =>
  reply.json.map((entry: { code: number } | null) => (entry === null ? null : entry.code));
const bodyOf = (reply: Reply, index: number) => JSON.parse(reply.json[index].body);
const psids = (emulator: Emulator) => emulator.ledger().map((entry) => entry.psid);

describe('a batch', () => {
  test('is answered in order, each entry with code, headers and its body as text', async () => {
    const emulator = await start();
    const reply = await sendBatch(emulator, [send('1'), send('2', ''), send('3')]);
    expect(reply.status).toBe(200);
    expect(codesOf(reply)).toEqual([200, 400, 200]);
    expect(reply.json[0]).toEqual({
      code: 200,
      headers: expect.arrayContaining([
        { name: 'Content-Type', value: 'application/json; charset=UTF-8' },
        { name: 'Facebook-API-Version', value: 'v21.0' },
      ]),
      body: expect.any(String),
    });
    expect(bodyOf(reply, 0)).toEqual({ recipient_id: '1', message_id: expect.stringMatching(/^m_/) });
    expect(bodyOf(reply, 1)).toEqual({
      error: {
        message: '(#100) Param message[text] must be non-empty.',
        type: 'OAuthException',
        code: 100,
        error_data: { blame_field_specs: [['message', 'text']] },
        fbtrace_id: expect.any(String),
      },
    });
    expect(emulator.ledger()).toMatchObject([
      { psid: '1', batch_item: 0, version: 'v21.0', page: 'me' },
      { psid: '3', batch_item: 2 },
    ]);
  });

  test('as a form, at the root, without headers', async () => {
    const emulator = await start();
    const reply = await call(emulator, {
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form({ access_token: 'T', include_headers: 'false', batch: [send('1')] }),
    });
    expect(reply.json).toEqual([{ code: 200, body: expect.any(String) }]);
  });

  test('versions, slashes and other edges in relative_url', async () => {
    const emulator = await start();
    const image = { attachment: { type: 'image', payload: { url: 'https://example.com/a.png' } } };
    const reply = await sendBatch(emulator, [
      send('1', 'hi', { relative_url: '/v19.0/10/messages' }),
      send('2', 'hi', { relative_url: 'v99.0/me/messages' }),
      { method: 'post', relative_url: 'me/message_attachments', body: form({ message: image }) },
      { method: 'GET', relative_url: 'me/personas' },
      { method: 'GET', relative_url: 'me/messages' },
      { method: 'POST', relative_url: '', body: '' },
      send('3', 'hi', { relative_url: 'me/messages?notification_type=NO_PUSH' }),
    ]);
    expect(codesOf(reply)).toEqual([200, 400, 200, 200, 400, 400, 200]);
    expect(bodyOf(reply, 2)).toEqual({ attachment_id: expect.any(String) });
    expect(emulator.ledger()).toMatchObject([
      { version: 'v19.0', page: '10' },
      { body: { notification_type: 'NO_PUSH' } },
    ]);
  });

  test('any list of recipients: the accepted ones are in the ledger, each once', async () => {
    const emulator = await start();
    const id = fc.constantFrom('1', '2', 'fail-613-1', 'null-1', 'reset-1', 'drop-1', 'http503-1', 'noid-1');
    const outcome: Readonly<Record<string, number | null>> = {
      'fail-613-1': 400,
      'null-1': null,
      'reset-1': null,
      'drop-1': null,
      'http503-1': 503,
    };
    const recorded = ['1', '2', 'drop-1', 'noid-1'];
    await fc.assert(
      fc.asyncProperty(fc.array(id, { minLength: 1, maxLength: 50 }), async (ids) => {
        emulator.reset();
        const reply = await sendBatch(
          emulator,
          ids.map((one) => send(one)),
        );
        expect(codesOf(reply)).toEqual(ids.map((one) => (one in outcome ? outcome[one] : 200)));
        expect(psids(emulator).sort()).toEqual(ids.filter((one) => recorded.includes(one)).sort());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a batch that is refused as a whole', () => {
  const error = async (batch: unknown, more: object = {}) =>
    (await sendBatch(await start(), batch, more)).json.error?.message;

  test('its shape', async () => {
    const most = Array.from({ length: 50 }, (_, index) => send(`${index}`));
    expect(await error(most)).toBeUndefined();
    expect(await error([...most, send('51')])).toMatch(/Maximum batch size is 50$/);
    expect(await error([])).toBe('(#100) Param batch must be non-empty.');
    expect(await error('[{')).toBe('(#100) Param batch must be an array.');
    expect(await error({})).toBe('(#100) Param batch must be an array.');
    expect(await error(undefined)).toBe('(#100) The parameter batch is required');
    expect(await error([send('1'), 5])).toBe('(#100) Param batch[1] must be a JSON object.');
    expect(await error([{ method: 'POST' }])).toBe('(#100) Param batch[0] needs relative_url.');
    expect(await error([send('1', 'a', { body: {} })])).toBe('(#100) Param batch[0][body] must be a string.');
    expect(await error([send('1', 'a', { url: 'x' })])).toBe(
      '(#100) Param batch[0] has the unknown key "url".',
    );
    expect(await error([send('1')], { bach: 1 })).toMatch(/^\(#100\) Invalid keys "bach"/);
  });

  test('its token: nothing is sent', async () => {
    const emulator = await start({ token: 'right' });
    const batch = [send('1')];
    expect((await sendBatch(emulator, batch)).json.error.code).toBe(190);
    const none = await call(emulator, {
      path: '/',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    });
    expect(none.json.error.code).toBe(2500);
    expect(emulator.ledger()).toEqual([]);
  });
});

describe('tokens of operations', () => {
  const proof = (token: string) => createHmac('sha256', 'S').update(token).digest('hex');
  const pages = [
    { id: '10', token: 'T' },
    { id: '20', token: 'U' },
  ];

  test('in relative_url or body, with a proof of their own', async () => {
    const emulator = await start({ pages, appSecret: 'S' });
    const own = (token: string, sign: string) =>
      `20/messages?access_token=${token}&appsecret_proof=${proof(sign)}`;
    const body = form({
      recipient: { id: '4' },
      message: { text: 'hi' },
      access_token: 'U',
      appsecret_proof: proof('U'),
    });
    const batch = [
      send('1'),
      send('2', 'hi', { relative_url: own('U', 'U') }),
      send('3', 'hi', { relative_url: own('U', 'T') }),
      { method: 'POST', relative_url: '20/messages', body },
      send('5', 'hi', { relative_url: '20/messages?access_token=U' }),
      send('6', 'hi', { relative_url: '20/messages' }),
    ];
    const reply = await sendBatch(emulator, batch, { appsecret_proof: proof('T') });
    expect(codesOf(reply)).toEqual([200, 200, 400, 200, 400, 400]);
    expect(psids(emulator)).toEqual(['1', '2', '4']);
    expect((await sendBatch(emulator, batch)).json.error.message).toContain('appsecret_proof');
  });

  test('none outside where every operation has one', async () => {
    const emulator = await start();
    const batch = [send('1', 'hi', { relative_url: 'me/messages?access_token=T' })];
    const headers = { 'content-type': 'application/json' };
    const reply = await call(emulator, { path: '/', headers, body: JSON.stringify({ batch }) });
    expect(codesOf(reply)).toEqual([200]);
  });
});

describe('dependencies', () => {
  test('a value of one goes into the next; the first is left out unless it asks not to be', async () => {
    for (const omit of [undefined, true, false]) {
      const emulator = await start();
      const first = { name: 'first', ...(omit === undefined ? {} : { omit_response_on_success: omit }) };
      const reply = await sendBatch(emulator, [
        send('1', 'one', first),
        send('2', 'it was "{result=first:$.message_id}"'),
        send('3', 'three', { relative_url: 'me/messages?persona_id={result=first:$.recipient_id}' }),
      ]);
      expect(codesOf(reply)).toEqual([omit === false ? 200 : null, 200, 200]);
      const [one, two, three] = emulator.ledger();
      expect(two!.body['message']).toEqual({ text: `it was "${one!.message_id}"` });
      expect(three!.body['persona_id']).toBe('1');
    }
  });

  test('what depends on a failure is not run', async () => {
    const emulator = await start();
    const reply = await sendBatch(emulator, [
      send('fail-551-1', 'a', { name: 'a' }),
      send('2', 'b', { name: 'b', depends_on: 'a' }),
      send('3', '{result=b:$.message_id}'),
      send('null-4', 'c', { name: 'c' }),
      send('5', 'd', { depends_on: 'c' }),
      send('6', 'e'),
    ]);
    expect(codesOf(reply)).toEqual([400, null, null, null, null, 200]);
    expect(psids(emulator)).toEqual(['6']);
  });

  test('waits for what is slow; nobody waits for what comes later, or for himself', async () => {
    const emulator = await start();
    const reply = await sendBatch(emulator, [
      send('slow-50-1', 'a', { name: 'a' }),
      send('2', 'b', { depends_on: 'a' }),
      send('3', 'c'),
      send('4', 'd', { depends_on: 'e' }),
      send('5', 'e', { name: 'e', depends_on: 'e' }),
    ]);
    expect(codesOf(reply)).toEqual([null, 200, 200, 400, 400]);
    expect(bodyOf(reply, 3).error.message).toBe(
      '(#100) There is no operation "e" before this one in the batch',
    );
    expect(psids(emulator)).toEqual(['3', 'slow-50-1', '2']);
  });

  test.each([
    ['$.a', 'x'],
    ['$.list.0.id', '1'],
    ['$.list[1].id', '2'],
    ['$.list.*.id', '1,2'],
    ["$['a']", 'x'],
    ['$["list"][*]["id"]', '1,2'],
    ['$.none.b', ''],
    ['$.constructor', ''],
    ['$.list[0]', '{"id":1}'],
  ])('%s', (path, value) => {
    expect(valuesAt({ a: 'x', list: [{ id: 1 }, { id: 2 }] }, path)).toBe(value);
  });

  test('any text is searched', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(referredNames(text)).toBeInstanceOf(Array);
        expect(referredNames(`%7Bresult%3Da%3A$.b%7D ${text}`)[0]).toBe('a');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files of operations', () => {
  test('attached_files names the part', async () => {
    const emulator = await start();
    const upload = (file: string) => ({
      method: 'POST',
      relative_url: 'me/message_attachments',
      body: form({ message: { attachment: { type: 'image', payload: { is_reusable: true } } } }),
      attached_files: file,
    });
    const part = (head: string, text: string) =>
      `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
    const reply = await call(emulator, {
      path: '/?access_token=T',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body:
        part('name="batch"', JSON.stringify([upload('pic'), upload('none'), send('1')])) +
        part('name="pic"; filename="a.png"\r\nContent-Type: image/png', 'bytes') +
        '--x--\r\n',
    });
    expect(codesOf(reply)).toEqual([200, 400, 200]);
    expect(emulator.state().attachments).toMatchObject([{ file: { name: 'a.png', size: 5 } }]);
  });
});

describe('what goes wrong with batches', () => {
  const ids = ['1', '2', '3'];
  const withFault = async (effect: object, when = 'after-record') => {
    const emulator = await start({ faults: [{ match: { edge: 'batch' }, when, effect } as never] });
    const reply = await sendBatch(
      emulator,
      ids.map((id) => send(id)),
    ).catch((error) => error);
    return { emulator, reply };
  };
  const answered = (reply: Reply) =>
    reply.json.map((entry: object, index: number) => entry && bodyOf(reply, index).recipient_id);

  test.each([
    ['drop-first', ['2', '3']],
    ['drop-last', ['1', '2']],
    ['reverse', ['3', '2', '1']],
    ['all-null', [null, null, null]],
  ])('%s', async (change, expected) => {
    for (const when of ['before-record', 'after-record']) {
      const { emulator, reply } = await withFault({ kind: 'items', change }, when);
      expect(answered(reply)).toEqual(expected);
      expect(psids(emulator)).toEqual(ids);
    }
  });

  test('an error or a broken connection, after everything was recorded or before', async () => {
    const after = await withFault({ kind: 'status', status: 500 });
    expect([after.reply.status, psids(after.emulator)]).toEqual([500, ids]);
    const known = await withFault({ kind: 'error', code: 1, subcode: 1357046 });
    expect([known.reply.json.error.message, psids(known.emulator)]).toEqual(['(#1) Invalid JSON reply', ids]);
    const before = await withFault({ kind: 'error', code: 2 }, 'before-record');
    expect([before.reply.status, psids(before.emulator)]).toEqual([500, []]);
    const reset = await withFault({ kind: 'reset' });
    expect([reset.reply.code, psids(reset.emulator)]).toEqual(['ECONNRESET', ids]);
  });

  test('a rule for messages strikes items, one for batches strikes no message', async () => {
    const emulator = await start({
      faults: [
        { match: { nth: 2 }, effect: { kind: 'null' } },
        { match: { edge: 'batch', nth: 2 }, effect: { kind: 'reset' } },
      ],
    });
    const reply = await sendBatch(emulator, [send('1'), send('2'), send('3')]);
    expect(codesOf(reply)).toEqual([200, null, 200]);
    expect((await post(emulator, { recipient: { id: '4' }, message: { text: 'hi' } })).status).toBe(200);
    await expect(sendBatch(emulator, [send('5')])).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(psids(emulator)).toEqual(['1', '3', '4']);
  });

  test('null alone resets the connection; halves and junk come as they are', async () => {
    const emulator = await start();
    await expect(
      post(emulator, { recipient: { id: 'null-1' }, message: { text: 'hi' } }),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
    const reply = await sendBatch(emulator, [
      send('truncate-1'),
      send('garbage-1'),
      send('hang-1'),
      send('noid-1'),
    ]);
    expect(codesOf(reply)).toEqual([200, null, null, 200]);
    expect(() => bodyOf(reply, 0)).toThrow(SyntaxError);
    expect(bodyOf(reply, 3)).toEqual({ result: 'ok' });
    expect(emulator.ledger()).toHaveLength(4);
  });

  test('each operation counts as a call', async () => {
    const emulator = await start({ limits: { perSecond: 2 }, stopped: true });
    const reply = await sendBatch(emulator, [send('1'), send('2'), send('3')]);
    expect(codesOf(reply)).toEqual([200, 200, 400]);
    expect(bodyOf(reply, 2).error.code).toBe(613);
  });
});
