/** Every YAML example of docs/language.md is a file that check has nothing to say about. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { readHelpers } from '../own-helpers/project.ts';
import { show } from '../pipeline/testdata.ts';

const docs = readFileSync('docs/language.md', 'utf8');
const blocks = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);
const isConfig = (text: string) => text.startsWith('# sendspec.config.yaml\n');
const examples = blocks.filter((text) => !isConfig(text));

describe('docs/language.md', () => {
  const { helpers, problems } = readHelpers(blocks.find(isConfig)!);
  const shared = examples.find((text) => text.includes('yes_no:') && !text.startsWith('imports:'))!;
  const disk = {
    read: (path: string) =>
      path === 'shared/common.msg.yaml' ? shared : new Error(`${path} does not exist`),
  };

  it('declares helpers as the config takes them', () => {
    expect(problems).toEqual([]);
    expect([...helpers!.functions.keys()]).toEqual(['tier']);
  });

  it.each(examples.map((text) => ({ title: text.split('\n').slice(0, 3).join(' '), text })))(
    '$title',
    ({ text }) => {
      const { diagnostics } = analyze(createSource('example.msg.yaml', text), disk, { helpers: helpers! });
      expect(diagnostics.map(show)).toEqual([]);
    },
  );
});
