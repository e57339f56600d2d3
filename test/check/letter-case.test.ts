/** How long texts become in capital or small letters: never longer than check says, and no longer than letters become. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const said = (length: number, channel: string, expression: string) =>
  analyzeText(
    `channel: ${channel}\nparams: { s: string(${length}) }\ndefaults: { messaging_type: RESPONSE }\nmessages:\n  a: "{{${expression}}}"\n`,
  ).diagnostics.filter((d) => d.code.startsWith('length/')).length;

it.each(['en', 'tr', 'lt', 'el', 'de'])('no letter of %s grows beyond what is counted', (locale) => {
  for (let code = 0; code < 0x110000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const letter = String.fromCodePoint(code);
    const [up, low] = [letter.toLocaleUpperCase(locale), letter.toLocaleLowerCase(locale)];
    if (up === letter && low === letter) continue;
    const told = `U+${code.toString(16)}`;
    expect([...up].length, told).toBeLessThanOrEqual(3);
    expect([...low].length, told).toBeLessThanOrEqual(3);
    expect(Buffer.byteLength(up), told).toBeLessThanOrEqual(6);
    expect(Buffer.byteLength(low), told).toBeLessThanOrEqual(5);
  }
});

// Instagram: 1000 bytes
it.each<[string, number]>([
  ['upper s', 166],
  ['lower s', 200],
])('%s of %i characters fits Instagram, one more does not', (expression, length) => {
  expect(said(length, 'instagram', expression)).toBe(0);
  expect(said(length + 1, 'instagram', expression)).toBe(1);
});
