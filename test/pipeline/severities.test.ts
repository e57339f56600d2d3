/** The same finding by rules of several messages: the most severe is told. */
import { expect, it } from 'vitest';
import { analyzeText } from './testdata.ts';

it.each(['a: hi\n  h: { api: current, text: hi }', 'h: { api: current, text: hi }\n  a: hi'])(
  '%s',
  (messages) => {
    const { diagnostics } = analyzeText(`defaults: { tag: ACCOUNT_UPDATE }\nmessages:\n  ${messages}\n`);
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error send-api/removed',
    ]);
  },
);
