/** The person and the time of an example. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (example: string) =>
  analyzeText(
    `defaults: { messaging_type: UPDATE }\nmessages:\n  m: { text: hi, examples: [{ name: a, ${example} }] }\n`,
  ).diagnostics.map(
    ({ code, message }) => `${code}: ${message.replace('the example "a" cannot be used: ', '')}`,
  );

it.each([
  ['recipient: { id: 12 }', '"id" must be a text: put it in quotes'],
  ['recipient: 12', '"recipient" is a mapping of id, locale, language, time_zone, channel'],
  ['recipient: { locale: "xx-" }', '"xx-" is no locale: write it as de-DE'],
  ['recipient: { time_zone: Foo }', '"Foo" is no time zone: write it as Europe/Berlin'],
  ['recipient: { channel: sms }', '"sms" is no channel: write messenger or instagram'],
  ['recipient: { time_zon: UTC }', 'nothing is known of a person\'s "time_zon". Did you mean "time_zone"?'],
  ['now: yesterday', '"now" is a time with its offset: write it as 2026-11-22T09:00:00Z'],
  ['now: 2026-05-04', '"now" is a time with its offset: write it as 2026-11-22T09:00:00Z'],
])('%s', (example, problem) => {
  expect(found(example)).toEqual([`params/example: ${problem}`]);
});

it.each([
  'recipient: { id: "12", locale: de_DE, language: de, time_zone: Europe/Berlin, channel: messenger }',
  'now: 2026-05-04T12:00:00Z',
  'now: "2026-05-04T12:00:00+02:00", recipient: { id: null }',
])('nothing: %s', (example) => {
  expect(found(example)).toEqual([]);
});
