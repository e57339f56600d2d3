/**
 * The code generator against Handlebars: random programs and data give the same steps or the same problems. Programs
 * hold every node of the IR and every helper.
 */
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import type { FieldIR, ItemIR, MessageIR, StepIR, ValueIR } from '../../src/lower/ir.ts';
import type { RenderedStep, RenderOptions, RenderProblem, RenderResult } from '../../src/render/index.ts';
import { createRenderer, generateModule, helperSpecs } from '../../src/render/index.ts';
import {
  call,
  each,
  expression,
  json,
  list,
  message,
  object,
  one,
  program,
  step,
  text,
  wait,
} from './build.ts';

const runs = Number(process.env['SENDSPEC_RUNS'] ?? 300);
const seed = Number(process.env['SENDSPEC_SEED'] ?? 7);

// ---------- data ----------

const names = ['a', 'b', 'c', 'xs', 'ys', 'o', 'n', 's', 'item', 'constructor', '__proto__', 'length', 'key'];
const name = fc.constantFrom(...names);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'Ana',
    '.',
    '..',
    'a/b',
    '2026-05-04',
    '2026-05-04T10:00:00Z',
    'https://a.example/x?y#z',
    '+49 30/1',
    'EUR',
    'ß',
    '👩‍👩‍👧e\u0301',
    '\ud800',
    'line\n',
    '[object Object]',
    '1',
  ),
  fc.constantFrom(0, 1, 2, -1, 0.1, 0.2, 1e21, 1.5e-7, 3),
  fc.boolean(),
  fc.constant(null),
);

const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    fc.array(fc.dictionary(name, tie('value'), { maxKeys: 4 }), { maxLength: 4 }),
  ),
}));

/** As it comes from JSON: `__proto__` is an own property. */
const data = fc.dictionary(name, anyValue, { maxKeys: 9 }).map((d) => {
  const entries = Object.entries(d).map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`);
  return JSON.parse(`{${entries.join(',')}}`) as Json;
});

// ---------- expressions and templates ----------

const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(name, { minLength: 1, maxLength: 3 })
      .map((p) => p.map((n) => (n === 'length' ? '[length]' : n)).join('.')),
  },
  fc.constantFrom(
    'this',
    'this.a',
    './b',
    '@index',
    '@key',
    '@first',
    '@last',
    '@root',
    '@root.a',
    '@root.xs.length',
    '@nothing',
    '@key.a',
  ),
  fc.constantFrom(
    '../a',
    '../this',
    '../../b',
    '@../index',
    '@../key',
    '@../../first',
    'recipient.id',
    'recipient.language',
    'i',
    'p',
    'q',
    'now',
  ),
);

const literal = fc.oneof(
  fc.constantFrom(
    '"x"',
    "'it''s'".replace("''", ''),
    '""',
    '"EUR"',
    '"name"',
    '"a"',
    '"full"',
    '"unix"',
    '"{n} things"',
  ),
  fc.constantFrom('0', '1', '2', '-1', '3.5', 'true', 'false', 'null', 'undefined'),
);

const hashKeys = ['one', 'other', 'zero', 'digits', 'minor', 'last', 'time', 'ordinal'];

const { argument } = fc.letrec<{ argument: string; helper: string }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    path,
    literal,
    tie('helper').map((h) => `(${h})`),
  ),
  helper: fc
    .tuple(
      fc.constantFrom(...helperSpecs.keys()),
      fc.array(tie('argument'), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom(...hashKeys), tie('argument')), { maxLength: 2 }),
    )
    .map(([helper, args, hash]) => [helper, ...args, ...hash.map(([k, v]) => `${k}=${v}`)].join(' ')),
}));

/** A call of a helper that mostly gets what it needs. */
const call1 = fc
  .tuple(
    fc.constantFrom(...helperSpecs.values()),
    fc.array(argument, { minLength: 3, maxLength: 3 }),
    argument,
  )
  .map(([spec, args, other]) => {
    const count = spec.params.filter((p) => !p.optional).length;
    const hash = spec.name === 'plural' ? ` one="{n} x" other=${other}` : '';
    return `${spec.name} ${args.slice(0, count).join(' ')}${hash}`;
  });

const mustache = fc.oneof(
  { weight: 4, arbitrary: path.map((p) => `{{${p}}}`) },
  { weight: 1, arbitrary: path.map((p) => `{{{${p}}}}`) },
  { weight: 3, arbitrary: call1.map((c) => `{{${c}}}`) },
);

const content = fc.constantFrom(
  'x',
  ' ',
  '\n',
  '  \n',
  ' y\n',
  'https://h.example/',
  '/',
  '.',
  '?q=',
  '$`${1}`\u2028',
  'it\'s "q"',
);

const { body } = fc.letrec<{ body: string; block: string }>((tie) => ({
  body: fc
    .array(fc.oneof({ maxDepth: 3, depthSize: 'small' }, content, mustache, tie('block')), { maxLength: 5 })
    .map((p) => p.join('')),
  block: fc.oneof(
    fc
      .tuple(fc.constantFrom('if', 'unless', 'with', 'each'), argument, tie('body'), tie('body'))
      .map(([b, a, x, y]) => `{{#${b} ${a}}}${x}{{else}}${y}{{/${b}}}`),
    fc
      .tuple(fc.constantFrom('with', 'each'), path, tie('body'))
      .map(([b, a, x]) => `{{#${b} ${a} as |p q|}}${x}{{/${b}}}`),
    fc
      .tuple(
        path.filter((p) => /^[a-z]+$/.test(p) && p !== 'this'),
        tie('body'),
        tie('body'),
      )
      .map(([p, x, y]) => `{{#${p}}}${x}{{^}}${y}{{/${p}}}`),
    fc
      .tuple(
        path.filter((p) => /^[a-z]+$/.test(p) && p !== 'this'),
        tie('body'),
      )
      .map(([p, x]) => `{{^${p}}}${x}{{/${p}}}`),
    fc
      .tuple(argument, argument, tie('body'), tie('body'))
      .map(([a, b, x, y]) => `{{~#if ${a} includeZero=true}}${x}{{else if ${b}~}}${y}{{/if}}`),
  ),
}));

