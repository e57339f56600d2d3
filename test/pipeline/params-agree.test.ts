/**
 * What `params` say is checked in three places: by the interpreter, by the compiled module, and by TypeScript through the
 * module's types. For random params and random data all agree with JSON Schemas that are written here by hand.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import { compile } from '../../src/pipeline.ts';
import { createRenderer, generateModule } from '../../src/render/index.ts';
import { analyzeText, show } from './testdata.ts';

interface Declared {
  /** As an author writes it. */
  readonly written: Json;
  /** What it means, by hand. */
  readonly schema: { readonly [keyword: string]: Json };
  readonly optional?: boolean;
}
type Arb<T> = fc.Arbitrary<T>;

const range = (most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: most }))
    .map(([a, n]) => [a, a + n] as const);
const scalar: Arb<Declared> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((n) => ({
    written: `string(${n})`,
    schema: { type: 'string', minLength: 1, maxLength: n },
  })),
  range(3).map(([a, b]) => ({
    written: `string(${a}..${b})`,
    schema: { type: 'string', minLength: a, maxLength: b },
  })),
  range(20).map(([a, b]) => ({
    written: `number(${a}..${b})`,
    schema: { type: 'number', minimum: a, maximum: b },
  })),
  range(20).map(([a, b]) => ({
    written: `integer(${a}..${b})`,
    schema: { type: 'integer', minimum: a, maximum: b },
  })),
  fc.constantFrom<Declared>(
    { written: 'boolean', schema: { type: 'boolean' } },
    { written: 'date', schema: { type: 'string', format: 'date' } },
    { written: 'integer', schema: { type: 'integer' } },
    { written: 'number', schema: { type: 'number' } },
    { written: ['a', 'b', 'é'], schema: { enum: ['a', 'b', 'é'] } },
    { written: [1, 2.5], schema: { enum: [1, 2.5] } },
    {
      written: { type: 'string', pattern: '^[a-z]+$', maxLength: 4 },
      schema: { type: 'string', pattern: '^[a-z]+$', maxLength: 4 },
    },
    {
      written: { type: 'string', pattern: '(é|😀)$', minLength: 1, maxLength: 3 },
      schema: { type: 'string', pattern: '(é|😀)$', minLength: 1, maxLength: 3 },
    },
    {
      written: { type: 'number', exclusiveMinimum: 0, maximum: 10, multipleOf: 0.5 },
      schema: { type: 'number', exclusiveMinimum: 0, maximum: 10, multipleOf: 0.5 },
    },
    {
      written: { type: 'number', minimum: 0, maximum: 99, multipleOf: 0.01 },
      // by hand: at most two digits after the point, however binary fractions divide
      schema: { type: 'number', minimum: 0, maximum: 99, cents: true },
    },
  ),
);

const maybe = (of: Arb<Declared>): Arb<Declared> =>
  fc.oneof(
    { weight: 2, arbitrary: of },
    {
      weight: 1,
      arbitrary: of.map(
        ({ written, schema }): Declared => ({
          written:
            typeof written === 'string'
              ? `${written}?`
              : Array.isArray(written)
                ? { enum: written, optional: true }
                : { ...(written as Declared['schema']), optional: true },
          schema: { anyOf: [schema, { type: 'null' }] },
          optional: true,
        }),
      ),
    },
  );

const record = (of: Arb<Declared>): Arb<Declared> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'toString', '__proto__', 'x-y', 'é'), maybe(of)), {
      minLength: 1,
      maxLength: 3,
      selector: ([name]) => name,
    })
    .map((fields) => ({
      written: { type: 'object', properties: object(fields.map(([name, d]) => [name, d.written])) },
      schema: {
        type: 'object',
        properties: object(fields.map(([name, d]) => [name, d.schema])),
        required: fields.filter(([, d]) => !d.optional).map(([name]) => name),
      },
    }));
