/** `language:` is a language whose numbers and dates are known: others would be written as on the machine. */
import { expect, it } from 'vitest';
import { analyzeText } from '../pipeline/testdata.ts';

const found = (language: string) =>
  analyzeText(`language: ${language}\ndefaults: { messaging_type: UPDATE }\nmessages:\n  m: hi\n`);

it.each(['english', 'xx', 'en us', '[en]'])('%s is none', (language) => {
  expect(found(language).diagnostics.map((d) => d.code)).toEqual(['spec/wrong-kind']);
});

it.each([
  ['de', 'de'],
  ['pt-br', 'pt-BR'],
  ['zh-Hant', 'zh-Hant'],
])('%s is %s', (language, tag) => {
  expect(found(language)).toMatchObject({ diagnostics: [], spec: { language: tag } });
});