// ---------- IR ----------

const whenEmpty = fc.constantFrom('omit', 'fail', 'keep');

const textValue: fc.Arbitrary<ValueIR> = fc
  .record({
    source: fc.oneof({ weight: 3, arbitrary: body }, mustache, content),
    destination: fc.constantFrom('text', 'text', 'url', 'whole-url', 'tel'),
    as: fc.constantFrom('string', 'string', 'string', 'number', 'boolean'),
    trim: fc.boolean(),
    whenEmpty,
    limit: fc.option(
      fc.record({
        min: fc.option(fc.constant(2), { nil: undefined }),
        max: fc.constantFrom(3, 8, 60),
        unit: fc.constantFrom('code points', 'bytes'),
        name: fc.constant('title'),
      }),
      { nil: undefined },
    ),
  })
  .map(({ source, ...more }) => {
    const { limit, ...rest } = more;
    return text(source, { ...rest, ...(limit && { limit }) } as never);
  });

const conditionOf = argument.map(expression);
const loop = fc
  .tuple(fc.oneof(path, argument), fc.integer({ min: 0, max: 2 }))
  .map(([source, n]) => each(source, ...['item', 'i'].slice(0, n)));
const guards = fc.record({ each: loop, when: conditionOf, otherwise: conditionOf }, { requiredKeys: [] });

