import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bodiesOf, imported } from './support.ts';

test('the example of docs/import.md is what import makes of it', () => {
  const page = readFileSync('docs/import.md', 'utf8');
  const [, json] = /```json\n([\s\S]*?)```/.exec(page)!;
  const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(page)!;
  const result = imported(json!);
  expect(result.text).toBe(yaml);
  const given = JSON.parse(json!) as object[];
  expect(bodiesOf(result)).toEqual([given[0], given[1], { ...given[2], messaging_type: 'RESPONSE' }]);
});
