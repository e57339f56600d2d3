import { describe, expect, test } from 'vitest';
import { type FaultRule, readFaultRules } from '../../src/emulator/index.ts';
import { graphErrors } from '../../src/send-api/errors.ts';
import { call, post, raw, start, textTo } from './support.ts';

/** The whole request, for faults that break the connection. */
function bytesFor(id: string): string {
  const body = JSON.stringify(textTo(id));
  return (
    'POST /v21.0/me/messages?access_token=T HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

test('every code of the reference can be asked for, and has words', async () => {
  const emulator = await start();
  for (const { code, subcode, meaning } of graphErrors) {
    const id = `fail-${code}${subcode === undefined ? '' : `-${subcode}`}-x`;
    const { error } = (await post(emulator, textTo(id))).json;
    expect([error.code, error.error_subcode, meaning]).toEqual([code, subcode, meaning]);
    expect(error.message).toMatch(new RegExp(`^\\(#${code}\\) [A-Z]`));
    expect(error.message).not.toContain('The emulator was asked');
  }
});

describe('magic recipients', () => {
  test.each([
    ['fail-551-1', 400, 551, undefined],
    ['fail-613-1234567890123456', 400, 613, undefined],
    ['fail-10-2018278-x', 400, 10, 2018278],
    ['fail-190-463-x', 400, 190, 463],
    ['fail-190-5', 400, 190, undefined],
    ['fail-100-33', 400, 100, 33],
    ['fail-1200-a', 400, 1200, undefined],
    ['fail-2-a', 500, 2, undefined],
    ['fail-1-1357046-a', 500, 1, 1357046],
    ['fail-200-1545041', 403, 200, 1545041],
  ])('%s', async (id, status, code, subcode) => {
    const emulator = await start();
    const reply = await post(emulator, textTo(id));
    expect(reply.status).toBe(status);
    expect(reply.json.error).toMatchObject({ code, type: 'OAuthException', fbtrace_id: expect.any(String) });
    expect(reply.json.error.message).toMatch(new RegExp(`^\\(#${code}\\) \\w`));
    expect(reply.json.error.error_subcode).toBe(subcode);
    expect(reply.json.error.is_transient).toBe(code === 2 ? true : undefined);
    expect(emulator.ledger()).toEqual([]);
  });

  test('other recipients that begin alike are ordinary', async () => {
    const emulator = await start();
    for (const id of [
      'failure',
      'fail-x',
      'resetting',
      'slow',
      'http999-1',
      'constructor',
      '__proto__',
      'once-12',
    ]) {
      expect((await post(emulator, textTo(id))).status).toBe(200);
    }
  });

  test('in user_ref too', async () => {
    const emulator = await start();
    const reply = await post(emulator, { recipient: { user_ref: 'fail-551-u' }, message: { text: 'x' } });
    expect(reply.json.error.code).toBe(551);
  });

  test('http503-…: a page that is not Graph, nothing recorded; http-after-502-…: recorded', async () => {
    const emulator = await start();
    const before = await post(emulator, textTo('http503-1'));
    expect([before.status, before.json]).toEqual([503, undefined]);
    expect(before.headers['content-type']).toBe('text/html');
    expect(emulator.ledger()).toHaveLength(0);
    expect((await post(emulator, textTo('http-after-502-1'))).status).toBe(502);
    expect(emulator.ledger()).toHaveLength(1);
  });

  test('slow-…: recorded and answered after the wait, others meanwhile', async () => {
    const emulator = await start();
    expect((await post(emulator, textTo('slow-20-1'))).json.recipient_id).toBe('slow-20-1');
    const waiting = post(emulator, textTo('slow-60000-1')).catch((error) => error.code);
    expect((await post(emulator, textTo('2'))).status).toBe(200);
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['slow-20-1', '2']);
    await emulator.close();
    expect(await waiting).toBe('ECONNRESET');
    expect(emulator.ledger()).toHaveLength(2);
  });

  test('reset-…: not recorded; drop-…: recorded; both end the connection without an answer', async () => {
    const emulator = await start();
    await expect(post(emulator, textTo('reset-1'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.ledger()).toHaveLength(0);
    await expect(post(emulator, textTo('drop-1'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['drop-1']);
  });

  test('hang-… is recorded and never answered; close() still ends', async () => {
    const emulator = await start();
    const hanging = post(emulator, textTo('hang-1')).then(
      () => 'answered',
      (error) => error.code,
    );
    await emulator.waitFor(1);
    expect(emulator.ledger()).toHaveLength(1);
    await emulator.close();
    expect(await hanging).toBe('ECONNRESET');
  });

  test('truncate-…, short-…, stall-…, garbage-…: recorded, and the answer is broken', async () => {
    const emulator = await start();
    const cut = await raw(emulator, bytesFor('truncate-1'), 'closed');
    const promised = Number(/content-length: (\d+)/.exec(cut)![1]);
    expect(cut.split('\r\n\r\n')[1]!.length).toBe(Math.floor(promised / 2));

    const short = await raw(emulator, bytesFor('short-1'), 'closed');
    expect(short).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(short).not.toMatch(/content-length/i);
    expect(() => JSON.parse(short.split('\r\n\r\n')[1]!)).toThrow();

    expect(await raw(emulator, bytesFor('garbage-1'), 'closed')).not.toMatch(/^HTTP/);
    expect(emulator.ledger().map((entry) => entry.psid)).toEqual(['truncate-1', 'short-1', 'garbage-1']);

    const stalled = raw(emulator, bytesFor('stall-1'), 'closed');
    await emulator.waitFor(4);
    await emulator.close();
    expect(await stalled).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/);
  });

  test('noid-…: 200 without a message_id', async () => {
    const emulator = await start();
    const reply = await post(emulator, textTo('noid-1'));
    expect([reply.status, reply.json]).toEqual([200, { result: 'ok' }]);
    expect(emulator.ledger()).toHaveLength(1);
  });

  test('close-…: a whole answer that promises to keep the connection, which then ends', async () => {
    const emulator = await start();
    const answer = await raw(emulator, bytesFor('close-1'), 'closed');
    expect(answer).toMatch(/Connection: keep-alive/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!).message_id).toMatch(/^m_/);
  });

  test('once-… and twice-… strike so often and then no more', async () => {
    const emulator = await start();
    const statuses = [];
    for (const id of [
      'once-fail-613-1',
      'once-fail-613-1',
      'once-fail-613-2',
      'twice-http503-1',
      'twice-http503-1',
      'twice-http503-1',
    ]) {
      statuses.push((await post(emulator, textTo(id))).status);
    }
    expect(statuses).toEqual([400, 200, 400, 503, 503, 200]);
    emulator.reset();
    expect((await post(emulator, textTo('once-fail-613-1'))).status).toBe(400);
  });
});

describe('fault rules', () => {
  const statuses = async (rules: FaultRule[], ids: string[], seed = 1) => {
    const emulator = await start({ faults: rules, seed });
    const seen = [];
    for (const id of ids) seen.push((await post(emulator, textTo(id))).status);
    return { seen, emulator };
  };
  const effect = { kind: 'status', status: 503 } as const;

  test('psid, whole or its beginning; page', async () => {
    const { seen } = await statuses([{ match: { psid: '12' }, effect }], ['1', '12', '123']);
    expect(seen).toEqual([200, 503, 200]);
    const prefix = await statuses([{ match: { psid: '12*' }, effect }], ['1', '12', '123']);
    expect(prefix.seen).toEqual([200, 503, 503]);
    const page = await statuses([{ match: { page: 'other' }, effect }], ['1']);
    expect(page.seen).toEqual([200]);
    expect((await post(page.emulator, textTo('1'), '/v21.0/other/messages')).status).toBe(503);
  });

  test('nth counts what the other conditions let through', async () => {
    const ids = ['a1', 'b', 'a2', 'b', 'a3', 'a4'];
    const { seen } = await statuses([{ match: { psid: 'a*', nth: [2, 4] }, effect }], ids);
    expect(seen).toEqual([200, 200, 503, 200, 200, 503]);
  });

  test('times', async () => {
    const { seen } = await statuses([{ effect, times: 2 }], ['1', '2', '3', '4']);
    expect(seen).toEqual([503, 503, 200, 200]);
  });

  test('probability depends on seed, recipient and try, not on the order of arrival', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(index));
    const rules: FaultRule[] = [{ match: { probability: 0.3 }, effect }];
    const forward = (await statuses(rules, ids)).seen;
    const backward = (await statuses(rules, [...ids].reverse())).seen.reverse();
    const otherSeed = (await statuses(rules, ids, 2)).seen;
    expect(backward).toEqual(forward);
    expect(otherSeed).not.toEqual(forward);
    const struck = forward.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(50);
    expect(struck).toBeLessThan(140);
    expect((await statuses([{ match: { probability: 0 }, effect }], ids)).seen).not.toContain(503);
    expect((await statuses([{ match: { probability: 1 }, effect }], ids)).seen).not.toContain(200);
  });

  test('an error after the message was recorded', async () => {
    const { seen, emulator } = await statuses(
      [
        {
          when: 'after-record',
          effect: { kind: 'error', code: 1, subcode: 1357046, headers: { 'x-app-usage': '{}' } },
        },
      ],
      ['1'],
    );
    expect(seen).toEqual([500]);
    expect(emulator.ledger()).toHaveLength(1);
  });

  test.each(['before-record', 'after-record'] as const)(
    'usage headers on a good answer (%s)',
    async (when) => {
      const usage = '{"call_count":97,"total_cputime":1,"total_time":2}';
      const emulator = await start({
        faults: [{ when, effect: { kind: 'headers', headers: { 'X-App-Usage': usage } } }],
      });
      const reply = await post(emulator, textTo('1'));
      expect([reply.status, reply.headers['x-app-usage']]).toEqual([200, usage]);
      expect(reply.json.message_id).toMatch(/^m_/);
    },
  );

  test('a redirect, a body of one’s own, and the first of two rules that answers', async () => {
    const emulator = await start({
      faults: [
        {
          match: { nth: 1 },
          effect: { kind: 'status', status: 307, headers: { location: '/elsewhere' }, body: '' },
        },
        { effect: { kind: 'status', status: 200, body: '{"oops":', content_type: 'application/json' } },
      ],
    });
    const [first, second] = [await post(emulator, textTo('1')), await post(emulator, textTo('2'))];
    expect([first.status, first.headers['location']]).toEqual([307, '/elsewhere']);
    expect([second.status, second.text]).toEqual([200, '{"oops":']);
  });

  test('a chunked answer that is cut', async () => {
    const emulator = await start({
      faults: [{ when: 'after-record', effect: { kind: 'truncate', framing: 'chunked' } }],
    });
    const answer = await raw(emulator, bytesFor('1'), 'closed');
    expect(answer).toMatch(/transfer-encoding: chunked/);
    expect(answer).not.toMatch(/\r\n0\r\n\r\n$/);
    await expect(post(emulator, textTo('1'))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('over HTTP: add, list, clear; reset keeps those of the start', async () => {
    const emulator = await start({ faults: [{ name: 'first', match: { psid: 'x' }, effect }] });
    const add = (rules: unknown) =>
      call(emulator, { path: '/_emulator/faults', body: JSON.stringify(rules) });
    expect((await add([{ name: 'second', match: { psid: 'y' }, effect, times: 1 }])).json).toEqual({
      ok: true,
      added: 1,
    });
    expect((await post(emulator, textTo('y'))).status).toBe(503);
    const list = async () => (await call(emulator, { method: 'GET', path: '/_emulator/faults' })).json.faults;
    expect(await list()).toMatchObject([
      { rule: { name: 'first' }, matched: 0, struck: 0 },
      { rule: { name: 'second' }, matched: 1, struck: 1 },
    ]);
    await call(emulator, { path: '/_emulator/reset' });
    expect((await list()).map((one: { rule: FaultRule }) => one.rule.name)).toEqual(['first']);
    await call(emulator, { method: 'DELETE', path: '/_emulator/faults' });
    expect(await list()).toEqual([]);
    const wrong = await add({ effect: { kind: 'explode' } });
    expect(wrong.status).toBe(400);
    expect(wrong.json.error).toMatch(/^effect\.kind is "explode"; it is one of error, status/);
    expect((await call(emulator, { path: '/_emulator/faults', body: '{' })).status).toBe(400);
  });
});

describe('reading fault rules', () => {
  test('a list, one rule, a file with rules', () => {
    const rule = { effect: { kind: 'reset' }, delay: [1, 5] };
    expect(readFaultRules(rule)).toEqual({ rules: [rule] });
    expect(readFaultRules([rule])).toEqual({ rules: [rule] });
    expect(readFaultRules({ rules: [rule, rule] })).toEqual({ rules: [rule, rule] });
  });

  test.each([
    [null, 'a fault rule is an object with an effect'],
    [{}, 'effect of a fault rule cannot be absent'],
    [{ effect: { kind: 'reset' }, efect: 1 }, 'a fault rule has no member "efect"; it has name, match,'],
    [
      { effect: { kind: 'reset' }, match: { psd: '1' } },
      'match has no member "psd"; it has edge, page, psid,',
    ],
    [{ effect: { kind: 'reset' }, match: { probability: 2 } }, 'probability of match cannot be 2'],
    [{ effect: { kind: 'reset' }, match: { nth: 0 } }, 'nth of match cannot be 0'],
    [{ effect: { kind: 'reset' }, when: 'later' }, 'when of a fault rule cannot be "later"'],
    [{ effect: { kind: 'reset' }, delay: [5, 1] }, 'delay of a fault rule cannot be [5,1]'],
    [{ effect: { kind: 'status' } }, 'status of the effect status cannot be absent'],
    [{ effect: { kind: 'status', status: 99 } }, 'status of the effect status cannot be 99'],
    [{ effect: { kind: 'error' } }, 'code of the effect error cannot be absent'],
    [
      { effect: { kind: 'headers', headers: { 'a b': 'c' } } },
      'headers of the effect headers cannot be {"a b":"c"}',
    ],
    [{ effect: { kind: 'headers', headers: { a: 'b\r\nc: d' } } }, 'headers of the effect headers cannot be'],
    [{ effect: { kind: 'toString' } }, 'effect.kind is "toString"; it is one of'],
    [[{ effect: { kind: 'reset' } }, 5], 'rule 2: a fault rule is an object'],
  ])('%j', (rule, problem) => {
    expect(readFaultRules(rule)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('a program that adds no rule hears of it', async () => {
    const emulator = await start();
    expect(() => emulator.fault({ effect: { kind: 'explode' } } as never)).toThrow(/explode/);
  });
});
