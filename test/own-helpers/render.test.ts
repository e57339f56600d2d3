/** The project's code at work: both backends and the compiled module give the same, whatever the code does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import type { RenderOptions, RenderProblem } from '../../src/render/index.ts';
import { createRenderer, generateModule } from '../../src/render/index.ts';
import { analyzeWith } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'sendspec-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const functions =
  `    text: { params: { value: string(0..40) }, options: { n: integer(0..9)? }, returns: string(2..5) }
    maybe: { params: { value: string(0..40) }, returns: string(2..5)? }
    number: { params: { value: integer(0..9) }, returns: integer(1..9) }
    flag: { params: { value: integer(0..9) }, returns: boolean }
    choice: { params: { value: integer(0..9) }, returns: [A, B] }
    list: { params: { items: { type: array, maxItems: 9, items: string(9) } }, returns: { type: array, minItems: 1, maxItems: 3, items: string(4) } }
    object: { params: { of: { type: object, properties: { a: string(9), b: integer(0..9)? } } }, returns: { type: object, properties: { a: string(9), b: integer(0..9)? } } }
    link: { returns: url(60) }
    day: { returns: date }
    phone: { returns: phone }
    context: { returns: string(60) }
    constructor: { returns: string(9) }
    toString: { returns: string(9) }
`.replaceAll(/^ {4}(text|number|list):/gm, '    own_$1:');

const spec = `params:
  s: string(0..40)?
  n: integer(0..9)
  xs: { type: array, maxItems: 9, items: string(9) }
  o: { type: object, properties: { a: string(9), b: integer(0..9)? } }
defaults: { messaging_type: RESPONSE }
fragments:
  part: "<{{own_text s}}|{{../x}}>"
  call:
    params: { v: string(5), f: boolean }
    text: "{{v}} {{f}} {{own_number n}}"
messages:
  m:
    - text: "{{own_text s}} {{own_text s n=n}} {{maybe s}} {{own_number n}} {{flag n}} {{choice n}}!"
    - text: "{{#each (own_list xs)}}{{@index}}{{this}}{{own_text this}}{{/each}}{{#with (object o)}}{{a}}{{b}}{{/with}}!"
    - text: "{{day}} {{phone}} {{context}} {{constructor}} {{toString}}"
    - text: "{{> part}} {{upper (own_text (truncate (default s 'zz') 4))}}"
    - each: (own_list xs) as |x i|
      when: (own_number n) > 2 and (flag n)
      text: "{{x}} {{i}} {{own_text x}}"
    - text: none
      otherwise: (choice n) == "A"
    - text: Open?
      buttons: [ "Go -> {{link}}", "Call -> tel:{{phone}}" ]
    - use: call v=(own_text s) f=(flag n)
`.replace('|{{../x}}', '');

const analysis = analyzeWith(functions, spec);
const program = compile(analysis.spec!);

type Code = (...args: unknown[]) => unknown;
type Module = { readonly [name: string]: unknown };

const fine: Module = {
  own_text: (value: string) => (value === '' ? 'ok' : [...`${value}--`].slice(0, 5).join('')),
  maybe: (value: string) => (value.length > 2 ? 'yes' : null),
  own_number: (n: number) => Math.max(1, n),
  flag: (n: number) => n % 2 === 0,
  choice: (n: number) => (n > 4 ? 'A' : 'B'),
  own_list: (xs: string[]) =>
    [
      ...xs
        .sort()
        .slice(0, 3)
        .map((x) => [...x].slice(0, 4).join('')),
      'z',
    ].slice(0, 3),
  object: (o: { a: string; b?: number; c?: number }) => {
    o.c = 1;
    return o;
  },
  link: () => 'https://shop.example/a?b=ü',
  day: () => '2026-02-28',
  phone: () => '+49 30 1234',
  context: (options: object, context: object) => JSON.stringify([options, context]).slice(0, 60),
  constructor: () => 'made',
  toString: () => 'said',
};

interface Rendered {
  readonly problems?: readonly RenderProblem[];
  readonly bodies?: unknown;
}

const backends = ['generated', 'handlebars'] as const;

function render(module: Module, data: Json, options: RenderOptions = {}): Rendered[] {
  return backends.map((backend) => {
    const result = createRenderer(program, { backend, helpers: module }).render('m', data, options);
    return result.ok ? { bodies: result.steps } : { problems: result.problems };
  });
}

const data = { s: 'Grüße', n: 6, xs: ['pear', 'apple', 'fig', 'kiwi'], o: { a: 'x', b: 2 } };

it('the file is without errors', () => {
  expect(analysis.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  expect(program.helpers?.map(([name]) => name).sort()).toEqual(Object.keys(fine).sort());
});

it('renders what the code gives; the code cannot change the data', () => {
  const before = structuredClone(data);
  const options = { now: '2026-05-04T10:00:00Z', recipient: { time_zone: 'Europe/Berlin' } };
  const [one, other] = render(fine, data, options);
  expect(one).toEqual(other);
  expect(data).toEqual(before);
  const texts = (one!.bodies as { body: { message: { text?: string; attachment?: object } } }[]).map(
    ({ body }) => body.message.text ?? body.message.attachment,
  );
  expect(texts).toEqual([
    'Grüße Grüße yes 6 true A!',
    '0applappl-1figfig--2kiwikiwi-x2!',
    '2026-02-28 +49 30 1234 [{},{"locale":"en","timeZone":"Europe/Berlin","now":"2026-05 made said',
    '<Grüße> GRÜ…-',
    'appl 0 appl-',
    'fig 1 fig--',
    'kiwi 2 kiwi-',
    {
      type: 'template',
      payload: {
        template_type: 'button',
        text: 'Open?',
        buttons: [
          { type: 'web_url', url: 'https://shop.example/a?b=ü', title: 'Go' },
          { type: 'phone_number', title: 'Call', payload: '+49301234' },
        ],
      },
    },
    'Grüße true 6',
  ]);
});

it('what is missing calls nothing: the result is missing too', () => {
  const given: unknown[] = [];
  const own_text = (value: string) => {
    given.push(value);
    return 'text';
  };
  const [one, other] = render({ ...fine, own_text }, { ...data, s: null });
  expect(one).toEqual(other);
  expect(given).not.toContain(undefined);
  expect(given).not.toContain(null);
  const outputs = (one!.bodies as { body: { message: { text: string } } }[])[0]!.body.message.text;
  expect(outputs).toBe('   6 true A!');
});

const hostile: { readonly [title: string]: unknown } = {
  'too long': () => 'toolong',
  'too short': () => 'x',
  'another type': () => 12,
  'a text object': () => new String('abc'),
  'an object with toString': () => ({ toString: () => 'abc' }),
  nothing: () => undefined,
  null: () => null,
  'half an emoji': () => '\ud83dab',
  'a function': () => () => 'abc',
  'a symbol': () => Symbol('abc'),
  'a bigint': () => 12n,
  'a promise': async () => 'abc',
  'a rejected promise': async () => {
    throw new Error('later');
  },
  'a thenable with a trap': () => ({
    get then() {
      throw new Error('trap');
    },
  }),
  'throws an error': () => {
    throw new Error('no such word\nsecret second line');
  },
  'throws a text': () => {
    throw 'plain words';
  },
  'throws what has no text': () => {
    throw Object.create(null);
  },
  'throws null': () => {
    throw null;
  },
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'too deep': function deep(): unknown {
    return (deep as () => unknown)();
  },
};

describe('code that breaks its declaration is a problem at its call', () => {
  it.each(Object.keys(hostile))('%s', (title) => {
    const [one, other] = render({ ...fine, own_text: hostile[title] }, data);
    expect(one).toEqual(other);
    const [first] = one!.problems!;
    expect(first).toMatchObject({ code: 'helper', span: { file: 'shop.msg.yaml', line: 14, column: 16 } });
    expect(first!.message).toMatch(
      /^own_text: (its result must be a text of 2 to 5 characters, but is|gave|cut|failed)/,
    );
    expect(first!.message).not.toContain('secret');
    expect(first!.message.length).toBeLessThan(160);
  });

  it.each([
    ['own_number', () => Number.NaN],
    ['own_number', () => 0],
    ['own_number', () => 1.5],
    ['own_number', () => '5'],
    ['flag', () => 1],
    ['flag', () => 'true'],
    ['choice', () => 'C'],
    ['own_list', () => []],
    ['own_list', () => ['a', 'b', 'c', 'd']],
    ['own_list', () => ['a', undefined]],
    ['own_list', () => new Array(2)],
    ['own_list', () => ['abcde']],
    ['own_list', () => ({ length: 1, 0: 'a' })],
    ['object', () => ({ b: 1 })],
    ['object', () => ({ a: 'x', b: 'y' })],
    ['object', () => Object.create({ a: 'inherited' })],
    ['object', () => ['a']],
    [
      'object',
      () => ({
        get a() {
          throw new Error('getter');
        },
      }),
    ],
    ['link', () => 'javascript:alert(1)'],
    ['link', () => `https://x.example/${'a'.repeat(60)}`],
    ['day', () => '2026-02-30'],
    ['phone', () => '030 1234'],
  ])('%s', (name, code) => {
    const [one, other] = render({ ...fine, [name]: code }, data);
    expect(one).toEqual(other);
    expect(one!.problems!.map((p) => p.message.split(':')[0])).toContain(name);
  });

  it('only what is declared comes through: nothing of a prototype, no other keys', () => {
    const polluted = () => JSON.parse('{"a":"x","__proto__":{"b":9},"c":3}') as object;
    const [one, other] = render({ ...fine, object: polluted }, data);
    expect(one).toEqual(other);
    expect(JSON.stringify(one)).toContain('kiwikiwi-x!');
  });

  it('a function of its own name, of a prototype or none is no code', () => {
    expect(() => createRenderer(program, { helpers: { ...fine, constructor: undefined } })).toThrow(
      'the module exports no function "constructor"',
    );
    const { toString: _, ...without } = fine;
    expect(() => createRenderer(program, { helpers: without })).toThrow('exports no function "toString"');
  });

  it('without code the call is a problem, no crash', () => {
    for (const backend of backends) {
      const result = createRenderer(program, { backend }).render('m', data, {});
      expect(result.ok ? undefined : result.problems[0]).toMatchObject({
        code: 'helper',
        span: { line: 14 },
      });
    }
  });

  it('called twice, another answer is a problem', () => {
    let n = 1;
    const next = () => (n++ % 9) + 1;
    const renderer = createRenderer(program, { helpers: { ...fine, own_number: next }, callTwice: true });
    const result = renderer.render('m', data, {});
    expect(result.ok ? [] : result.problems.map((p) => p.message)).toContain(
      'own_number: gave another result for the same values when it was called again: a helper is a function of them',
    );
    expect(createRenderer(program, { helpers: fine, callTwice: true }).render('m', data, {}).ok).toBe(true);
  });
});

it('random data and code: the backends agree', () => {
  const anything = fc.oneof(
    fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withBigInt: true }),
    fc.string({ maxLength: 8, unit: 'binary' }),
    fc.integer({ min: -3, max: 12 }),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 4 }),
    fc.constantFrom('A', 'B', true, 'https://a.example', '2026-01-01'),
  );
  const some = fc.record({
    s: fc.option(fc.string({ maxLength: 40, unit: 'grapheme' })),
    n: fc.integer({ min: 0, max: 9 }),
    xs: fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 9 }),
    o: fc.record({
      a: fc.string({ minLength: 1, maxLength: 9 }),
      b: fc.option(fc.integer({ min: 0, max: 9 })),
    }),
  });
  const swaps = fc.dictionary(fc.constantFrom(...Object.keys(fine)), anything, { maxKeys: 2 });
  // compiled once: the functions are looked up when they are called
  let current: Module = fine;
  const module = Object.fromEntries(
    Object.keys(fine).map((name) => [name, (...args: unknown[]) => (current[name] as Code)(...args)]),
  );
  const renderers = backends.map((backend) => createRenderer(program, { backend, helpers: module }));
  let failed = 0;
  fc.assert(
    fc.property(some, swaps, (values, results) => {
      const codes = Object.entries(results).map(([name, value]) => [name, () => value]);
      current = { ...fine, ...Object.fromEntries(codes) };
      const [one, other] = renderers.map((r) => r.render('m', values as Json, {}));
      expect(one).toEqual(other);
      if (!one || one.ok) return;
      failed++;
      for (const { code } of one.problems) expect(['helper', 'empty', 'bad-url']).toContain(code);
    }),
    { numRuns: 500 },
  );
  expect(failed).toBeGreaterThan(50);
});

it('a compiled module imports the code and gives the same', async () => {
  const source = Object.entries(fine).map(([name, code]) => `  ${JSON.stringify(name)}: ${String(code)},`);
  writeFileSync(join(folder, 'helpers.cjs'), `module.exports = {\n${source.join('\n')}\n};\n`);
  const { js, json } = generateModule(program, { helpers: './helpers.cjs' });
  expect(json).toBeUndefined();
  writeFileSync(join(folder, 'shop.msg.mjs'), js);
  const module = (await import(pathToFileURL(join(folder, 'shop.msg.mjs')).href)) as {
    render: (name: string, data: object, options?: object) => unknown;
  };
  const [one] = render(fine, data);
  expect(module.render('m', data)).toEqual(one!.bodies);
  const long = { ...data, n: 99 };
  expect(() => module.render('m', long)).toThrow('n is 99, at most 9 is allowed');
});

it('a compiled module whose code lacks a function says so when it is loaded', async () => {
  writeFileSync(join(folder, 'lacks.mjs'), 'export const own_text = () => "ab";\n');
  writeFileSync(join(folder, 'lacking.mjs'), generateModule(program, { helpers: './lacks.mjs' }).js);
  await expect(import(pathToFileURL(join(folder, 'lacking.mjs')).href)).rejects.toThrow(
    './lacks.mjs exports no function "maybe"',
  );
});
