/** What Meta has withdrawn: known by name, refused or warned of by profile, with what to use instead. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { expectFile, folderSystem, show, specFilesOf, testdata } from './testdata.ts';

describe.each(specFilesOf('withdrawn'))('%s', (name) => {
  const text = readFileSync(`${testdata}withdrawn/${name}`, 'utf8');

  it('has the expected diagnostics by each profile', () => {
    const sections = (['v21.0', 'current'] as const).map((api) => {
      const { spec, diagnostics } = analyze(createSource(name, text), folderSystem('withdrawn'), { api });
      // each message says so itself
      for (const message of spec!.messages) {
        const own = diagnostics.filter(
          (d) => d.range.start >= message.range.start && d.range.end <= message.range.end,
        );
        expect(
          own.some((d) => d.tags?.includes('deprecated')),
          `${api}, ${message.name}`,
        ).toBe(true);
      }
      return `api: ${api}\n${diagnostics.map((d) => `  ${show(d)}`).join('\n')}\n`;
    });
    expectFile(`withdrawn/${name.replace('.msg.yaml', '.expected.txt')}`, sections.join('\n'));
  });
});