const { value } = fc.letrec<{ value: ValueIR }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    textValue,
    fc.constantFrom<Json>('const', 1, true, null, { x: [1] }, { attachment_id: 'upload:./a.png' }).map(json),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('k1', 'k2', 'k-3', 'attachment_id', '__proto__'),
          fc.record(
            { value: tie('value'), required: fc.boolean(), when: conditionOf },
            { requiredKeys: ['value', 'required'] },
          ),
        ),
        { maxLength: 4 },
      )
      .map((fields) => object(unique(fields))),
    fc
      .record({
        items: fc.array(fc.tuple(tie('value'), guards, fc.boolean()), { maxLength: 4 }),
        whenEmpty,
        limited: fc.boolean(),
      })
      .map(({ items, whenEmpty: empty, limited }) =>
        list(
          items.map(([v, g, splice]): ItemIR => ({ value: v, ...g, ...(splice && { splice }) })),
          {
            whenEmpty: empty as never,
            ...(limited && { limit: { min: 2, max: 3, unit: 'items', name: 'items' } }),
          },
        ),
      ),
    fc
      .record({
        value: tie('value'),
        args: fc.dictionary(fc.constantFrom('a', 'b', 'topic', '__proto__'), argument, { maxKeys: 3 }),
        defaults: fc.dictionary(fc.constantFrom('a', 'topic'), scalar, { maxKeys: 2 }),
        inherits: fc.boolean(),
      })
      .map(({ value: v, args, defaults, inherits }) => call(v, args, { defaults, inherits })),
  ),
}));

function unique(fields: readonly (readonly [string, Partial<FieldIR>])[]): {
  [key: string]: Partial<FieldIR>;
} {
  return Object.fromEntries(new Map(fields));
}

const bodyStep = fc
  .tuple(value, guards, fc.option(fc.tuple(value, value)))
  .map(([v, g, variants]): StepIR => {
    const body1 = object({ message: { value: v } });
    const made = step(body1, g);
    if (variants === null) return made;
    return {
      ...made,
      value: {
        op: 'body',
        body: body1,
        variants: variants.map((b, i) => ({ name: `v${i}`, weight: i + 1, body: object({ v: b }) })),
      },
    };
  });
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: bodyStep },
    fc.constant(wait(500)),
    fc.constant(wait(700, { joined: true })),
  ),
  { minLength: 1, maxLength: 4 },
);

const message1: fc.Arbitrary<MessageIR> = steps.map((s) =>
  message('m', s, {
    uploads: [
      {
        path: './a.png',
        file: 'a.png',
        type: 'image',
        span: { file: 'a', line: 1, column: 1, start: 0, end: 1, path: 'u' },
      },
    ],
  }),
);

