/** Every YAML example of docs/language.md is a file that check has nothing to say about. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { show } from '../pipeline/testdata.ts';

const docs = readFileSync('docs/language.md', 'utf8');
const examples = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);

describe('docs/language.md', () => {
  const shared = examples.find((text) => text.includes('yes_no:') && !text.startsWith('imports:'))!;
  const disk = {
    read: (path: string) =>
      path === 'shared/common.msg.yaml' ? shared : new Error(`${path} does not exist`),
  };

  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(4));

  it.each(examples.map((text) => ({ title: text.split('\n').slice(0, 3).join(' '), text })))(
    '$title',
    ({ text }) => {
      expect(analyze(createSource('example.msg.yaml', text), disk).diagnostics.map(show)).toEqual([]);
    },
  );
});
