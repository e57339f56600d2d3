import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, classifyAction } from '../../src/send/classify.ts';
import { lookUpCode } from '../../src/send/response-table.ts';
import type { Outcome } from '../../src/send/transport/transport.ts';
import { graphErrors } from '../../src/send-api/errors.ts';

const answer = (status: number, body: unknown): Outcome => ({
  kind: 'response',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  milliseconds: 1,
});
const error = (code: number, subcode?: number) => ({
  error: { message: 'm', type: 'OAuthException', code, error_subcode: subcode, fbtrace_id: 't' },
});

describe('the response table', () => {
  // By hand from the design, section 3.4: not generated from the table that it checks.
  it.each<[number, number | undefined, string]>([
    [4, undefined, 'throttled'],
    [17, undefined, 'throttled'],
    [32, undefined, 'throttled'],
    [341, undefined, 'throttled'],
    [613, undefined, 'throttled'],
    [613, 2534040, 'throttled'],
    [613, 2018338, 'failed'],
    [613, 1893016, 'failed'],
    [80001, undefined, 'throttled'],
    [80002, undefined, 'throttled'],
    [80006, undefined, 'throttled'],
    [1200, undefined, 'retryable'],
    [1200, 2018024, 'retryable'],
    [1, undefined, 'unknown'],
    [1, 99, 'unknown'],
    [1, 1357046, 'unknown'],
    [2, undefined, 'unknown'],
    [100, undefined, 'failed'],
    [100, 2018001, 'failed'],
    [551, undefined, 'failed'],
    [551, 1545041, 'failed'],
    [10, 2018278, 'failed'],
    [10, 2018108, 'failed'],
    [10, undefined, 'stop'],
    [10, 1893063, 'stop'],
    [230, undefined, 'failed'],
    [200, 1545041, 'failed'],
    [200, undefined, 'stop'],
    [190, undefined, 'stop'],
    [190, 463, 'stop'],
    [368, undefined, 'stop'],
    [100, 33, 'stop'],
    [4, 2018354, 'failed'],
    [4711, undefined, 'unknown'],
  ])('%s/%s with HTTP 400 is %s', (code, subcode, kind) => {
    expect(classify(answer(400, error(code, subcode))).kind).toBe(kind);
    // The body counts, whatever the status; but a failing server's word is no proof.
    expect(classify(answer(200, error(code, subcode))).kind).toBe(kind);
    expect(classify(answer(500, error(code, subcode))).kind).toBe('unknown');
  });

  it.each<[number, string]>([
    [408, 'throttled'],
    [429, 'throttled'],
    [413, 'failed'],
    [400, 'unknown'],
    [404, 'unknown'],
    [307, 'unknown'],
    [500, 'unknown'],
    [204, 'unknown'],
  ])('HTTP %i without an error of the API is %s', (status, kind) => {
    expect(classify(answer(status, '<html>')).kind).toBe(kind);
  });

  it('knows every code of the reference, with advice for everything that stops a run', () => {
    for (const { code, subcode } of graphErrors) {
      const found = lookUpCode(code, subcode);
      expect(found, `${code}/${subcode}`).toBeDefined();
      if (found?.class === 'stop') expect(found.advice).toMatch(/\.$/);
    }
  });

  it('never tries again what the reference calls ambiguous', () => {
    for (const { code, subcode, outcome } of graphErrors) {
      if (outcome === 'ambiguous') expect(lookUpCode(code, subcode)?.class).toBe('unknown');
    }
  });

  it('takes what a sender action is answered for good', () => {
    expect(classifyAction(answer(200, { recipient_id: '1' })).kind).toBe('sent');
    expect(classify(answer(200, { recipient_id: '1' })).kind).toBe('unknown');
    expect(classifyAction(answer(200, 'OK')).kind).toBe('unknown');
    expect(classifyAction(answer(400, error(190))).kind).toBe('stop');
  });

  it('never throws and is sure of a send only where there is a message_id', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ error: fc.anything() }).map((v) => JSON.stringify(v) ?? ''),
      fc.record({ message_id: fc.jsonValue() }).map((v) => JSON.stringify(v)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
        const verdict = classify({ kind: 'response', status, text, milliseconds: 1 });
        if (verdict.kind !== 'sent') return;
        expect(status).toBe(200);
        expect((JSON.parse(text) as { message_id: unknown }).message_id).toBe(verdict.messageId);
        expect(verdict.messageId).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  it('takes a failure for not sent only in the phases that prove it', () => {
    const phases = ['none', 'queued', 'connecting', 'written', 'response', 'untracked'] as const;
    const causes = ['network', 'connect-timeout', 'timeout', 'abort'] as const;
    for (const phase of phases) {
      for (const cause of causes) {
        const verdict = classify({ kind: 'failure', phase, cause, message: 'm', code: 'ECONNREFUSED' });
        expect(verdict.kind).toBe(['none', 'queued', 'connecting'].includes(phase) ? 'not-sent' : 'unknown');
      }
    }
  });
});
