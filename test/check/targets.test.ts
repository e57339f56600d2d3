/** `Title -> {{link}}…`: what begins with a link is no postback. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (target: string) =>
  analyzeText(
    `params: { l: { type: url, maxLength: 200 }, b: ["https://a.example", "https://b.example"], s: string(1..20) }\ndefaults: { messaging_type: UPDATE }\nfragments:\n  site: https://a.example/x\n  word: WORD\nmessages:\n  all: "{{l}}{{b}}{{s}}{{> word}}"\n  m: { text: hi, buttons: ["Go -> ${target}"] }\n`,
  ).diagnostics.map(({ code }) => code);

it.each(['{{l}}?utm=1', '{{b}}/x', '{{> site}}', '{{l}}{{s}}'])('%s', (target) => {
  expect(found(target)).toEqual(['params/url-start']);
});

it.each(['{{l}}', '{{b}}', '{{s}}?x=1', '{{> word}}', 'X{{l}}'])('nothing: %s', (target) => {
  expect(found(target)).toEqual([]);
});
