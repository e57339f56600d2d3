import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createEmulator,
  type Emulator,
  readSeed,
  type Seed,
  startEmulator,
} from '../../src/emulator/index.ts';
import { call, post, start, textTo } from './support.ts';

const hour = 3_600_000;

/** Code and subcode of the answer, or `accepted`. */
async function judged(emulator: Emulator, body: unknown, path?: string): Promise<string> {
  const { json } = await post(emulator, body, path);
  return json.error ? `${json.error.code}/${json.error.error_subcode ?? ''}` : 'accepted';
}

function control(emulator: Emulator, method: string, path: string, body?: unknown) {
  return call(emulator, {
    method,
    path: `/_emulator/${path}`,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const message = (id: string, more: object = {}) => ({ ...textTo(id), ...more });
const tagged = (id: string, tag: string) => message(id, { messaging_type: 'MESSAGE_TAG', tag });
const image = (payload: object, type = 'image') => ({
  recipient: { id: '1' },
  message: { attachment: { type, payload } },
});
const feedback = {
  template_type: 'customer_feedback',
  title: 'Rate us',
  subtitle: 'Please',
  button_title: 'Rate',
  feedback_screens: [{ questions: [{ id: 'q', type: 'csat' }] }],
  business_privacy: { url: 'https://example.com' },
};

describe('the window', () => {
  test('without a word about people everybody is in reach', async () => {
    const emulator = await start();
    emulator.advance('999d');
    expect(await judged(emulator, textTo('1'))).toBe('accepted');
  });

  test.each([
    // since the last interaction, body, answer
    ['23h ago', message('1'), 'accepted'],
    ['86399s ago', message('1', { messaging_type: 'UPDATE' }), 'accepted'],
    ['24h ago', message('1', { messaging_type: 'UPDATE' }), '10/2018278'],
    ['25h ago', message('1'), '10/2018278'],
    ['25h ago', { recipient: { id: '1' }, message: { text: 'no type' } }, '10/2018278'],
    ['25h ago', tagged('1', 'HUMAN_AGENT'), 'accepted'],
    ['8d ago', tagged('1', 'HUMAN_AGENT'), '10/2018278'],
    ['8d ago', tagged('1', 'ACCOUNT_UPDATE'), 'accepted'],
    ['25h ago', { recipient: { id: '1' }, sender_action: 'typing_on' }, 'accepted'],
    [null, message('1'), '10/2018278'],
    [null, tagged('1', 'HUMAN_AGENT'), '10/2018278'],
  ] as const)('%s: %j', async (last, body, answer) => {
    const emulator = await start({ users: [{ psid: '1', last_interaction_at: last }], stopped: true });
    emulator.advance('1s');
    expect(await judged(emulator, body)).toBe(answer);
    expect(emulator.ledger()).toHaveLength(answer === 'accepted' ? 1 : 0);
  });

  test('CUSTOMER_FEEDBACK: seven days with the tag, a day without', async () => {
    const body = {
      recipient: { id: '1' },
      message: { attachment: { type: 'template', payload: feedback } },
    };
    const withTag = { ...body, messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' };
    const emulator = await start({ users: [{ psid: '1', last_interaction_at: '23h ago' }] });
    expect(await judged(emulator, body)).toBe('accepted');
    emulator.advance('2h');
    expect([await judged(emulator, body), await judged(emulator, withTag)]).toEqual([
      '10/2018278',
      'accepted',
    ]);
    emulator.advance('6d');
    expect(await judged(emulator, withTag)).toBe('10/2018278');
  });

  test('UTILITY needs none', async () => {
    const emulator = await start({ profile: 'current', users: [{ psid: '1', last_interaction_at: null }] });
    const template = { name: 'order', language: { code: 'en' } };
    expect(
      await judged(emulator, {
        recipient: { id: '1' },
        messaging_type: 'UTILITY',
        message: { template },
      }),
    ).toBe('accepted');
  });

  test('versions before v6.0 get the older subcode, Instagram its own', async () => {
    const users = [{ psid: '1', last_interaction_at: '2d ago' }];
    const [messenger, instagram] = [await start({ users }), await start({ users, channel: 'instagram' })];
    expect(await judged(messenger, textTo('1'), '/v5.0/me/messages')).toBe('10/2018065');
    expect(await judged(messenger, textTo('1'), '/v6.0/me/messages')).toBe('10/2018278');
    expect(await judged(messenger, textTo('1'), '/me/messages')).toBe('10/2018278');
    expect(await judged(instagram, textTo('1'), '/v5.0/me/messages')).toBe('10/2534022');
  });

  test('an interaction opens it, the clock closes it', async () => {
    const emulator = await start({ now: '2026-03-01T00:00:00Z', stopped: true });
    const reply = await control(emulator, 'POST', 'users/77/interaction');
    const { user } = reply.json;
    expect(Date.parse(user.window_closes_at) - Date.parse(user.last_interaction_at)).toBe(24 * hour);
    expect(user.last_interaction_at).toMatch(/^2026-03-01T00:00:/);
    expect(await judged(emulator, textTo('77'))).toBe('accepted');
    const clock = await control(emulator, 'POST', 'clock', { advance: '25h' });
    expect(clock.json.now).toMatch(/^2026-03-02T01:00:/);
    expect(await judged(emulator, textTo('77'))).toBe('10/2018278');
    // Other people are still not known of.
    expect(await judged(emulator, textTo('78'))).toBe('accepted');
    await control(emulator, 'POST', 'users/77/interaction', { at: '2h ago', kind: 'postback' });
    expect(await judged(emulator, textTo('77'))).toBe('accepted');
    expect(emulator.ledger().at(-1)!.time).toMatch(/^2026-03-02T01:00:/);
    // An older interaction does not close what a newer one opened.
    emulator.interact('77', '9d ago');
    expect(await judged(emulator, textTo('77'))).toBe('accepted');
  });

  test('agrees with a straightforward model', async () => {
    const emulator = await start({ users: [] });
    const limits = { none: 24 * hour, HUMAN_AGENT: 168 * hour, ACCOUNT_UPDATE: Number.POSITIVE_INFINITY };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('none' as const, 'HUMAN_AGENT' as const, 'ACCOUNT_UPDATE' as const),
        fc.option(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(23, 24, 25, 167, 168, 169))),
        async (tag, hours) => {
          const last = hours === null ? null : `${hours * 60 + 1}m ago`;
          emulator.give({ users: [{ psid: '1', last_interaction_at: last }] });
          const age = hours === null ? Number.POSITIVE_INFINITY : hours * hour + 60_000;
          const open = tag === 'ACCOUNT_UPDATE' || age <= limits[tag];
          const body = tag === 'none' ? message('1') : tagged('1', tag);
          expect(await judged(emulator, body)).toBe(open ? 'accepted' : '10/2018278');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('people', () => {
  test('given people are all there are, but for the magic ones and where told', async () => {
    const emulator = await start({ users: [{ psid: '1' }, { psid: '2', blocked: true }] });
    expect(await judged(emulator, textTo('1'))).toBe('accepted');
    expect(await judged(emulator, textTo('2'))).toBe('551/1545041');
    expect(await judged(emulator, textTo('3'))).toBe('100/2018001');
    expect(await judged(emulator, textTo('fail-613-1'))).toBe('613/');
    expect(await judged(emulator, textTo('close-1'))).toBe('accepted');
    emulator.give({ unknown: { users: 'accept' } });
    expect(await judged(emulator, textTo('3'))).toBe('accepted');
  });

  test('a person of one Page is unknown to another', async () => {
    const emulator = await start({ users: [{ psid: '1', page: '10' }] });
    expect(await judged(emulator, textTo('1'), '/v21.0/10/messages')).toBe('accepted');
    expect(await judged(emulator, textTo('1'), '/v21.0/11/messages')).toBe('100/2018001');
    expect(await judged(emulator, textTo('1'), '/v21.0/me/messages')).toBe('accepted');
  });

  test('over HTTP: given, listed, refused when they are none', async () => {
    const emulator = await start();
    expect((await control(emulator, 'POST', 'users', [{ psid: '1' }])).json).toEqual({ ok: true });
    await control(emulator, 'POST', 'users', { users: [{ psid: '2', last_interaction_at: null }] });
    const { users } = (await control(emulator, 'GET', 'users')).json;
    expect(users).toEqual([
      {
        psid: '1',
        blocked: false,
        last_interaction_at: expect.any(String),
        window_closes_at: expect.any(String),
        human_agent_closes_at: expect.any(String),
      },
      {
        psid: '2',
        blocked: false,
        last_interaction_at: null,
        window_closes_at: null,
        human_agent_closes_at: null,
      },
    ]);
    expect(await judged(emulator, textTo('3'))).toBe('100/2018001');
    const bad = await control(emulator, 'POST', 'users', [{ psid: 1 }]);
    expect([bad.status, bad.json.error]).toEqual([400, 'psid of users[0] cannot be 1']);
    expect((await control(emulator, 'POST', 'users/1/interaction', { at: 'yesterday' })).status).toBe(400);
    expect((await control(emulator, 'POST', 'users/1/interaction', { kind: 'opt_in' })).status).toBe(400);
    expect((await control(emulator, 'POST', 'users/%ff/interaction')).status).toBe(400);
  });
});

describe('private replies', () => {
  const reply = (key: string, id: string) => ({ recipient: { [key]: id }, message: { text: 'hi' } });

  test('one for each comment, within seven days', async () => {
    const emulator = await start({ comments: [{ id: 'c1' }, { id: 'c2', created_at: '7d ago' }] });
    expect(await judged(emulator, reply('comment_id', 'c1'))).toBe('accepted');
    expect(await judged(emulator, reply('comment_id', 'c1'))).toBe('100/');
    emulator.advance('1s');
    expect(await judged(emulator, reply('comment_id', 'c2'))).toBe('10/2018278');
    expect(await judged(emulator, reply('comment_id', 'c3'))).toBe('100/33');
    expect(await judged(emulator, reply('post_id', 'c1'))).toBe('100/33');
    expect((await control(emulator, 'GET', 'state')).json.comments).toMatchObject([
      { id: 'c1', replied: true },
      { id: 'c2', replied: false },
    ]);
  });

  test('a refused one leaves the comment free, posts count too', async () => {
    const emulator = await start({ posts: [{ id: 'p1', page: '10' }] });
    const path = '/v21.0/10/messages';
    expect(await judged(emulator, { ...reply('post_id', 'p1'), message: { text: '' } }, path)).toBe('100/');
    expect(await judged(emulator, reply('post_id', 'p1'), '/v21.0/11/messages')).toBe('100/33');
    expect(await judged(emulator, reply('post_id', 'p1'), path)).toBe('accepted');
    expect(await judged(emulator, reply('post_id', 'p1'), path)).toBe('100/');
  });

  test('two at the same time: one goes through, also where a fault makes both wait', async () => {
    const emulator = await start({
      comments: [{ id: 'c1' }],
      faults: [{ effect: { kind: 'delay' }, delay: 30 }],
    });
    const both = [1, 2].map(() => judged(emulator, reply('comment_id', 'c1')));
    expect((await Promise.all(both)).sort()).toEqual(['100/', 'accepted']);
  });

  test('Instagram has a code for all of it', async () => {
    const emulator = await start({ channel: 'instagram', comments: [{ id: 'c1' }] });
    expect(await judged(emulator, reply('comment_id', 'c1'))).toBe('accepted');
    expect(await judged(emulator, reply('comment_id', 'c1'))).toBe('100/2534025');
    expect(await judged(emulator, reply('comment_id', 'c2'))).toBe('100/2534025');
  });
});

describe('attachment ids', () => {
  test('unknown ones pass until some are known', async () => {
    const emulator = await start();
    expect(await judged(emulator, image({ attachment_id: '5' }))).toBe('accepted');
    emulator.give({ attachments: [{ id: '5', type: 'image' }] });
    expect(await judged(emulator, image({ attachment_id: 5 }))).toBe('accepted');
    expect(await judged(emulator, image({ attachment_id: '6' }))).toBe('100/2018074');
    emulator.give({ unknown: { attachments: 'accept' } });
    expect(await judged(emulator, image({ attachment_id: '6' }))).toBe('accepted');
  });

  test('of another Page, expired, of another type', async () => {
    const attachments = [
      { id: '5', type: 'image' as const, page: '10' },
      { id: '6', type: 'video' as const, created_at: '89d ago' },
    ];
    const emulator = await start({ attachments });
    const own = '/v21.0/10/messages';
    expect(await judged(emulator, image({ attachment_id: '5' }), own)).toBe('accepted');
    expect(await judged(emulator, image({ attachment_id: '5' }), '/v21.0/11/messages')).toBe('100/2018074');
    expect(await judged(emulator, image({ attachment_id: '6' }))).toBe('100/2018047');
    expect(await judged(emulator, image({ attachment_id: '6' }, 'video'))).toBe('accepted');
    emulator.advance('2d');
    expect(await judged(emulator, image({ attachment_id: '6' }, 'video'))).toBe('100/2018074');
  });

  test('in a media template and in a list of images', async () => {
    const emulator = await start({ profile: 'current', channel: 'instagram', attachments: [] });
    const attachments = [{ type: 'image', payload: { attachment_id: '7' } }];
    const list = { recipient: { id: '1' }, message: { attachments } };
    const refused = await post(emulator, list);
    expect(refused.json.error).toMatchObject({
      error_subcode: 2018074,
      error_data: { blame_field_specs: [['message', 'attachments', '0', 'payload', 'attachment_id']] },
    });
    const messenger = await start({ attachments: [{ id: '8', type: 'video' }] });
    const media = (id: string) => ({
      recipient: { id: '1' },
      message: {
        attachment: {
          type: 'template',
          payload: { template_type: 'media', elements: [{ media_type: 'video', attachment_id: id }] },
        },
      },
    });
    expect(await judged(messenger, media('8'))).toBe('accepted');
    expect(await judged(messenger, media('9'))).toBe('100/2018074');
  });

  test('what a message with is_reusable gives works later', async () => {
    const emulator = await start({ attachments: [] });
    const sent = await post(emulator, image({ url: 'https://example.com/a.png', is_reusable: true }));
    expect(await judged(emulator, image({ attachment_id: sent.json.attachment_id }))).toBe('accepted');
  });
});

describe('reset', () => {
  test('takes state and clock back to the start', async () => {
    const emulator = await start({ now: '2026-01-01T00:00:00Z', users: [{ psid: '1' }] });
    emulator.give({ users: [{ psid: '2' }], personas: [] });
    emulator.advance('40d');
    await post(emulator, image({ url: 'https://example.com/a.png', is_reusable: true }));
    emulator.reset();
    expect(emulator.now().toISOString()).toMatch(/^2026-01-01T00:00:/);
    expect(emulator.state()).toMatchObject({ users: [{ psid: '1' }], attachments: [], closed: ['users'] });
    expect(await judged(emulator, textTo('1'))).toBe('accepted');
  });
});

describe('the clock over HTTP', () => {
  test.each([
    [{ advance: 90 }, /^2026-01-01T00:01:30/],
    [{ advance: '-1d' }, /^2025-12-31T00:00:00/],
    [{ now: '2027-05-05T12:00:00+02:00' }, /^2027-05-05T10:00:00/],
  ])('%j', async (body, time) => {
    const emulator = await start({ now: '2026-01-01T00:00:00Z' });
    expect((await control(emulator, 'POST', 'clock', body)).json.now).toMatch(time);
    expect((await control(emulator, 'GET', 'clock')).json.now).toMatch(time);
  });

  test('it stands still, and goes on', async () => {
    const emulator = await start({ now: '2026-01-01T00:00:00Z', stopped: true });
    expect(emulator.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    await control(emulator, 'POST', 'clock', { advance: '1d' });
    await post(emulator, textTo('1'));
    expect(emulator.ledger()[0]!.time).toBe('2026-01-02T00:00:00.000Z');
    await control(emulator, 'POST', 'clock', { stopped: false });
    const { now } = (await control(emulator, 'POST', 'clock', { stopped: true, now: '2030-01-01T00:00:00Z' }))
      .json;
    expect(now).toBe('2030-01-01T00:00:00.000Z');
    emulator.reset();
    expect(emulator.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  test.each([
    [{}],
    [{ advance: 'soon' }],
    [{ advance: 1, now: '2026-01-01T00:00:00Z' }],
    [{ stopped: 1 }],
    [{ now: '2026-01-01T00:00:00' }],
    [{ now: '2026-99-01T00:00:00Z' }],
    [{ speed: 2 }],
    [[]],
  ])('%j is refused', async (body) => {
    expect((await control(await start(), 'POST', 'clock', body)).status).toBe(400);
  });
});

describe('seeds', () => {
  test.each([
    [{ user: [] }, /^a seed has no member "user"/],
    [{ users: [{ id: '1' }] }, /^users\[0\] has no member "id"; it has psid,/],
    [{ users: {} }, /^users of a seed cannot be/],
    [
      { users: [{ psid: '1', last_interaction_at: '2026-01-01' }] },
      /^last_interaction_at of users\[0\] cannot be/,
    ],
    [{ attachments: [{ id: '1', type: 'gif' }] }, /^type of attachments\[0\]/],
    [{ unknown: { users: 'maybe' } }, /^users of unknown cannot be "maybe"/],
    [{ limits: { perSecond: 0 } }, /^perSecond of limits cannot be 0/],
    [{ now: '3h ago' }, /^now of a seed/],
    [{ rules: [], faults: [] }, /^rules and faults are the same/],
    [{ rules: [{ effect: { kind: 'x' } }] }, /^effect\.kind is "x"/],
    [{ pages: [5] }, /^pages\[0\] is no JSON object/],
  ])('%j', (value, problem) => {
    expect(readSeed(value)).toEqual({ problem: expect.stringMatching(problem) });
  });

  test('a list, one rule, rules or faults are fault rules', () => {
    const rule = { effect: { kind: 'reset' as const } };
    for (const value of [[rule], rule, { rules: [rule] }, { faults: [rule] }]) {
      expect(readSeed(value)).toEqual({ seed: { faults: [rule] } });
    }
  });

  test('the example of the README is one, and starts', async () => {
    const readme = readFileSync(new URL('../../src/emulator/README.md', import.meta.url), 'utf8');
    const example = /```json\n(\{\n {2}"rules"[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const read = readSeed(JSON.parse(example));
    expect(read).not.toHaveProperty('problem');
    const emulator = await start((read as { seed: Seed }).seed);
    expect(emulator.now().toISOString()).toBe('2026-11-22T10:00:00.000Z');
    expect(emulator.state().closed).toEqual(['attachments', 'personas', 'comments']);
  });

  test('any JSON is read or refused', () => {
    const names = [
      'users',
      'comments',
      'posts',
      'attachments',
      'personas',
      'unknown',
      'pages',
      'limits',
      'rules',
    ];
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...names), fc.jsonValue())),
        (value) => {
          expect(Object.keys(readSeed(value))).toHaveLength(1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('options that are no state are a problem, not an exception', async () => {
    const users = [{ psid: 5 }] as unknown as Seed['users'];
    expect(await startEmulator({ users: users! })).toEqual({
      problem: { code: 'state', message: 'The state cannot be used: psid of users[0] cannot be 5.' },
    });
    const emulator = await createEmulator();
    expect(() => emulator.give({ users: 5 } as never)).toThrow(TypeError);
    expect(() => emulator.interact('1', 'now')).toThrow(TypeError);
    expect(() => emulator.advance('1')).toThrow(TypeError);
    await emulator.close();
  });
});
