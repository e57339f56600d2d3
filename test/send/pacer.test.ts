import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/emulator/index.ts';
import type { SendEvent } from '../../src/send/events.ts';
import { readStatus } from '../../src/send/index.ts';
import { classesOf } from '../../src/send/pace/classes.ts';
import { createPacer } from '../../src/send/pace/pacer.ts';
import { readUsage } from '../../src/send/pace/read-usage.ts';
import { cleanUp, makeFolder, optionsFor, people, send, writeContacts } from './support/sending.ts';

function pacer(rate: number | 'unlimited' = 100) {
  const state = { now: 0, rate, pauses: [] as number[], changes: [] as [number, string][] };
  const it = createPacer({
    rate,
    clock: () => state.now,
    setRate: (r) => {
      state.rate = r;
    },
    pause: (milliseconds) => state.pauses.push(milliseconds),
    onChange: (r, why) => state.changes.push([r, why]),
  });
  return { ...it, state };
}

describe('what the usage headers mean', () => {
  it('reads the highest percentage and the longest wait', () => {
    expect(readUsage('{"call_count":28,"total_time":31,"total_cputime":2}', null)).toEqual({
      percent: 31,
      regain: 0,
    });
    const business =
      '{"1":[{"type":"messenger","call_count":80,"estimated_time_to_regain_access":0}],"2":[{"call_count":100,"estimated_time_to_regain_access":7}]}';
    expect(readUsage('{"call_count":28}', business)).toEqual({ percent: 100, regain: 420_000 });
  });

  it('takes junk for nothing, and a day at most', () => {
    for (const junk of [
      null,
      '',
      'x',
      '[]',
      'null',
      '{"call_count":"99"}',
      '{"call_count":-4}',
      '{"a":{"call_count":99}}',
    ]) {
      expect(readUsage(null, junk)).toBeUndefined();
    }
    expect(readUsage(null, '{"a":[{"estimated_time_to_regain_access":1e300}]}')?.regain).toBe(86_400_000);
    fc.assert(
      fc.property(fc.json(), fc.json(), (app, business) => {
        const usage = readUsage(app, business);
        if (usage) expect(usage.regain).toBeLessThanOrEqual(86_400_000);
      }),
    );
  });
});

describe('the pace', () => {
  it('is full below 75%, falls to 1 a second at 95%, and stands still for a minute then', () => {
    const { usage, state } = pacer();
    const at = (percent: number) => {
      usage({ percent, regain: 0 });
      return state.rate;
    };
    expect([at(10), at(74.9), at(75), at(80), at(85), at(94.9)]).toEqual([100, 100, 100, 75, 50, 1]);
    expect(state.pauses).toEqual([]);
    at(95);
    expect(state.pauses).toEqual([60_000]);
    state.now = 70_000;
    at(96);
    expect([state.rate, state.pauses.length]).toEqual([1, 1]);
    at(100);
    expect(state.pauses).toEqual([60_000, 60_000]);
    state.now = 140_000;
    expect(at(40)).toBe(100);
    expect(state.changes.at(-1)).toEqual([100, 'the full rate again']);
    expect(state.changes[0]).toEqual([75, '80% of the quota is used']);
  });

  it('waits as long as the Page is shut out, an unlimited rate, too', () => {
    for (const rate of [100, 'unlimited'] as const) {
      const { usage, state } = pacer(rate);
      usage({ percent: 100, regain: 300_000 });
      usage({ percent: 100, regain: 300_000 });
      expect(state.pauses).toEqual([300_000]);
    }
  });

  it('halves at a refusal and gives 5% back every ten seconds', () => {
    const { refused, calm, state } = pacer();
    refused('Graph 613');
    expect(state.rate).toBe(50);
    state.now = 9_999;
    calm();
    expect(state.rate).toBe(50);
    state.now = 20_000;
    calm();
    expect(state.rate).toBe(60);
    refused('Graph 613');
    expect(state.rate).toBe(30);
    state.now = 20_000 + 140_000;
    calm();
    expect(state.rate).toBe(100);
  });

  it('never is faster than the operator or the headers allow, nor slower than 1 a second', () => {
    const step = fc.oneof(
      fc.record({ percent: fc.integer({ min: 0, max: 120 }), regain: fc.constantFrom(0, 0, 60_000) }),
      fc.constantFrom('refused' as const, 'calm' as const),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(step, fc.nat(30_000))),
        (rate, steps) => {
          const { usage, refused, calm, state } = pacer(rate);
          let percent = 0;
          for (const [what, time] of steps) {
            state.now += time;
            const before = state.rate as number;
            if (what === 'refused') {
              refused('x');
              expect(state.rate).toBeLessThanOrEqual(Math.max(1, before));
            } else if (what === 'calm') calm();
            else {
              percent = what.percent;
              usage(what);
            }
            expect(state.rate).toBeGreaterThanOrEqual(1);
            const allowed = percent < 75 ? rate : Math.max(1, (rate * (95 - percent)) / 20);
            expect(state.rate).toBeLessThanOrEqual(allowed + 1e-9);
          }
          usage({ percent: 0, regain: 0 });
          state.now += 200_000;
          calm();
          expect(state.rate).toBe(rate);
        },
      ),
    );
  });
});

