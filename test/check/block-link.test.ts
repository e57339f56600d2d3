/** A link alone in a block scalar: the line break after it is removed, so it is the whole link. */
import { expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText, show } from '../pipeline/testdata.ts';

it.each(['|', '>', '|-'])('image: %s', (style) => {
  const { spec, diagnostics } = analyzeText(
    `params: { u: url }\ndefaults: { messaging_type: UPDATE }\nmessages:\n  a:\n    image: ${style}\n      {{u}}\n`,
  );
  expect(diagnostics.map(show)).toEqual([]);
  const result = createRenderer(compile(spec!)).render('a', { u: 'https://a.example/x.png?a=b c' });
  expect(result).toMatchObject({ ok: false });
  const url = 'https://a.example/x.png?a=b';
  const made = createRenderer(compile(spec!)).render('a', { u: url });
  expect(made).toMatchObject({
    ok: true,
    steps: [{ body: { message: { attachment: { payload: { url } } } } }],
  });
});
