import { expect, it } from 'vitest';
import { languageSchema } from '../../src/schema/language-schema.ts';
import { sendspec } from './run-cli.ts';

it('schema prints the JSON Schema of the language', async () => {
  const { code, out, err } = await sendspec(['schema'], { cwd: '/' });
  expect([code, err]).toEqual([0, '']);
  expect(out.endsWith('\n}\n')).toBe(true);
  expect(JSON.parse(out)).toEqual(languageSchema());
});

it('takes no arguments', async () => {
  const { code, out } = await sendspec(['schema', 'x.msg.yaml'], { cwd: '/' });
  expect([code, out]).toEqual([2, '']);
});