const list = (of: Arb<Declared>): Arb<Declared> =>
  fc.tuple(of, range(3)).map(([item, [minItems, maxItems]]) => ({
    written: { type: 'array', minItems, maxItems, items: item.written },
    schema: { type: 'array', minItems, maxItems, items: item.schema },
  }));
const declared = maybe(
  fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: list(scalar) },
    record(scalar),
    list(record(scalar)),
  ),
);

/** `__proto__` becomes an own property, as in data that come from JSON. */
function object(entries: readonly (readonly [string, Json])[]): { [key: string]: Json } {
  return JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`).join()}}`);
}

const loose = fc.constantFrom<Json>(
  ...[
    '',
    'a',
    'b',
    'é',
    'ab',
    'abcd',
    'abcde',
    '😀',
    '😀😀😀',
    'x😀',
    'A',
    '2026-02-28',
    '2026-02-30',
    '1',
    'true',
  ],
  ...[0, 1, 2, 2.5, 7, 20, -1, 0.5, 1e21, 9.99, 0.29, 0.07, 19.99, 0.005, 0.1 + 0.2, true, false, null],
  ...([[], {}, ['a'], [1, 2], ['a', 'ab', null]] as Json[]),
);
interface Readable {
  readonly anyOf?: readonly [Declared['schema'], Json];
  readonly enum?: readonly Json[];
  readonly type?: string;
  readonly items?: Declared['schema'];
  readonly properties?: { readonly [name: string]: Declared['schema'] };
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A value that mostly fits, and mostly at an edge. */
function valueFor(schema: Declared['schema']): Arb<Json> {
  const s = schema as Readable;
  const fitting = (): Arb<Json> => {
    if (s.anyOf) return fc.oneof(valueFor(s.anyOf[0]), fc.constant(null));
    if (s.enum) return fc.constantFrom<Json>(...s.enum);
    if (s.type === 'array')
      return fc.array(valueFor(s.items!), {
        minLength: Math.max(s.minItems! - 1, 0),
        maxLength: s.maxItems! + 1,
      });
    if (s.type === 'object') {
      const fields = Object.entries(s.properties!).map(([name, of]) =>
        fc.tuple(fc.constant(name), fc.option(valueFor(of), { nil: undefined, freq: 8 })),
      );
      return fc.tuple(...fields).map((f) => object(f.filter((e): e is [string, Json] => e[1] !== undefined)));
    }
    if (s.type === 'boolean') return fc.boolean();
    if (s.type === 'string' && s.maxLength !== undefined)
      return fc
        .tuple(
          fc.constantFrom('a', 'é', '😀', 'Z'),
          fc.integer({ min: Math.max((s.minLength ?? 0) - 1, 0), max: s.maxLength + 1 }),
        )
        .map(([letter, n]) => letter.repeat(n));
    const min = s.minimum ?? 0;
    const max = s.maximum ?? 10;
    return s.type === 'string'
      ? loose
      : fc.constantFrom(min, max, min - 1, max + 1, (min + max) / 2, min + 0.5, min + 0.29, min + 0.005);
  };
  return fc.oneof({ weight: 8, arbitrary: fitting() }, { weight: 1, arbitrary: loose });
}

interface Case {
  readonly params: readonly (readonly [string, Declared])[];
  readonly data: readonly Json[];
}
const cases: Arb<Case> = fc
  .array(declared, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((d, i) => [`p${i}`, d] as const))
  .chain((params) => {
    const row = valueFor(schemaOf(params)).filter(
      (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
    );
    return fc.record({ params: fc.constant(params), data: fc.array(row, { minLength: 12, maxLength: 12 }) });
  });

function schemaOf(params: Case['params']): Declared['schema'] {
  return {
    type: 'object',
    properties: object(params.map(([name, d]) => [name, d.schema])),
    required: params.filter(([, d]) => !d.optional).map(([name]) => name),
  };
}

const ajv = addFormats.default(new Ajv2020({ strict: false, strictNumbers: true, ownProperties: true }));
ajv.addKeyword({
  keyword: 'cents',
  type: 'number',
  validate: (_: true, n: number) => /^-?\d+(\.\d\d?)?$/.test(String(n)),
});
const folder = mkdtempSync(join(tmpdir(), 'params-agree-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => writeFileSync(join(folder, 'package.json'), '{"type":"module"}'));
const runs = Number(process.env['PARAMS_RUNS'] ?? 40);
const typed: string[] = [];

it('the interpreter and the compiled module accept what the schema accepts', async () => {
  const tally = { fits: 0, refused: 0 };
  for (const [i, { params, data }] of fc.sample(cases, { numRuns: runs }).entries()) {
    const text = JSON.stringify({
      params: object(params.map(([name, d]) => [name, d.written])),
      messages: {
        m: {
          messaging_type: 'RESPONSE',
          text: `Hi${params.map(([name]) => `{{#if ${name}}}a{{/if}}`).join('')}`,
        },
      },
    });
    const { spec, diagnostics } = analyzeText(text);
    expect(diagnostics.filter((d) => d.severity === 'error').map(show), text).toEqual([]);
    const program = compile(spec!);
    const { js, dts } = generateModule(program);
    writeFileSync(join(folder, `m${i}.js`), js);
    writeFileSync(join(folder, `m${i}.d.ts`), dts);
    const module = await import(join(folder, `m${i}.js`));
    const renderer = createRenderer(program);
    const schema = schemaOf(params);
    const accepts = ajv.compile(schema);
    const hasShape = ajv.compile(shapeOf(schema) as object);
    typed.push(`import { render as r${i} } from './m${i}.js';`);
    for (const row of data) {
      const fits = accepts(row);
      const told = `${text}\n${JSON.stringify(row)}`;
      expect(renderer.check('m', row).length === 0, told).toBe(fits);
      expect(accepted(module, row), told).toBe(fits);
      tally[fits ? 'fits' : 'refused']++;
      // for TypeScript every object has these
      if (/__proto__|toString/.test(told)) continue;
      typed.push(`${hasShape(row) ? '' : '// @ts-expect-error\n'}r${i}('m', ${JSON.stringify(row)});`);
    }
  }
  console.log(`params: ${runs} files, ${tally.fits} data sets that fit, ${tally.refused} that do not`);
  expect(tally.fits).toBeGreaterThan(runs);
  expect(tally.refused).toBeGreaterThan(runs);
});

it('TypeScript accepts what has the shape', () => {
  writeFileSync(join(folder, 'data.ts'), typed.join('\n'));
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  const options = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
    '--module',
    'nodenext',
  ];
  const { status, stdout } = spawnSync(tsc, [...options, 'data.ts'], { cwd: folder, encoding: 'utf8' });
  const wrong = stdout
    .split('\n')
    .filter((l) => l.includes('error'))
    .slice(0, 5);
  const lines = typed.join('\n').split('\n');
  expect(wrong.map((w) => `${w}\n${lines[Number(/\((\d+),/.exec(w)?.[1]) - 1] ?? ''}`)).toEqual([]);
  expect(status).toBe(0);
});

function accepted(module: { render(name: string, data: Json): unknown }, data: Json): boolean {
  try {
    module.render('m', data);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'bad-data') return false;
    throw error;
  }
}

/** What types can say of it: no lengths, ranges, formats and patterns. */
function shapeOf(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  const s = schema as { [key: string]: Json };
  const kept = object(
    Object.entries(s)
      .filter(([key]) => ['type', 'enum', 'anyOf', 'required', 'items', 'properties'].includes(key))
      .map(([key, value]) => [
        key,
        key === 'properties'
          ? object(Object.entries(value as object).map(([k, v]) => [k, shapeOf(v)]))
          : key === 'enum' || key === 'required'
            ? value
            : shapeOf(value),
      ]),
  );
  return kept['type'] === 'integer' ? { ...kept, type: 'number' } : kept;
}
