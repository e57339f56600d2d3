import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import type { ProgramIR } from '../../src/lower/ir.ts';
import { createRenderer, generateModule } from '../../src/render/index.ts';
import { each, expression, json, list, message, object, program, step, text, wait } from './build.ts';

const shop: ProgramIR = program(
  [
    message('hello', [
      step(object({ messaging_type: json('RESPONSE'), message: object({ text: text('Hello') }) })),
      wait(800),
    ]),
    message(
      'order-shipped',
      [
        step(
          object({
            message: object({
              text: text('Hi {{default first_name "there"}}, {{currency order.total "EUR"}}', {
                limit: { max: 30, unit: 'code points', name: 'text' },
              }),
              quick_replies: list(
                [
                  {
                    each: each('order.items', 'item'),
                    when: expression('(gt item.count 0)'),
                    value: object({ title: text('{{item.name}}'), payload: text('LIKE:{{item.name}}') }),
                  },
                ],
                { whenEmpty: 'omit' },
              ),
            }),
          }),
        ),
      ],
      {
        needs: ['first_name', 'order'],
        payloads: [
          [{ text: 'LIKE:' }, { hole: 'string' }],
          [{ text: 'a`${b}' }, { hole: 'number' }],
          [{ text: 'HELP' }],
        ],
      },
    ),
    message('local', [step(object({ attachment_id: json('upload:./a.png') }))], {
      uploads: [
        {
          path: './a.png',
          file: 'a.png',
          type: 'image',
          span: { file: 'a', line: 1, column: 1, start: 0, end: 1, path: 'local' },
        },
      ],
    }),
  ],
  {
    schema: {
      type: 'object',
      required: ['order'],
      properties: {
        first_name: { type: ['string', 'null'], minLength: 1, maxLength: 40 },
        order: {
          type: 'object',
          required: ['total', 'items', 'link'],
          properties: {
            total: { type: 'number', minimum: 0 },
            link: { type: 'string', format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' },
            items: {
              type: 'array',
              maxItems: 2,
              uniqueItems: true,
              items: {
                type: 'object',
                required: ['name', 'count'],
                properties: { name: { type: 'string' }, count: { type: 'integer', default: 1 } },
              },
            },
          },
        },
        unused: { type: 'string' },
      },
    },
  },
);

const good: Json = {
  first_name: 'Ana',
  order: {
    total: 3,
    link: 'https://a.example/',
    items: [
      { name: 'Mug', count: 1 },
      { name: 'Tea', count: 0 },
    ],
  },
};
const bad: Json = {
  first_name: 'x'.repeat(45),
  order: {
    total: '3',
    link: 'ftp://x',
    items: [{ name: 'a', count: 1 }, { name: 'a', count: 1 }, { name: 'b' }],
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendspec-module-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs code in a plain Node process in which `m` is the module. */
function inNode(js: string, code: string): unknown {
  writeFileSync(join(folder, 'a.msg.mjs'), js);
  const script = `const m = await import(${JSON.stringify(pathToFileURL(join(folder, 'a.msg.mjs')).href)});
    const tried = (f) => { try { return f(); } catch (e) { return { isError: e instanceof Error && e instanceof m.RenderError, code: e.code, file: e.file, line: e.line, column: e.column, messages: e.problems.map((p) => p.message) }; } };
    console.log(JSON.stringify(${code}));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' }),
  );
}

describe('a compiled module', () => {
  const { js, dts, json: plain } = generateModule(shop);

  it('imports nothing', () => {
    expect(js).not.toMatch(/\bimport\s*[({'"]|\brequire\s*\(/);
  });

  it('renders alone in a plain Node process what the library renders', () => {
    const renderer = createRenderer(shop);
    const expected = renderer.render('order-shipped', good, { to: { id: '1' } });
    expect(expected.ok).toBe(true);
    expect(
      inNode(
        js,
        `[m.messages, m.render('order-shipped', ${JSON.stringify(good)}, { to: { id: '1' } }), m.render('hello'), m.schema]`,
      ),
    ).toEqual([
      ['hello', 'order-shipped', 'local'],
      expected.ok && expected.steps,
      [{ body: { messaging_type: 'RESPONSE', message: { text: 'Hello' } } }, { wait: 800 }],
      shop.schema,
    ]);
  });

  it('refuses bad data in the words of the library', () => {
    const expected = createRenderer(shop)
      .check('order-shipped', bad)
      .map((p) => p.message);
    expect(expected).toEqual([
      'first_name has 45 characters, at most 40 are allowed',
      'order.total must be a number, but is the text "3"',
      'order.link must be an absolute http:// or https:// URL, but is the text "ftp://x"',
      'order.items has 3 items, at most 2 are allowed',
      'order.items has the same item twice, at 0 and 1',
    ]);
    expect(
      inNode(
        js,
        `[tried(() => m.render('order-shipped', ${JSON.stringify(bad)})), tried(() => m.render('order-shipped', {})), tried(() => m.render('nope'))]`,
      ),
    ).toEqual([
      { isError: true, code: 'bad-data', messages: expected },
      { isError: true, code: 'bad-data', messages: ['order is missing'] },
      { isError: true, code: 'unknown-message', messages: ['there is no message "nope"'] },
    ]);
  });

  it('throws with the place of a problem', () => {
    const long = { ...good, first_name: 'x'.repeat(40) };
    const result = createRenderer(shop).render('order-shipped', long);
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.code).toBe('too-long');
    expect(inNode(js, `tried(() => m.render('order-shipped', ${JSON.stringify(long)}))`)).toEqual({
      isError: true,
      code: 'too-long',
      file: 'a.msg.yaml',
      line: problem?.span?.line,
      column: 3,
      messages: [problem?.message],
    });
  });

  it('embeds a linear pattern engine only where a pattern needs it', () => {
    const evil = program([message('m', [step(object({ v: text('{{code}}') }))], { needs: ['code'] })], {
      schema: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'string', pattern: '^(a+)+$' } },
      },
    });
    const withEngine = generateModule(evil).js;
    expect(withEngine.length).toBeGreaterThan(js.length + 100_000);
    const attack = `${'a'.repeat(5000)}!`;
    expect(
      inNode(
        withEngine,
        `[m.render('m', { code: 'aaa' }), tried(() => m.render('m', { code: ${JSON.stringify(attack)} })).code]`,
      ),
    ).toEqual([[{ body: { v: 'aaa' } }], 'bad-data']);
  });

  it('gives the bodies of messages without params as JSON', () => {
    expect(JSON.parse(plain ?? '')).toEqual({
      hello: [{ body: { messaging_type: 'RESPONSE', message: { text: 'Hello' } } }, { wait: 800 }],
      local: [{ body: { attachment_id: 'upload:./a.png' } }],
    });
  });

  it('has types that refuse a wrong or missing param', () => {
    const compiler = join(
      dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))),
      'bin',
      'tsc',
    );
    writeFileSync(join(folder, 'b.msg.d.ts'), dts);
    const data = "{ first_name: null, order: { total: 1, link: 'https://a', items: [{ name: 'a' }] } }";
    const sources: { [name: string]: string } = {
      good: `render('order-shipped', ${data}); render('hello'); render('order-shipped', ${data}, { to: { id: '1' } });
        export const p: Payload[] = ['LIKE:x', 'HELP', 'a\`\${b}7'];`,
      missing: `render('order-shipped', {});`,
      absent: `render('order-shipped');`,
      wrong: `render('order-shipped', { order: { total: '1', link: '', items: [] } });`,
      name: `render('nothing');`,
      payload: `export const p: Payload = 'OTHER';`,
      hole: `export const p: Payload = 'a\`\${b}x';`,
    };
    for (const [name, code] of Object.entries(sources)) {
      writeFileSync(
        join(folder, `${name}.ts`),
        `import { render, type Payload } from './b.msg.js';\n${code}\n`,
      );
    }
    const files = Object.keys(sources).map((name) => `${name}.ts`);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--types', '', '--ignoreConfig'];
    const { stdout } = spawnSync(process.execPath, [compiler, ...options, ...files], {
      cwd: folder,
      encoding: 'utf8',
    });
    const refused = files.filter((file) => stdout.includes(`${file}(`));
    expect(refused).toEqual(files.filter((file) => file !== 'good.ts'));
  });
});
