import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoff } from '../../src/send/pace/backoff.ts';
import { createBreaker } from '../../src/send/pace/breaker.ts';
import { createBucket } from '../../src/send/pace/bucket.ts';
import { ceilingOf, createGate, createSharedGate } from '../../src/send/pace/gate.ts';
import { createSlots } from '../../src/send/pace/slots.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

async function grants(rate: number, seconds: number): Promise<number[]> {
  const bucket = createBucket(rate);
  const times: number[] = [];
  for (let i = 0; i < rate * seconds * 2; i++)
    void bucket.take().then((ok) => ok && times.push(performance.now()));
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  bucket.close();
  return times;
}

describe('the bucket', () => {
  it.each([1, 5, 35, 80, 300])(
    'at %i a second reaches its rate and passes it in no second by more than its burst',
    async (rate) => {
      const times = await grants(rate, 5);
      expect(times.length).toBeGreaterThanOrEqual(rate * 5 * 0.97);
      let most = 0;
      for (let from = 0, to = 0; to < times.length; to++) {
        while (times[to]! - times[from]! >= 1000) from++;
        most = Math.max(most, to - from + 1);
      }
      expect(most).toBeLessThanOrEqual(rate + Math.max(2, Math.ceil(rate * 0.04)));
    },
  );

  it('lets nobody pass in a pause, everybody in order after it', async () => {
    const bucket = createBucket(100);
    const passed: number[] = [];
    bucket.pauseUntil(performance.now() + 500);
    for (let i = 0; i < 5; i++) void bucket.take().then(() => passed.push(i));
    await vi.advanceTimersByTimeAsync(499);
    expect(passed).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(passed).toEqual([0, 1, 2, 3, 4]);
  });

  it('changes its rate for those who wait', async () => {
    const bucket = createBucket(1);
    let passed = 0;
    for (let i = 0; i < 100; i++) void bucket.take().then(() => passed++);
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toBeLessThan(5);
    bucket.setRate('unlimited');
    await vi.advanceTimersByTimeAsync(10);
    expect(passed).toBe(100);
  });

  it('closed, gives everybody false', async () => {
    const bucket = createBucket(1);
    const all = Promise.all(Array.from({ length: 5 }, () => bucket.take()));
    bucket.close();
    expect(await all).toEqual([true, true, false, false, false]);
    expect(await bucket.take()).toBe(false);
  });
});

describe('the gate', () => {
  const mostWithin = (times: readonly number[], span: number) => {
    let most = 0;
    for (let from = 0, to = 0; to < times.length; to++) {
      while (times[to]! - times[from]! >= span) from++;
      most = Math.max(most, to - from + 1);
    }
    return most;
  };

  it('lets no second have more than 1.05 of the rate, however late the intents are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 })), {
          maxLength: 12,
        }),
        async (rate, groups) => {
          const gate = createGate(rate);
          const times: number[] = [];
          for (const [pause, count] of groups) {
            await vi.advanceTimersByTimeAsync(pause);
            for (let i = 0; i < count; i++)
              void gate.pass(0).then((passed) => passed === 'go' && times.push(performance.now()));
          }
          await vi.advanceTimersByTimeAsync(3_000);
          gate.close();
          expect(mostWithin(times, 1000)).toBeLessThanOrEqual(Math.max(1, rate * 1.05));
          // What the line holds up by less than this still meets a second with room.
          const { count, span } = ceilingOf(rate);
          expect(mostWithin(times, span)).toBeLessThanOrEqual(count);
          expect(span / count).toBeLessThanOrEqual((1000 / rate) * 1.0101);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is not what makes a run slow', async () => {
    const gate = createGate(35);
    let passed = 0;
    for (let i = 0; i < 400; i++) void gate.pass(0).then((result) => result === 'go' && passed++);
    await vi.advanceTimersByTimeAsync(10_000);
    gate.close();
    expect(passed).toBeGreaterThanOrEqual(350);
  });

  it('in a pause sends back who waits and who comes', async () => {
    const gate = createGate(1);
    const results = [gate.pass(0), gate.pass(0), gate.pass(0), gate.pass(0)];
    await vi.advanceTimersByTimeAsync(0);
    gate.pauseUntil(performance.now() + 500);
    expect(await Promise.all(results)).toEqual(['go', 'back', 'back', 'back']);
    expect(await gate.pass(0)).toBe('back');
    await vi.advanceTimersByTimeAsync(500);
    expect(await gate.pass(0)).toBe('go');
  });

  it('of several workers: a moment that was missed is given up for a new one, or the delivery goes back', async () => {
    const bucket = createBucket(10, 1);
    const gate = createSharedGate(bucket, 1_000);
    expect(await gate.pass(performance.now() - 5)).toBe('go');
    void bucket.take();
    const times: number[] = [];
    const late = performance.now() - 50;
    const all = Array.from({ length: 12 }, () =>
      gate.pass(late).then((result) => {
        if (result === 'go') times.push(performance.now());
        return result;
      }),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await Promise.all(all)).filter((result) => result === 'back').length).toBeGreaterThan(0);
    expect(mostWithin(times, 100)).toBe(1);
    const waiting = gate.pass(performance.now() - 50);
    gate.pauseUntil(performance.now() + 10);
    expect(await waiting).toBe('back');
    bucket.close();
  });
});

