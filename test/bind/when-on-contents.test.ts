/** `when` in a mapping that is short for an attachment drops it. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const file = (message: string) =>
  `params: { b: boolean }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  m: ${message}\n`;

it.each([
  'image: { when: b, url: "https://a.example/a.png" }',
  'generic: { when: b, elements: [ { title: A, subtitle: B } ] }',
])('%s', (content) => {
  const { spec, diagnostics } = analyzeText(file(`{ text: hi, ${content}, quick_replies: [ A ] }`));
  expect(diagnostics.map((d) => d.code)).not.toContain('send-api/unknown-field');
  for (const backend of ['generated', 'handlebars'] as const) {
    const renderer = createRenderer(compile(spec!), { backend });
    const rendered = [true, false].map((b) =>
      JSON.stringify(renderer.render('m', { b }, { recipient: { id: '17' } })),
    );
    expect(rendered.map((r) => [r.includes('attachment'), r.includes('when')])).toEqual([
      [true, false],
      [false, false],
    ]);
  }
});

it('alone it leaves a message that may be empty', () => {
  const { diagnostics } = analyzeText(file('{ image: { when: b, url: "https://a.example/a.png" } }'));
  expect(diagnostics.filter((d) => d.severity !== 'information').map((d) => d.code)).toEqual([
    'send-api/message-content',
  ]);
});
