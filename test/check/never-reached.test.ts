/** Behind an alternative that is always taken nothing is measured: its condition is told instead. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const codes = (first: string, ...more: readonly string[]) =>
  analyzeText(
    `params: { so: string(1..4)?, e: [a, b], s: string(60) }
defaults: { messaging_type: RESPONSE }
messages:
  a:
    text: Hi
    quick_replies:
      - { title: A, payload: A, ${first} }
${more.map((guard) => `      - { title: "{{s}}", payload: B, ${guard} }\n`).join('')}
`,
  ).diagnostics.map((d) => d.code);

it.each([
  ['when: (length so) != null', 'otherwise: true'],
  ['when: (ne null (gt (length so) 1))', 'otherwise: e == "a"'],
  ['when: e == "b"', 'otherwise: e != "a" and false'],
  ['when: e != null or so', 'otherwise: so'],
])('%s, %s', (...guards) => {
  expect(codes(guards[0]!, ...guards.slice(1))).toContain('params/constant-condition');
  expect(codes(guards[0]!, ...guards.slice(1))).not.toContain('length/can-exceed');
});

it.each([
  ['when: so', 'otherwise: true'],
  ['when: so != null', 'otherwise: e == "a"'],
  ['each: so, when: e != null', 'otherwise: true'],
])('%s, %s may be reached', (first, second) => {
  expect(codes(first.replace('each: so,', 'each: "(list so) as |x|",'), second)).toContain(
    'length/can-exceed',
  );
});