it('a run slows down before the quota is used up, and says so', async () => {
  const emulator = await createEmulator({ limits: { callsPerHour: 100 } });
  cleanUp(() => emulator.close());
  const folder = makeFolder();
  const options = optionsFor(folder, emulator.url, writeContacts(folder, people(90)), {
    rate: 300,
    concurrency: 8,
  });
  const paces: (SendEvent & { type: 'pace' })[] = [];
  const { report } = await send(options, (event) => {
    if (event.type === 'pace') paces.push(event);
  });
  expect(report.counts).toMatchObject({ sent: 90, failed: 0 });
  expect(report.requests).toBe(90);
  expect(paces.length).toBeGreaterThan(1);
  expect(paces.at(-1)!.rate).toBeLessThan(200);
  expect(paces[0]!.why).toMatch(/^\d+% of the quota is used$/);
  const status = readStatus(report.journal!);
  expect(status).toMatchObject({
    ok: true,
    course: expect.arrayContaining([expect.objectContaining({ type: 'pace' })]),
  });
});

describe('messages that Meta allows fewer of', () => {
  const to = { id: '1' };
  const media = (type: string) => ({
    recipient: to,
    message: { attachment: { type, payload: { url: 'https://x.example/a' } } },
  });

  it('are told by their bodies', () => {
    expect(classesOf(media('video'))).toEqual(['media']);
    expect(classesOf(media('audio'))).toEqual(['media']);
    expect(classesOf(media('image'))).toEqual([]);
    expect(classesOf({ recipient: to, sender_action: 'typing_on' })).toEqual([]);
    expect(classesOf({ recipient: { comment_id: '1' }, message: { text: 'x' } })).toEqual(['reply']);
    expect(classesOf({ ...media('audio'), recipient: { post_id: '1' } })).toEqual(['reply', 'media']);
    const template = (media_type: string) => ({
      recipient: to,
      message: {
        attachment: { type: 'template', payload: { template_type: 'media', elements: [{ media_type }] } },
      },
    });
    expect([classesOf(template('video')), classesOf(template('image'))]).toEqual([['media'], []]);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => void classesOf(body as never)),
    );
  });

  it('stay below ten a second, so that none is refused', async () => {
    const emulator = await createEmulator({ limits: {} });
    cleanUp(() => emulator.close());
    const folder = makeFolder();
    const contacts = writeContacts(folder, people(25));
    const options = optionsFor(folder, emulator.url, contacts, {
      message: 'film',
      rate: 300,
      concurrency: 25,
    });
    const { report } = await send(options);
    expect(report.counts).toMatchObject({ sent: 25, failed: 0 });
    expect(report.requests).toBe(25);
    const times = emulator.ledger().map((e) => Date.parse(e.time));
    for (const from of times) {
      expect(times.filter((t) => t >= from && t < from + 1000).length).toBeLessThanOrEqual(10);
    }
  });

  it('are counted in the plan', async () => {
    const folder = makeFolder();
    const ids = people(74);
    const films = writeContacts(folder, ids, 'films.csv');
    const plan = async (change: object) =>
      (await send(optionsFor(folder, 'http://127.0.0.1:9', films, { rate: 300, dryRun: true, ...change })))
        .report.plan;
    expect((await plan({ message: 'film' }))?.seconds).toBeCloseTo(74 / 8);
    expect((await plan({ message: 'hello' }))?.seconds).toBeCloseTo(74 / 300);
    expect((await plan({ message: 'film', rate: 'unlimited' }))?.seconds).toBeUndefined();
    writeFileSync(
      join(folder, 'replies.csv'),
      `comment_id,first_name\n${ids.map((id) => `${id},Ana\n`).join('')}`,
    );
    const replies = { kind: 'file', path: join(folder, 'replies.csv') };
    expect((await plan({ contacts: replies }))?.seconds).toBeCloseTo(360);
  });
});