describe('the breaker', () => {
  const open = () => {
    const changes: string[] = [];
    let gaveUp = '';
    const breaker = createBreaker({
      timeScale: 1,
      maxProbes: 3,
      onChange: (state, _why, ms) => changes.push(ms > 0 ? `${state} ${ms}` : state),
      onGiveUp: (why) => (gaveUp = why),
    });
    return { breaker, changes, gaveUp: () => gaveUp };
  };

  it('opens after five unknowns in a row, probes once after 30 s, doubles, gives up', async () => {
    const { breaker, changes, gaveUp } = open();
    for (let i = 0; i < 5; i++) breaker.report((await breaker.pass())!, 'unknown');
    expect(changes).toEqual(['open 30000']);
    let passed = 0;
    const next = async () => {
      const pass = await breaker.pass();
      if (pass === undefined) return;
      passed++;
      breaker.report(pass, 'unknown');
    };
    for (let i = 0; i < 5; i++) void next();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(passed).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(passed).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000 + 120_000);
    expect(passed).toBe(3);
    expect(changes).toEqual([
      'open 30000',
      'half-open',
      'open 60000',
      'half-open',
      'open 120000',
      'half-open',
    ]);
    expect(gaveUp()).toContain('3 attempts');
  });

  it('lets all pass when the probe is answered; what was in flight before decides nothing', async () => {
    const { breaker, changes } = open();
    const early = await Promise.all(Array.from({ length: 7 }, () => breaker.pass()));
    for (const pass of early.slice(0, 5)) breaker.report(pass!, 'not-sent');
    expect(changes).toEqual(['open 1000']);
    const waiting = Array.from({ length: 4 }, () => breaker.pass());
    await vi.advanceTimersByTimeAsync(1000);
    breaker.report(early[5]!, 'unknown');
    breaker.report(early[6]!, 'answer');
    expect(changes).toEqual(['open 1000', 'half-open']);
    breaker.report((await waiting[0])!, 'answer');
    expect((await Promise.all(waiting)).map((p) => p?.probe)).toEqual([true, false, false, false]);
    expect(changes.at(-1)).toBe('closed');
  });

  it('opens when more than a fifth of the last fifty went wrong', async () => {
    const { breaker, changes } = open();
    const pass = { probe: false };
    for (let i = 0; i < 50; i++) breaker.report(pass, i % 4 === 0 ? 'unknown' : 'answer');
    expect(changes).toEqual(['open 30000']);
  });

  it('stays closed at a fifth', () => {
    const { breaker, changes } = open();
    for (let i = 0; i < 500; i++) breaker.report({ probe: false }, i % 5 === 0 ? 'unknown' : 'answer');
    expect(changes).toEqual([]);
  });

  it('hands a probe that was not made to the next', async () => {
    const { breaker } = open();
    for (let i = 0; i < 5; i++) breaker.report((await breaker.pass())!, 'not-sent');
    const waiting = [breaker.pass(), breaker.pass()];
    await vi.advanceTimersByTimeAsync(1000);
    breaker.release((await waiting[0])!);
    expect(await waiting[1]).toEqual({ probe: true });
  });
});

describe('slots and back-off', () => {
  it('never holds more slots than there are, and serves in order', async () => {
    const slots = createSlots(3);
    let held = 0;
    let most = 0;
    const order: number[] = [];
    const all = Array.from({ length: 20 }, async (_, i) => {
      await slots.acquire();
      order.push(i);
      most = Math.max(most, ++held);
      await new Promise((resolve) => setTimeout(resolve, 5));
      held--;
      slots.release();
    });
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(all);
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(slots.held).toBe(0);
  });

  it('waits at random up to a bound that doubles', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const wait = backoff(attempt, 200, 30_000, () => random);
          expect(wait).toBeGreaterThanOrEqual(1);
          expect(wait).toBeLessThanOrEqual(Math.min(30_000, 200 * 2 ** (attempt - 1)));
        },
      ),
    );
  });
});