const options: fc.Arbitrary<RenderOptions> = fc.record(
  {
    to: fc.constant({ id: '77' }),
    now: fc.constant('2026-05-05T09:00:00Z'),
    run: fc.constantFrom('r1', 'r2'),
    uploads: fc.constant({ './a.png': '123' }),
    locale: fc.constantFrom('de', 'pt-BR', 'ar', 'tr', 'nonsense!'),
    recipient: fc.record(
      {
        id: fc.constantFrom('1', '2'),
        locale: fc.constant('de_DE'),
        time_zone: fc.constantFrom('Europe/Berlin', 'Nowhere/Land'),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Problems without regard to order: Handlebars reads the pairs of a hash last. */
function comparable(result: RenderResult): unknown {
  if (result.ok) return JSON.parse(JSON.stringify(result.steps));
  return result.problems.map((p) => `${p.span?.path} ${p.code}: ${p.message}`).sort();
}

describe('the two backends', () => {
  it('give the same steps or problems for the same program and data', () => {
    let rendered = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(message1, fc.array(data, { minLength: 1, maxLength: 3 }), options, (m, datas, opts) => {
        const ir = program([m], { defaults: { s: 'default' } });
        const generated = createRenderer(ir, { backend: 'generated' });
        const handlebars = createRenderer(ir, { backend: 'handlebars' });
        for (const d of datas) {
          const expected = handlebars.render('m', d, opts);
          expect(comparable(generated.render('m', d, opts))).toEqual(comparable(expected));
          if (expected.ok) rendered++;
          else for (const p of expected.problems) seen.add(p.code);
        }
      }),
      { numRuns: runs, seed },
    );
    // The comparison is worth something only where both good and bad renders happen.
    expect(rendered).toBeGreaterThan(runs / 10);
    for (const code of ['not-text', 'empty', 'too-long', 'helper', 'missing-value'])
      expect(seen).toContain(code);
    expect(seen).not.toContain('internal');
  });

  it('give the same as a compiled module', () => {
    fc.assert(
      fc.property(message1, data, options, (m, d, opts) => {
        const ir = program([m], { defaults: { s: 'default' } });
        const expected = createRenderer(ir).render('m', d, opts);
        const source = generateModule(ir).js.replace(/^export const (\w+) =/gm, 'exports.$1 =');
        const made = {} as { render: (name: string, data: Json, options: RenderOptions) => RenderedStep[] };
        new Function('exports', source)(made);
        let found: RenderResult;
        try {
          found = { ok: true, steps: made.render('m', d, opts) };
        } catch (error) {
          found = { ok: false, problems: (error as { problems: RenderProblem[] }).problems };
        }
        expect(comparable(found)).toEqual(comparable(expected));
      }),
      { numRuns: Math.ceil(runs / 6), seed },
    );
  });

  it('give the same text for random templates', () => {
    fc.assert(
      fc.property(body, data, options, (source, d, opts) => {
        const ir = one(text(source));
        const generated = createRenderer(ir, { backend: 'generated' }).render('m', d, opts);
        expect(comparable(generated)).toEqual(
          comparable(createRenderer(ir, { backend: 'handlebars' }).render('m', d, opts)),
        );
      }),
      { numRuns: runs * 2, seed },
    );
  });
});

describe('random templates', () => {
  // Without what sendspec means otherwise: helpers of its own, null contexts, objects as text, neighbouring numbers.
  const plainPath = path.filter((p) => !/now|recipient|this\.|\[length\]|^i$/.test(p) || p === 'this');
  const plainMustache = plainPath.map((p) => `{{${p}}}·`);
  const { plainBody } = fc.letrec<{ plainBody: string; block: string }>((tie) => ({
    plainBody: fc
      .array(fc.oneof({ maxDepth: 4, depthSize: 'small' }, content, plainMustache, tie('block')), {
        maxLength: 5,
      })
      .map((p) => p.join('')),
    block: fc.oneof(
      fc
        .tuple(fc.constantFrom('if', 'unless', 'with', 'each'), plainPath, tie('plainBody'), tie('plainBody'))
        .map(([b, a, x, y]) => `{{#${b} ${a}}}${x}{{else}}${y}{{/${b}}}`),
      fc
        .tuple(fc.constantFrom('with', 'each'), plainPath, tie('plainBody'))
        .map(([b, a, x]) => `{{~#${b} ${a} as |p q|}}${x}{{/${b}}}`),
      fc
        .tuple(
          plainPath.filter((p) => /^[a-z]+$/.test(p) && p !== 'this'),
          tie('plainBody'),
        )
        .map(([p, x]) => `{{#${p}}}${x}{{/${p}}}`),
    ),
  }));
  const { plainValue } = fc.letrec<{ plainValue: Json }>((tie) => ({
    plainValue: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>('x', 'Ana', '', 1, 0, true, false),
      fc.array(tie('plainValue'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'xs', 'o'), tie('plainValue'), { maxKeys: 4 }),
    ),
  }));
  const plainData = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'xs', 'ys', 'o', 'n', 's'), plainValue, {
    maxKeys: 8,
  });

  it('mean what plain Handlebars makes of them', () => {
    let texts = 0;
    fc.assert(
      fc.property(plainBody, plainData, (source, made) => {
        // fast-check's objects may have no prototype, which plain Handlebars cannot compare.
        const d = JSON.parse(JSON.stringify(made)) as Json;
        const result = createRenderer(one(text(source))).render('m', d);
        // An object as text is a problem here and "[object Object]" there.
        if (!result.ok) {
          expect(result.problems.filter((p) => p.code !== 'not-text')).toEqual([]);
          return;
        }
        const expected = Handlebars.create().compile(source, { noEscape: true })(d, {
          allowProtoPropertiesByDefault: false,
          allowProtoMethodsByDefault: false,
        });
        expect((result.steps[0] as { body: { v: string } }).body.v).toBe(expected);
        if (expected.length > 5) texts++;
      }),
      { numRuns: runs * 2, seed },
    );
    expect(texts).toBeGreaterThan(runs / 4);
  });
});
