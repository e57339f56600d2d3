import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { call, post, start, textTo } from './support.ts';

const get = (emulator: Emulator, where: string, token = 'T') =>
  call(emulator, { method: 'GET', path: `/v21.0/${where}`, headers: { authorization: `Bearer ${token}` } });

const twoPages = {
  pages: [
    { id: '10', token: 'T' },
    { id: '11', token: 'U' },
  ],
  now: '2026-11-22T10:00:00Z',
  stopped: true,
};

describe('conversations', () => {
  test('one with each person; its messages, newest first, from whom, to whom, and what', async () => {
    const emulator = await start(twoPages);
    const first = (await post(emulator, textTo('1', { text: 'One' }))).json.message_id;
    emulator.advance('1m');
    await post(emulator, textTo('2'), '/v21.0/10/messages');
    const wrote = JSON.stringify({ text: 'Hi!' });
    const headers = { 'content-type': 'application/json' };
    await call(emulator, { path: '/_emulator/users/1/interaction', headers, body: wrote });
    const all = await get(emulator, 'me/conversations?platform=messenger');
    expect(all.json.data).toHaveLength(2);
    const one = (await get(emulator, '10/conversations?user_id=1')).json.data;
    expect(one).toEqual([{ id: expect.stringMatching(/^t_/), updated_time: '2026-11-22T10:01:00+0000' }]);
    const messages = (await get(emulator, `${one[0].id}/messages?fields=from,to,message,created_time`)).json
      .data;
    expect(messages).toEqual([
      expect.objectContaining({ from: { id: '1' }, to: { data: [{ id: '10' }] }, message: 'Hi!' }),
      {
        id: first,
        created_time: '2026-11-22T10:00:00+0000',
        from: { id: '10' },
        to: { data: [{ id: '1' }] },
        message: 'One',
      },
    ]);
    const nested = await get(emulator, `${one[0].id}?fields=message_count,messages.limit(1){message}`);
    expect(nested.json).toEqual({
      id: one[0].id,
      message_count: 2,
      messages: { data: [{ id: messages[0].id, message: 'Hi!' }] },
    });
    expect((await get(emulator, `${first}?fields=message`)).json).toEqual({ id: first, message: 'One' });
  });

  test('are a Page’s own', async () => {
    const emulator = await start(twoPages);
    const mid = (await post(emulator, textTo('1'))).json.message_id;
    const [{ id }] = (await get(emulator, '10/conversations')).json.data;
    expect((await get(emulator, '11/conversations', 'U')).json).toEqual({ data: [] });
    for (const path of [id, `${id}/messages`, mid])
      expect((await get(emulator, path, 'U')).json.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  test('tell of all but the last 20 messages only that they are there', async () => {
    const emulator = await start();
    const ids: string[] = [];
    for (let i = 0; i < 22; i++)
      ids.push((await post(emulator, textTo('1', { text: `${i}` }))).json.message_id);
    const [{ id }] = (await get(emulator, 'me/conversations')).json.data;
    const all = (await get(emulator, `${id}/messages?fields=message&limit=50`)).json.data;
    expect(all.map((one: { message?: string }) => one.message)).toEqual([
      ...Array.from({ length: 20 }, (_, i) => `${21 - i}`),
      undefined,
      undefined,
    ]);
    expect((await get(emulator, `${ids[0]}?fields=message`)).json.error.message).toContain('deleted');
    const page = await get(emulator, `${id}/messages?limit=21`);
    const rest = await get(emulator, `${id}/messages?after=${page.json.paging.cursors.after}`);
    expect(rest.json.data.map((one: { id: string }) => one.id)).toEqual([ids[0]]);
  });

  test('are empty again after a reset, and then begin anew', async () => {
    const emulator = await start();
    await post(emulator, textTo('1'));
    expect((await get(emulator, 'me/conversations')).json.data).toHaveLength(1);
    emulator.reset();
    expect((await get(emulator, 'me/conversations')).json).toEqual({ data: [] });
    await post(emulator, textTo('2'));
    expect((await get(emulator, 'me/conversations')).json.data).toHaveLength(1);
  });

  test.each([
    ['me/conversations?platform=fax', 100],
    ['me/conversations?limit=0', 100],
    ['me/conversations?fields=id{', 2500],
    ['me/conversations?fields=', 2500],
    ['t_1', 100],
    ['m_1', 100],
    ['t_1/nothing', 2500],
  ])('%s is refused (%i)', async (path, code) => {
    expect((await get(await start(), path)).json.error.code).toBe(code);
  });

  test('fail where they are told to', async () => {
    const emulator = await start({
      faults: [{ match: { edge: 'conversations', psid: '1' }, effect: { kind: 'error', code: 613 } }],
    });
    expect((await get(emulator, 'me/conversations?user_id=1')).json.error.code).toBe(613);
    expect((await get(emulator, 'me/conversations?user_id=2')).json).toEqual({ data: [] });
  });

  test('cannot be written, and need a token', async () => {
    const emulator = await start();
    expect((await post(emulator, {}, '/v21.0/me/conversations')).status).toBe(400);
    expect((await call(emulator, { method: 'GET', path: '/v21.0/10/conversations' })).json.error.code).toBe(
      104,
    );
  });
});

describe('the Messenger profile', () => {
  const path = '/v21.0/me/messenger_profile';
  const put = (emulator: Emulator, body: unknown) => post(emulator, body, path);
  const menu = {
    persistent_menu: [
      { locale: 'default', call_to_actions: [{ type: 'postback', title: 'A', payload: 'A' }] },
    ],
  };

  test('is set, shown and deleted property by property', async () => {
    const emulator = await start();
    expect((await put(emulator, menu)).json.error.error_subcode).toBe(2018145);
    expect((await put(emulator, { get_started: { payload: 'GO' } })).json).toEqual({ result: 'success' });
    expect((await put(emulator, menu)).json).toEqual({ result: 'success' });
    const shown = await get(emulator, 'me/messenger_profile?fields=get_started,persistent_menu,greeting');
    expect(shown.json).toEqual({ data: [{ get_started: { payload: 'GO' }, ...menu }] });
    const remove = (fields: string[]) => {
      const body = JSON.stringify({ fields });
      const headers = { 'content-type': 'application/json', 'content-length': `${body.length}` };
      return call(emulator, {
        method: 'DELETE',
        path,
        headers: { ...headers, authorization: 'Bearer T' },
        body,
      });
    };
    expect((await remove(['get_started'])).json.error.error_subcode).toBe(2018145);
    expect((await remove(['persistent_menu', 'get_started'])).json).toEqual({ result: 'success' });
    expect((await get(emulator, 'me/messenger_profile?fields=get_started')).json).toEqual({ data: [] });
  });

  test.each([
    [{}],
    [{ strange: 1 }],
    [{ get_started: {} }],
    [{ greeting: [{ locale: 'default', text: 'x'.repeat(161) }] }],
    [{ greeting: [{ locale: 'de_DE', text: 'Hallo' }] }],
    [{ greeting: [null] }],
    [{ whitelisted_domains: ['http://a.example'] }],
    [{ ice_breakers: [] }],
  ])('%j is refused', async (body) => {
    expect((await put(await start(), body)).status).toBe(400);
  });

  test('nobody asks for nothing', async () => {
    expect((await get(await start(), 'me/messenger_profile')).status).toBe(400);
    expect((await get(await start(), 'me/messenger_profile?fields=strange')).status).toBe(400);
  });
});

describe('debug_token', () => {
  test('tells whether a token is good, and whose it is', async () => {
    const emulator = await start(twoPages);
    const good = await get(emulator, 'debug_token?input_token=U');
    expect(good.json.data).toMatchObject({ is_valid: true, type: 'PAGE', profile_id: '11' });
    const bad = await get(emulator, 'debug_token?input_token=EXPIRED');
    expect(bad.json.data).toMatchObject({ is_valid: false, scopes: [], error: { code: 190, subcode: 463 } });
    expect((await get(emulator, 'debug_token?input_token=X')).json.data.is_valid).toBe(false);
    expect((await get(emulator, 'debug_token')).json.error.code).toBe(100);
    expect((await call(emulator, { method: 'GET', path: '/v21.0/debug_token?input_token=U' })).status).toBe(
      400,
    );
  });
});
