import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchMessages, type SeenMessage } from '../../src/send/conversations/match-messages.ts';

const span = { from: 1_000, to: 2_000 };
const page = (id: string, text: string | undefined, time = 1_500): SeenMessage => ({
  id,
  time,
  fromPage: true,
  text,
});
const whole = (...messages: SeenMessage[]) => ({ messages, whole: true });
const one = (text: string | undefined, step = 1) => ({ row: 1, step, text });
const kinds = (verdicts: readonly { kind: string; mid?: string }[]) =>
  verdicts.map(({ kind, mid }) => mid ?? kind);
const none = new Set<string>();

describe('a message that is unknown', () => {
  it('is found by its text, whatever spaces and composed letters became of it', () => {
    expect(kinds(matchMessages([one(' Zoe\u0308 ')], whole(page('m', 'Zo\u00eb')), span, none))).toEqual([
      'm',
    ]);
  });

  it('is absent where all of that time was seen without it', () => {
    const other = [page('a', 'Other'), page('b', 'Hi', 999), page('c', 'Hi', 2_001)];
    const person: SeenMessage = { id: 'd', time: 1_500, fromPage: false, text: 'Hi' };
    expect(kinds(matchMessages([one('Hi')], whole(...other, person), span, none))).toEqual(['absent']);
    const recent = { messages: [page('a', 'Hi', 900), page('b', 'Other')], whole: false };
    expect(kinds(matchMessages([one('Hi')], recent, span, none))).toEqual(['absent']);
  });

  it.each([
    ['has no text', [one(undefined)], whole(page('m', ''))],
    ['may be older than what is shown', [one('Hi')], { messages: [page('m', 'Other')], whole: false }],
    ['may be one that is not shown any more', [one('Hi')], whole(page('m', undefined))],
    ['may be another one with the same text', [one('Hi')], whole(page('m', 'Hi'), page('n', 'Hi'))],
    ['may be the other step with the same text', [one('Hi'), one('Hi', 2)], whole(page('m', 'Hi'))],
  ])('is undecided where it %s', (_why, missing, seen) => {
    for (const verdict of matchMessages(missing, seen, span, none)) expect(verdict.kind).toBe('undecided');
  });

  it('is not one that the journal has for another step', () => {
    const seen = whole(page('m', 'Hi', 1_200), page('n', 'Hi', 1_300));
    expect(kinds(matchMessages([one('Hi', 2)], seen, span, new Set(['m'])))).toEqual(['n']);
    expect(kinds(matchMessages([one('Hi', 2)], seen, span, new Set(['m', 'n'])))).toEqual(['absent']);
  });

  /** What really happened, of which the conversation shows all: nothing that arrived is absent, nothing that did not is found. */
  it('is never said to be what it was not', () => {
    const text = fc.constantFrom('A', 'B', '');
    fc.assert(
      fc.property(
        fc.array(fc.record({ text, arrived: fc.boolean() }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.record({ text, time: fc.constantFrom(500, 1_500, 2_500) }), { maxLength: 3 }),
        (sent, foreign) => {
          const arrived = sent.flatMap((m, i) => (m.arrived ? [page(`own${i + 1}`, m.text, 1_100 + i)] : []));
          const strangers = foreign.map((m, i) => page(`foreign${i}`, m.text, m.time));
          const missing = sent.map((m, i) => one(m.text, i + 1));
          for (const verdict of matchMessages(missing, whole(...arrived, ...strangers), span, none)) {
            const truth = sent[verdict.step - 1]!;
            if (verdict.kind === 'absent') expect(truth.arrived).toBe(false);
            // As many with the text as there should be: found, unless somebody else sent the same in the same minutes.
            if (verdict.kind === 'found' && !strangers.some((m) => m.time === 1_500 && m.text === truth.text))
              expect(verdict.mid).toBe(`own${verdict.step}`);
          }
        },
      ),
    );
  });
});
