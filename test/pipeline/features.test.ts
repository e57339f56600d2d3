/** Every feature of the language: a file with its diagnostics and the bodies of its examples, by both backends. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import type { RenderOptions } from '../../src/render/api.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeFile, expectFile, show, specFilesOf } from './testdata.ts';

const backends = ['generated', 'handlebars'] as const;

describe.each(specFilesOf('features'))('%s', (name) => {
  const { spec, diagnostics } = analyzeFile('features', name);

  it('has the expected diagnostics and renders the expected bodies', () => {
    expect(diagnostics.filter((d) => d.severity === 'error').map(show)).toEqual([]);
    const program = compile(spec!);
    const rendered = backends.map((backend) => {
      const renderer = createRenderer(program, { backend });
      return spec!.messages.map((message) => {
        const examples =
          message.examples.length > 0
            ? message.examples
            : [{ name: 'no data', data: {} as Json, recipient: undefined }];
        const outcomes = examples.map((example) => {
          const options: RenderOptions = {
            recipient: { id: '17', ...(example.recipient as object) },
            now: '2026-05-04T12:00:00Z',
          };
          const unfit = renderer.check(message.name, example.data);
          if (unfit.length > 0) return [example.name, unfit];
          const result = renderer.render(message.name, example.data, options);
          return [example.name, result.ok ? result.steps : result.problems];
        });
        return [message.name, Object.fromEntries(outcomes)];
      });
    });
    expect(rendered[0]).toEqual(rendered[1]);
    const expected = { diagnostics: diagnostics.map(show), messages: Object.fromEntries(rendered[0]!) };
    expectFile(
      `features/${name.replace('.msg.yaml', '.expected.json')}`,
      `${JSON.stringify(expected, null, 2)}\n`,
    );
  });
});
