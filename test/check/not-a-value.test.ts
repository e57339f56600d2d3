/** A text that a condition asks for in vain: told at the text, with the values that there are. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (message: string) => {
  const { diagnostics, file } = analyzeText(
    `params: { status: [paid, open], s: string(9) }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  hi: "{{s}} {{status}}!"\n  m:\n${message.replace(/^/gm, '    ')}\n`,
  );
  return diagnostics.map(
    ({ code, range, fixes }) =>
      `${code} ${file.text.slice(range.start, range.end)}${(fixes ?? []).map(({ title }) => ` -> ${title}`).join('')}`,
  );
};

it.each([
  [`- { when: 'status == "payd"', text: Hi }`, '"payd" -> Write paid'],
  [`- { when: '"payd" == status', text: Hi }`, '"payd" -> Write paid'],
  [`- { when: 'status != "zzz"', text: Hi }`, '"zzz"'],
  [`- { when: 'status in ["paid", "opem"]', text: Hi }`, '"opem" -> Write open'],
  [`text: "Hi{{#if (eq status 'opn')}}!{{/if}}"`, "'opn' -> Write open"],
  [`text: "Hi{{#if (or (eq s 'a') (eq status 'opn'))}}!{{/if}}"`, "'opn' -> Write open"],
])('%s', (message, place) => {
  expect(found(message)).toEqual([`params/not-a-value ${place}`]);
});

it.each([
  `- { when: 'status == "paid"', text: Hi }`,
  `- { when: 's == "payd"', text: Hi }`,
  `text: "Hi{{#if (eq status s)}}!{{/if}}"`,
])('%s: nothing', (message) => {
  expect(found(message)).toEqual([]);
});
