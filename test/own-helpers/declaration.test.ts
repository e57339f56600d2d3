/** `helpers:` of sendspec.config.yaml: what it may say, and what is said of slips. */
import { expect, it } from 'vitest';
import { readHelpers } from './project.ts';

const declared = `helpers:
  module: ./code/helpers.mjs
  functions:
    tier:
      description: The tier of so many points.
      params: { points: integer(0..1000), at: date-time? }
      options: { long: boolean? }
      returns: [Bronze, Gold]
    best:
      params: { names: { type: array, maxItems: 9, items: string(20) } }
      returns: { type: array, minItems: 1, maxItems: 3, items: { type: object, properties: { name: string(20), n: integer(1..9)? } } }
    constructor:
      returns: url(200)?
`;

it('a declaration gives types, options and a description', () => {
  const { helpers, problems } = readHelpers(declared);
  expect(problems).toEqual([]);
  expect(helpers?.module).toBe('code/helpers.mjs');
  const { own, ...tier } = helpers!.functions.get('tier')!;
  expect(tier).toEqual({
    name: 'tier',
    params: [
      { name: 'points', type: 'integer', doc: '', min: 0, max: 1000 },
      { name: 'at', type: 'date', doc: '', optional: true },
    ],
    hash: [{ name: 'long', type: 'boolean', doc: '', optional: true }],
    returns: 'text',
    doc: 'The tier of so many points.',
  });
  expect(own!.returns).toMatchObject({
    kind: 'string',
    values: ['Bronze', 'Gold'],
    maxLength: 6,
    optional: false,
  });
  expect(helpers!.functions.get('best')!.returns).toBe('list');
  expect(helpers!.functions.get('constructor')!.own!.returns).toMatchObject({
    format: 'url',
    optional: true,
  });
});

const one = (lines: string) => `helpers:\n  module: ./h.mjs\n  functions:\n    tier: ${lines}\n`;

it.each([
  [
    'helpers: ./h.mjs\n',
    /^1:10 "helpers" is a text, but it names a module and its functions: helpers: \{ module/,
  ],
  ['helpers: [a]\n', /^1:10 "helpers" is a list/],
  ['helpers:\n', /^1:9 "helpers" is nothing/],
  ['helpers: { module: ./h.mjs }\n', /^1:10 "functions" says what each function takes and gives/],
  ['helpers: { functions: {} }\n', /^1:10 "module" is the path of a JavaScript module/],
  [
    'helpers: { module: h, functions: {} }\n',
    /^1:20 "module" is a JavaScript module: its name ends in \.mjs/,
  ],
  ['helpers: { module: ../h.mjs, functions: {} }\n', /^1:20 "module" leads out of the project/],
  ['helpers: { module: /etc/h.mjs, functions: {} }\n', /^1:20 "module" leads out of the project/],
  ['helpers: { module: a/../../h.mjs, functions: {} }\n', /leads out of the project/],
  ['helpers: { module: "C:\\\\h.mjs", functions: {} }\n', /leads out of the project/],
  [
    'helpers: { modul: ./h.mjs, functions: {} }\n',
    /"modul" is no key of helpers: use module, functions\. Did you mean "module"\?/,
  ],
  [one('string(3)'), /^4:11 "tier" says what it takes and gives/],
  [one('{ params: { a: string } }'), /^4:5 "tier" does not say what it gives: returns: string\(12\)/],
  [one('{ return: string(3) }'), /"return" is no key of the helper tier.*Did you mean "returns"\?/],
  [one('{ returns: strin(3) }'), /^4:22 .*strin/],
  [one('{ returns: string(9..3) }'), /9\.\.3/],
  [one('{ returns: }'), /a type is expected here/],
  [one('{ returns: [] }'), /a type is expected here/],
  [one('{ returns: [a, 1] }'), /the values are all texts or all numbers/],
  [one('{ returns: { type: string, pattern: "^a" } }'), /"pattern" is not possible in a helper's types/],
  [one('{ returns: { oneOf: [{ type: string }] } }'), /"oneOf" is not possible/],
  [one('{ returns: { type: array, items: { const: 3 } } }'), /"const" is not possible/],
  [one('{ returns: { type: [string, number] } }'), /one kind/],
  [one('{ params: [a], returns: string(3) }'), /"params" is a list, but it is a mapping of names to types/],
  [one('{ params: { a-b: string }, returns: string(3) }'), /"a-b" cannot be a name/],
  [
    one('{ params: { a: string?, b: string }, returns: string(3) }'),
    /"b" cannot follow "a", which may be left out/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { upper: { returns: string(3) } } }\n',
    /"upper" is a name of sendspec's own/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { if: { returns: string(3) } } }\n',
    /"if" is a name of sendspec's own/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { now: { returns: string(3) } } }\n',
    /"now" is a name of sendspec's own/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { t: { returns: string(3) } } }\n',
    /"t" is a name of sendspec's own/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { __proto__: { returns: string(3) } } }\n',
    /"__proto__" cannot be the name/,
  ],
  [
    'helpers: { module: ./h.mjs, functions: { a.b: { returns: string(3) } } }\n',
    /"a\.b" cannot be the name of a helper/,
  ],
])('%j', (yaml, said) => {
  expect(readHelpers(yaml).problems.join('\n')).toMatch(said);
});
