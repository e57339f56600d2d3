/** Every diagnostic code has a file that earns it and a near miss that is clean. */
import { describe, expect, it } from 'vitest';
import { type Code, catalog } from '../../src/diagnostics/catalog.ts';
import { createSource } from '../../src/source/create-source.ts';
import { analyze } from '../../src/pipeline.ts';
import { expectFile, show } from './testdata.ts';

const german = 'language: de\nfragments:\n  hello: Hallo!\n';
const read = (path: string) =>
  path === 'shared/german.msg.yaml' ? german : new Error(`${path} does not exist`);
const analyzeText = (text: string, name: string) => analyze(createSource(name, text), { read });

describe.each(Object.keys(catalog) as Code[])('%s', (code) => {
  const { bad, good } = catalog[code];
  const file = `diagnostics/${code}`;

  it('is earned by its bad example', () => {
    const found = analyzeText(bad, 'bad.msg.yaml').diagnostics;
    expect(found.map((d) => d.code)).toContain(code);
    // an example of a file that is too large stays in the catalogue
    if (bad.length < 10_000) expectFile(`${file}.bad.msg.yaml`, bad);
    expectFile(`${file}.bad.expected.txt`, `${found.map(show).join('\n')}\n`);
  });

  it('is not earned by its good example, which is clean', () => {
    expect(analyzeText(good, 'good.msg.yaml').diagnostics.map(show)).toEqual([]);
    expectFile(`${file}.good.msg.yaml`, good);
  });
});
