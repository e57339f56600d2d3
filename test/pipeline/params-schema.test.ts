/** Whatever stands in a type: check says what is wrong with it, or what it becomes is a JSON Schema that Ajv compiles. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { schemaKeywords } from '../../src/bind/params.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer, generateModule } from '../../src/render/index.ts';
import { analyzeText, show } from './testdata.ts';

const file = (params: Json): string =>
  JSON.stringify({
    params,
    defaults: { messaging_type: 'UPDATE' },
    messages: { a: '{{#if o}}y{{else}}n{{/if}}' },
  });

const leaf = fc.constantFrom<Json>(
  ...['string', 'string(3)', 'string(3)?', 'list of url', 'object', 'array', 'null', 'strin', '', '^x', '['],
  ...['date', 'nonsense', 0, 1, -1, 0.5, 1e21, true, false, null, [], ['a'], ['a', 'a'], [1, null], {}],
);
const keyword = fc.constantFrom(...schemaKeywords);
const written: fc.Arbitrary<Json> = fc.letrec<{ type: Json }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.dictionary(keyword, tie('type'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    fc.dictionary(fc.constantFrom('a', '^x', '['), tie('type'), { maxKeys: 2, noNullPrototype: true }),
    fc.array(tie('type'), { maxLength: 2 }),
  ),
})).type;

function problemsOf(text: string, data: Json): string[] {
  const { spec } = analyzeText(text);
  const program = compile(spec!);
  generateModule(program);
  return createRenderer(program)
    .check('a', data)
    .map((p) => p.message);
}

describe('the params as JSON Schema', () => {
  it('is one that Ajv compiles, or check says why not', () => {
    const tally = { clean: 0, told: 0 };
    fc.assert(
      fc.property(written, (o) => {
        const text = file({ o });
        if (analyzeText(text).diagnostics.some((d) => d.severity === 'error')) {
          tally.told++;
          return;
        }
        tally.clean++;
        for (const value of [{ a: 1 }, 'a', ['a'], 1])
          expect(problemsOf(text, { o: value }).join(), text).not.toContain('cannot be checked');
      }),
      { numRuns: 300 },
    );
    expect(tally.clean).toBeGreaterThan(30);
    expect(tally.told).toBeGreaterThan(30);
  });

  const fits: readonly [type: Json, good: Json, bad: Json][] = [
    [{ type: 'object', additionalProperties: 'string(3)' }, { a: 'abc' }, { a: 'abcd' }],
    [{ type: 'object', additionalProperties: { type: 'string(3)?' } }, { a: null }, { a: 'abcd' }],
    [{ type: 'object', propertyNames: 'string(2)' }, { ab: 1 }, { abc: 1 }],
    [{ type: 'object', patternProperties: { '^x': ['a', 'b'] } }, { x: 'a', y: 3 }, { x: 'c' }],
    [{ type: 'object', dependentSchemas: { a: { required: ['b'] } } }, { a: 1, b: 1 }, { a: 1 }],
    [{ type: 'array', contains: 'integer(5..9)' }, [1, 5], [1]],
    [{ type: 'array', prefixItems: ['string(3)'], items: false }, ['a'], ['a', 'b']],
    [{ not: 'string(3)' }, 'abcd', 'abc'],
    [{ if: 'string', then: 'string(2)', else: 'integer' }, 'ab', 'abc'],
    [{ anyOf: [['a', 'b'], 'integer(0..9)'] }, 'b', 'c'],
    [{ type: ['string(2)', 'integer'] }, 'ab', 'abc'],
    [{ type: 'object', allOf: [{ properties: { a: { maxLength: 2 } } }] }, {}, { a: 'abc' }],
    [{ type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] }, { b: 1 }, { c: 1 }],
    [{ type: 'object', required: ['z'], properties: { a: 'string(3)' } }, { z: 1 }, { a: 'a' }],
  ];
  it.each(fits)('%j takes %j and not %j', (type, good, bad) => {
    const text = file({ o: type });
    expect(
      analyzeText(text)
        .diagnostics.filter((d) => d.severity === 'error')
        .map(show),
    ).toEqual([]);
    expect(problemsOf(text, { o: good })).toEqual([]);
    expect(problemsOf(text, { o: bad })).not.toEqual([]);
  });

  const wrong: readonly [type: Json, told: string][] = [
    [{ type: [] }, 'error params/bad-type'],
    [{ type: {} }, 'error params/bad-type'],
    [{ type: ['strin', 'number'] }, 'error template/bad-type'],
    [{ type: 'number', multipleOf: 0 }, 'error params/bad-keyword: "multipleOf" must be a number above 0'],
    [{ type: 'string', format: 'emial' }, 'warning params/unknown-format: no format is called "emial"'],
    [{ type: 'string', pattern: 3 }, 'error params/bad-keyword: "pattern" must be a text'],
    [{ type: 'object', additionalProperties: 'strin(3)' }, 'error template/bad-type'],
    [{ type: 'object', patternProperties: { '[': 'string' } }, 'error params/bad-pattern'],
    [{ anyOf: [{ maxLenght: 3 }] }, 'error params/unknown-keyword'],
    [{ anyOf: [null] }, 'error params/bad-type'],
    [{ type: 'object', dependentRequired: { a: 'b' } }, 'error params/bad-keyword'],
  ];
  it.each(wrong)('%j: %s', (type, told) => {
    expect(
      analyzeText(file({ o: type }))
        .diagnostics.map(show)
        .join('\n'),
    ).toContain(told);
  });
});
