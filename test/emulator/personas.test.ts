import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { call, post, start, textTo } from './support.ts';

const ana = { name: 'Ana', profile_picture_url: 'https://example.com/ana.png' };
const path = '/v21.0/10/personas';
const get = (emulator: Emulator, where: string, method = 'GET') =>
  call(emulator, { method, path: `/v21.0/${where}`, headers: { authorization: 'Bearer T' } });

describe('personas', () => {
  test('made, shown, listed page by page, deleted', async () => {
    const emulator = await start();
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C']) ids.push((await post(emulator, { ...ana, name }, path)).json.id);
    expect((await get(emulator, ids[0]!)).json).toEqual({ id: ids[0], ...ana, name: 'A' });
    const first = await get(emulator, '10/personas?limit=2');
    expect(first.json.data.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
    const second = await get(emulator, `10/personas?limit=2&after=${first.json.paging.cursors.after}`);
    expect(second.json.data).toEqual([{ id: ids[0], ...ana, name: 'A' }]);
    const third = await get(emulator, `10/personas?after=${second.json.paging.cursors.after}`);
    expect(third.json).toEqual({ data: [] });
    expect((await get(emulator, ids[0]!, 'DELETE')).json).toEqual({ success: true });
    expect((await get(emulator, ids[0]!)).json.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await get(emulator, ids[0]!, 'DELETE')).json.error.error_subcode).toBe(33);
  });

  test('belong to their Page', async () => {
    const emulator = await start({
      pages: [
        { id: '10', token: 'T' },
        { id: '11', token: 'U' },
      ],
    });
    const { id } = (await post(emulator, ana, path)).json;
    const other = { authorization: 'Bearer U', 'content-type': 'application/json' };
    const asOther = (method: string, where: string, body?: unknown) =>
      call(emulator, { method, path: `/v21.0/${where}`, headers: other, body: JSON.stringify(body) });
    expect((await asOther('GET', id)).json.error.error_subcode).toBe(33);
    expect((await asOther('GET', 'me/personas')).json).toEqual({ data: [] });
    const body = { ...textTo('1'), persona_id: id };
    expect((await asOther('POST', '11/messages', body)).json.error).toMatchObject({
      code: 100,
      message: '(#100) Invalid persona_id',
      error_data: { blame_field_specs: [['persona_id']] },
    });
    expect((await post(emulator, body)).status).toBe(200);
  });

  test('an unknown one is refused once one is known', async () => {
    const emulator = await start();
    const body = { ...textTo('1'), persona_id: '5' };
    expect((await post(emulator, body)).status).toBe(200);
    await post(emulator, ana, path);
    expect((await post(emulator, body)).status).toBe(400);
    emulator.give({ unknown: { personas: 'accept' } });
    expect((await post(emulator, body)).status).toBe(200);
    const given = await start({ personas: [{ id: '5', ...ana }] });
    expect((await post(given, body)).status).toBe(200);
    expect((await post(given, { ...body, persona_id: '6' })).status).toBe(400);
  });

  test.each([
    [{ name: 'Ana' }, 'The parameter profile_picture_url is required'],
    [{ ...ana, name: 'x'.repeat(51) }, 'Length of param name must be less than or equal to 50'],
    [{ ...ana, name: '' }, 'Param name must be non-empty.'],
    [{ ...ana, age: 3 }, 'Invalid keys "age" were found in param "request".'],
  ])('%j is refused', async (body, text) => {
    expect((await post(await start(), body, path)).json.error.message).toBe(`(#100) ${text}`);
  });

  test.each(['limit=0', 'limit=x', 'after=nonsense'])('a list with %s is refused', async (query) => {
    expect((await get(await start(), `10/personas?${query}`)).status).toBe(400);
  });

  test('no token, no persona', async () => {
    const emulator = await start({ personas: [{ id: '5', ...ana }] });
    expect((await call(emulator, { method: 'GET', path: '/v21.0/5' })).json.error.code).toBe(104);
    expect((await get(emulator, '5', 'PUT')).json.error.error_subcode).toBe(33);
  });
});
