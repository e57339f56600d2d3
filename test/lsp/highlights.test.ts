/** Each source marks all mentions of one thing; from each of them all of them are found. */
import { describe, expect, it } from 'vitest';
import { definition } from '../../lsp/service/definition.ts';
import { highlights, linkedRanges } from '../../lsp/service/highlights.ts';
import { createSource } from '../../src/source/create-source.ts';
import { openMarked } from './marked.ts';

const cases: readonly (readonly [string, string])[] = [
  [
    'a param, in each style of scalar',
    `params:
  <|name|>: string(4)
messages:
  a: Hi {{<|name|>}}
  b: "\\u00e9 \\"{{default <|name|> \\"x\\"}}\\""
  c: 'it''s {{<|name|>}}'
  d: |
    Dear
      {{#if <|name|>}}{{<|name|>}}{{/if}}
  e: >-
    folded
    {{upper <|name|>}}
  f: { text: "{{ <|name|> }}" }
`,
  ],
  [
    'a param in conditions, loops, hash arguments, shorthand lines, examples and @root',
    `params:
  <|n|>: integer(1..9)
  l: { type: array, maxItems: 3, items: string(4) }
fragments:
  f: { params: { x: integer? }, text: "{{x}}" }
messages:
  a:
    steps:
      - text: x
        when: <|n|> > 3 and not (eq <|n|> 1)
      - use: f x=<|n|>
      - text: "{{#each l}}{{plural @root.<|n|> one="a" other="b"}}{{/each}}"
      - generic:
          - each: (take l <|n|>) as |i|
            title: "{{i}}"
            buttons:
              - Yes {{<|n|>}} -> YES:{{<|n|>}}
    examples:
      - { name: n, data: { <|n|>: 3, l: [] } }
`,
  ],
  [
    'a property, through loops, blocks and texts',
    `params:
  order:
    type: object
    required: [<|id|>, items]
    default: { <|id|>: x, items: [] }
    properties:
      <|id|>: string(4)
      items: { type: array, items: { type: object, properties: { id: string(3) } } }
messages:
  a: "{{order.<|id|>}}{{#with order as |o|}}{{<|id|>}}{{this.<|id|>}}{{o.<|id|>}}{{#each items}}{{id}}{{../<|id|>}}{{/each}}{{/with}}"
  b: "{{lookup order '<|id|>'}} {{order.[<|id|>]}}"
examples:
  - { name: e, data: { order: { <|id|>: a, items: [{ id: b }] } } }
`,
  ],
  [
    'a property of items',
    `params:
  items: { type: array, items: { type: object, properties: { <|id|>: string(3) } } }
  id: string(3)
messages:
  a: "{{id}}{{#each items as |x|}}{{x.<|id|>}}{{<|id|>}}{{/each}}{{join (pluck items "<|id|>")}}{{items.0.<|id|>}}"
  b:
    generic:
      - each: items as |x|
        title: "{{x.<|id|>}}{{id}}"
examples:
  - { name: e, data: { id: q, items: [{ <|id|>: b }] } }
`,
  ],
  [
    'a loop name, not the one of another loop',
    `params: { l: { type: array, items: string(4) } }
messages:
  a:
    generic:
      - each: l as |<|x|> i|
        when: <|x|> != "q"
        title: "{{<|x|>}}{{#each l as |x|}}{{x}}{{/each}}"
      - each: l as |x|
        title: "{{x}}"
`,
  ],
  [
    'a param that a loop hides, but not where there was no turn',
    `params: { l: { type: array, items: string(4) }, <|x|>: boolean }
messages:
  each: l as |x|
  a:
    generic:
      - title: y
        when: <|x|>
      - each: l as |x|
        otherwise: <|x|>
        title: "{{x}}"
  b: "{{#if <|x|>}}{{/if}}"
`,
  ],
  [
    'a block name, up to the else',
    `params: { l: { type: array, items: string(4) }, x: string(3) }
messages:
  a: "{{#each l as |<|x|>|}}{{<|x|>}}{{#if <|x|>}}{{upper <|x|>}}{{/if}}{{else}}{{x}}{{/each}}{{x}}"
`,
  ],
  [
    'a fragment',
    `fragments:
  <|f|>: { text: x }
messages:
  a: { use: <|f|> }
  b:
    - use: <|f|>
`,
  ],
  ['a text fragment', 'fragments:\n  <|f|>: x\nmessages:\n  a: "{{> <|f|>}}"\n  b: \'{{> "<|f|>"}}\'\n'],
  ['a message', 'messages:\n  <|b|>: x\n  a:\n    - use: <|b|>\n'],
  [
    "a fragment's own param",
    `params: { y: string(3) }
fragments:
  f: { params: { <|x|>: string(3) }, text: "{{<|x|>}} {{y}}" }
  g: { params: { x: string(3) }, text: "{{x}}" }
messages:
  a:
    - use: f <|x|>=y
    - use: g x=y
`,
  ],
  ['a variant', 'messages:\n  a:\n    variants:\n      <|one|>: x\n      two: y\n'],
  [
    'a key',
    'messages:\n  a:\n    text: x\n    quick_replies:\n      - { tap: A -> B, key: <|k|> }\n      - { tap: C -> D, key: l }\n',
  ],
  ["an example's name", 'messages:\n  a: x\nexamples:\n  - name: <|a person|>\n    data: { name: x }\n'],
  [
    'a payload, short and long, with expressions',
    `params: { id: string(4) }
fragments:
  talk: Talk -> <|HELP:|>{{id}}
messages:
  a:
    text: x
    buttons:
      - Help -> <|HELP:|>{{id}}
      - { type: postback, title: Help, payload: "<|HELP:|>{{id}}" }
      - { type: phone_number, title: Call, payload: "+1555" }
    quick_replies:
      - tap: Help -> <|HELP:|>{{id}}
        when: id == "x"
      - HELP
`,
  ],
  [
    'a payload that is a title',
    'messages:\n  a:\n    text: x\n    quick_replies:\n      - <|Yes|>\n      - Yes, please -> <|Yes|>\n',
  ],
  ['an anchor', 'messages:\n  a: &<|t|> { text: "*t &t" }\n  b: *<|t|>\n  c: &u x\n  d: [*<|t|>, *u] # *t\n'],
  ['an anchor that is given again', 'a: &x 1\nb: *x\nc: &<|x|> 2\nd: *<|x|>\n'],
];

describe('highlights', () => {
  it.each(cases)('%s', (_, source) => {
    const { workspace, uri, text, ranges } = openMarked(source);
    const file = createSource('x', text);
    expect(ranges.length).toBeGreaterThan(0);
    for (const { start, end } of ranges) {
      for (const offset of [start, end]) {
        const found = highlights(workspace, uri, file.positionAt(offset));
        expect(
          found.map((h) => h.range),
          `from ${offset}: ${text.slice(offset - 10, offset)}‸`,
        ).toEqual(ranges.map((r) => file.rangeOf(r)));
      }
    }
  });

  it.each(cases.filter(([name]) => !name.includes('payload')))('the definition of %s', (_, source) => {
    const { workspace, uri, text, ranges } = openMarked(source);
    const file = createSource('x', text);
    const written = new Set<string>();
    for (const { start } of ranges) {
      const position = file.positionAt(start);
      const place = definition(workspace, uri, position);
      written.add(JSON.stringify(place));
      const [declared] = highlights(workspace, uri, position).filter((h) => h.kind === 3);
      expect(place?.range ?? 'none', text).toEqual(declared?.range);
    }
    expect(written.size).toBe(1);
  });

  it.each([
    ['helpers', 'messages:\n  a: "{{up<|>per (upper x)}}"\n'],
    [
      'words of a description',
      'params: { x: string(3) }\nmessages:\n  a: { description: "{{<|>x}}", text: y }\n',
    ],
    ['unknown names', 'messages:\n  a: "{{<|>x}}{{x}}"\n'],
    ['the fields of the Send API', 'messages:\n  a: { te<|>xt: x }\n  b: { text: x }\n'],
    ['the brace of an else that is half closed', 'messages:\n  a: "{{#if x}}a{{else}<|>'],
    ['comments', 'params: { x: string(3) }\nmessages:\n  a: "{{! {{<|>x}} }}{{x}}" # x\n'],
  ])('none of %s', (_, source) => {
    const { workspace, uri, position } = openMarked(source);
    expect(highlights(workspace, uri, position)).toEqual([]);
  });
});

describe('tags of a block', () => {
  const blocks: readonly (readonly [string, string])[] = [
    ['if', 'params: { x: string(3) }\nmessages:\n  a: "{{#<|if|> x}}a{{<|else|>}}b{{/<|if|>}}"\n'],
    [
      'a chain, in a block',
      `params: { x: string(3) }
messages:
  a: |
    {{#if x}}{{~#<|unless|> x}}
    a{{<|else|> if x}}b{{~<|else|> ~}}c
    {{~/<|unless|>}}{{else}}{{/if}}
`,
    ],
    ['each, not closed', 'messages:\n  a: "{{#<|each|> x}}a"\n'],
    ['with nothing in it', 'messages:\n  a: "{{#<|if|> x}}{{<|else|>}}{{/<|if|>}}"\n'],
  ];

  it.each(blocks)('%s', (_, source) => {
    const { workspace, uri, text, ranges } = openMarked(source);
    const file = createSource('x', text);
    for (const { start } of ranges) {
      const found = highlights(workspace, uri, file.positionAt(start)).map((h) => h.range);
      const sorted = [...found].sort((a, b) => file.offsetAt(a.start) - file.offsetAt(b.start));
      expect(sorted).toEqual(ranges.map((r) => file.rangeOf(r)));
    }
  });

  it('opening and closing name are typed as one', () => {
    const { workspace, uri, text, ranges } = openMarked(
      'messages:\n  a: "{{#<|if|> x}}{{#each y}}{{else}}{{/each}}{{else}}{{/<|if|>}}"\n',
    );
    const file = createSource('x', text);
    const both = ranges.map((r) => file.rangeOf(r));
    for (const { start, end } of ranges)
      for (const at of [start, start + 1, end])
        expect(linkedRanges(workspace, uri, file.positionAt(at))).toEqual(both);
    expect(linkedRanges(workspace, uri, file.positionAt(text.indexOf('else')))).toEqual([]);
    const open = openMarked('messages:\n  a: "{{#i<|>f x}}{{/each}}"\n');
    expect(linkedRanges(open.workspace, open.uri, open.position)).toEqual([]);
  });
});
