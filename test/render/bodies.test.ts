import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/bind/model.ts';
import type { ProgramIR, TextIR, ValueIR } from '../../src/lower/ir.ts';
import type { RenderOptions } from '../../src/render/index.ts';
import { createRenderer } from '../../src/render/index.ts';
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

describe.each(['generated', 'handlebars'] as const)('bodies by the %s backend', (backend) => {
  /** The steps, or `code: message` of the problems. */
  function render(ir: ProgramIR, data: Json = {}, options: RenderOptions = {}, name = 'm'): unknown {
    const result = createRenderer(ir, { backend }).render(name, data, options);
    return result.ok ? result.steps : result.problems.map((p) => `${p.code}: ${p.message}`);
  }

  /** The value, if it was rendered into the body. */
  function value(node: ValueIR, data: Json = {}, options: RenderOptions = {}): unknown {
    const steps = render(one(node), data, options) as { body: { v: unknown } }[];
    return typeof steps[0] === 'string' ? steps : steps[0]?.body.v;
  }

  const url = (source: string, more: Partial<TextIR> = {}): TextIR =>
    text(source, { destination: 'url', ...more });

  describe('destinations', () => {
    it.each<[string, Json, string]>([
      [
        'https://a.example/t/{{x}}?q={{x}}',
        'a b/ü&',
        'https://a.example/t/a%20b%2F%C3%BC%26?q=a%20b%2F%C3%BC%26',
      ],
      ['https://a.example/{{{x}}}', 'b/c', 'https://a.example/b/c'],
      ['https://a.example/?v={{x}}', '..', 'https://a.example/?v=..'],
      ['https://a.example/{{x}}.html', '.', 'https://a.example/..html'],
      ['https://a.example/{{x}}', '\ud800', 'https://a.example/%EF%BF%BD'],
      ['https://a.example/{{x}}', '%2e', 'https://a.example/%252e'],
    ])('%s with %j', (source, x, expected) => {
      expect(value(url(source), { x })).toBe(expected);
    });

    it.each<[string, Json]>([
      ['https://a.example/{{x}}', '..'],
      ['https://a.example/{{x}}/b', '.'],
      ['https://a.example/.{{x}}/b', '.'],
      ['https://a.example/{{x}}./b', ''],
      ['https://a.example/%2e{{x}}', '.'],
      ['https://a.example/{{{x}}}', 'a/../../b'],
    ])('%s with %j would leave the path', (source, x) => {
      expect(value(url(source), { x })).toEqual([expect.stringMatching(/^bad-url: the data makes/)]);
    });

    it.each([
      'http://a',
      'https://a.example:8080/x?y#z',
      'HTTPS://A.EXAMPLE',
      'https://ü.example/ä',
      'https://[::1]/',
    ])('takes %s as a whole URL', (x) =>
      expect(value(text('{{x}}', { destination: 'whole-url' }), { x })).toBe(x),
    );

    it.each([
      'ftp://a',
      'a.example',
      'https://',
      'https://a b',
      'https://a\n',
      'javascript:alert(1)',
      'https:/a',
      'https://\\a',
      'https://a:99999',
    ])('refuses %j as a whole URL', (x) =>
      expect(value(text('{{x}}', { destination: 'whole-url' }), { x })).toEqual([
        expect.stringMatching(/^bad-url/),
      ]),
    );

    it('lets digits and one plus into a phone number', () => {
      expect(value(text('{{x}}', { destination: 'tel' }), { x: '+49 (30) 1+2' })).toBe('+493012');
      expect(value(text('+1{{x}}', { destination: 'tel' }), { x: '+555' })).toBe('+1555');
    });
  });

  it('keeps the type where a number or a boolean belongs', () => {
    expect(value(text('{{x}}', { as: 'number' }), { x: 12.5 })).toBe(12.5);
    expect(value(text('{{x}}', { as: 'boolean' }), { x: false })).toBe(false);
    expect(value(text('{{date x "unix"}}', { as: 'number' }), { x: '1970-01-01T00:01:00Z' })).toBe(60);
    expect(value(text('{{x}}', { as: 'number', whenEmpty: 'omit' }), {})).toBe(undefined);
    expect(value(text('{{x}}', { as: 'number' }), { x: [1] })).toEqual([
      'not-text: a list of 1 item cannot be the value of a number or boolean field',
    ]);
  });

  it('removes line breaks at the end only where asked', () => {
    expect(value(text('a {{x}}\n\n', { trim: true }), { x: 'b\n' })).toBe('a b');
    expect(value(text('a {{x}}\n'), { x: 'b' })).toBe('a b\n');
  });

  it('leaves out, keeps or refuses what renders empty', () => {
    expect(render(one(text('{{x}}', { whenEmpty: 'omit' })))).toEqual([{ body: {} }]);
    expect(render(one(text('{{x}}', { whenEmpty: 'keep' })))).toEqual([{ body: { v: '' } }]);
    const failing = text('{{x}}', { whenEmpty: 'fail' });
    expect(render(one(failing))).toEqual([`empty: ${failing.span.path} is empty, but it is needed`]);
    expect(render(one(list([text('{{x}}', { whenEmpty: 'omit' })], { whenEmpty: 'omit' })))).toEqual([
      { body: {} },
    ]);
    expect(render(one(list([], { whenEmpty: 'keep' })))).toEqual([{ body: { v: [] } }]);
    const needed = text('{{x}}', { whenEmpty: 'omit' });
    expect(render(one(object({ k: { value: needed, required: true } })))).toEqual([
      `empty: ${needed.span.path} is empty, but it is needed`,
    ]);
  });

  it('checks limits in code points, bytes and items', () => {
    const limited = (max: number, unit: 'code points' | 'bytes', min?: number) =>
      text('{{x}}', { limit: { max, unit, name: 'title', ...(min !== undefined && { min }) } });
    expect(value(limited(2, 'code points'), { x: '😀😀' })).toBe('😀😀');
    expect(value(limited(2, 'code points'), { x: '😀😀a' })).toEqual([
      'too-long: title has 3 characters, at most 2 are allowed',
    ]);
    expect(value(limited(4, 'bytes'), { x: '😀' })).toBe('😀');
    expect(value(limited(4, 'bytes'), { x: 'üüü' })).toEqual([
      'too-long: title has 6 bytes, at most 4 are allowed',
    ]);
    expect(value(limited(9, 'code points', 3), { x: 'ab' })).toEqual([
      'too-short: title has 2 characters, at least 3 are needed',
    ]);
    const items = list([{ each: each('xs', 'x'), value: text('{{x}}') }], {
      limit: { min: 2, max: 3, unit: 'items', name: 'buttons' },
    });
    expect(value(items, { xs: [1, 2, 3] })).toEqual(['1', '2', '3']);
    expect(value(items, { xs: [1, 2, 3, 4] })).toEqual([
      'too-many: buttons has 4 items, at most 3 are allowed',
    ]);
    expect(value(items, { xs: [1] })).toEqual(['too-few: buttons has 1 item, at least 2 are needed']);
  });

  it('collects all problems, each with its place', () => {
    const a = text('{{o}}');
    const b = text('{{x}}', { limit: { max: 1, unit: 'code points', name: 'b' } });
    const result = createRenderer(one(list([a, b])), { backend }).render('m', { o: {}, x: 'long' });
    expect(result).toEqual({
      ok: false,
      problems: [
        { code: 'not-text', message: 'an object cannot be written as text', span: a.span },
        { code: 'too-long', message: 'b has 4 characters, at most 1 are allowed', span: b.span },
      ],
    });
  });

  it('repeats items; this and outer names stay, @index is of the loop', () => {
    const node = list([
      {
        each: each('xs', 'x', 'i'),
        when: expression('(ne x 2)'),
        value: text('{{i}}{{@index}}{{@first}}{{@last}} {{x}} {{this.y}} {{y}}'),
      },
      {
        otherwise: { type: 'BooleanLiteral', value: true, original: true, span: { start: 0, end: 0 } },
        value: text('none'),
      },
    ]);
    expect(value(node, { xs: [1, 2, 3], y: 'Y' })).toEqual(['00truefalse 1 Y Y', '22falsetrue 3 Y Y']);
    expect(value(node, { xs: [2] })).toEqual(['none']);
    expect(
      value(list([{ each: each('o', 'v', 'k'), value: text('{{k}}={{v}}') }]), { o: { a: 1, b: 2 } }),
    ).toEqual(['a=1', 'b=2']);
  });

  it('follows chains of when and otherwise', () => {
    const node = list([
      { when: expression('a'), value: json('A') },
      { otherwise: expression('b'), value: json('B') },
      { otherwise: expression('true'), value: json('C') },
      { when: expression('b'), value: json('D') },
    ]);
    expect([value(node, { a: 1, b: 1 }), value(node, { b: 1 }), value(node)]).toEqual([
      ['A', 'D'],
      ['B', 'D'],
      ['C'],
    ]);
  });

  it('splices the list of a fragment', () => {
    const fragment = list([text('YES:{{topic}}'), text('NO:{{topic}}')]);
    const node = list([{ value: json('first') }, { value: call(fragment, { topic: '"x"' }), splice: true }]);
    expect(value(node)).toEqual(['first', 'YES:x', 'NO:x']);
  });

  it('gives a fragment its arguments, the names that it inherits and its defaults', () => {
    const names = text('{{a}} {{b}} {{c}} {{recipient.id}} {{item}}');
    const inner = (inherits: boolean) =>
      list([
        {
          each: each('xs', 'item'),
          value: call(names, { a: 'item', c: 'missing' }, { inherits, defaults: { b: 'B', c: 'C' } }),
        },
      ]);
    const data = { xs: [1], a: 'outer', b: 'outer' };
    const options = { recipient: { id: '7' } };
    expect(value(inner(true), data, options)).toEqual(['1 outer C 7 ']);
    expect(value(inner(false), data, options)).toEqual(['1 B C 7 ']);
  });

  it('puts the recipient first, unless the body has its own', () => {
    const body = object({ messaging_type: json('RESPONSE'), message: object({ text: text('{{x}}') }) });
    const to = { id: '5' };
    const ir = program([
      message('m', [
        step(body),
        step(json({ sender_action: 'typing_on' })),
        step(object({ recipient: json({ user_ref: 'u' }), message: json({}) })),
      ]),
    ]);
    expect(JSON.stringify(render(ir, { x: 1 }, { to }))).toBe(
      '[{"body":{"recipient":{"id":"5"},"messaging_type":"RESPONSE","message":{"text":"1"}}},' +
        '{"body":{"recipient":{"id":"5"},"sender_action":"typing_on"}},' +
        '{"body":{"recipient":{"user_ref":"u"},"message":{}}}]',
    );
  });

  it('runs joined steps with the step before, turn by turn', () => {
    const ir = program([
      message('m', [
        step(object({ t: text('{{x}}') }), { each: each('xs', 'x'), when: expression('x') }),
        wait(1000, { joined: true }),
        step(json({ t: 'else' }), { otherwise: expression('true') }),
        wait(5, { joined: true }),
      ]),
    ]);
    expect(render(ir, { xs: ['a', '', 'b'] })).toEqual([
      { body: { t: 'a' } },
      { wait: 1000 },
      { body: { t: 'b' } },
      { wait: 1000 },
    ]);
    expect(render(ir, { xs: [] })).toEqual([{ body: { t: 'else' } }, { wait: 5 }]);
  });

  it('chooses variants by run, message, step and recipient, with their weights', () => {
    const variants = [
      { name: 'plain', weight: 1, body: object({ v: json('plain') }) },
      { name: 'warm', weight: 3, body: object({ v: json('warm') }) },
    ];
    const ir = program([
      message('m', [{ ...step(json({})), value: { op: 'body', body: json({}), variants } }]),
    ]);
    const renderer = createRenderer(ir, { backend });
    const choose = (id: string, run: string) =>
      JSON.stringify(renderer.render('m', {}, { recipient: { id }, run }));
    let warm = 0;
    let moved = 0;
    for (let i = 0; i < 4000; i++) {
      const first = choose(`${i}`, 'r1');
      expect(choose(`${i}`, 'r1')).toBe(first);
      if (first.includes('warm')) warm++;
      if (choose(`${i}`, 'r2') !== first) moved++;
    }
    // 3000 and 1500 expected, standard deviations 27 and 31.
    expect(Math.abs(warm - 3000)).toBeLessThan(150);
    expect(Math.abs(moved - 1500)).toBeLessThan(170);
  });

  it('puts ids of uploads only where the message has a file', () => {
    const body = json({
      attachment: { attachment_id: 'upload:./a.png' },
      text: 'upload:./a.png',
      attachment_id: 'upload:./b.png',
    });
    const uploads = [
      {
        path: './a.png',
        file: 'a.png',
        type: 'image',
        span: { file: 'a', line: 1, column: 1, start: 0, end: 1, path: 'm' },
      },
    ];
    const ir = program([message('m', [step(body)], { uploads })]);
    expect(render(ir, {}, { uploads: { './a.png': '1', './b.png': '2' } })).toEqual([
      {
        body: { attachment: { attachment_id: '1' }, text: 'upload:./a.png', attachment_id: 'upload:./b.png' },
      },
    ]);
    expect(render(ir)).toEqual([
      {
        body: {
          attachment: { attachment_id: 'upload:./a.png' },
          text: 'upload:./a.png',
          attachment_id: 'upload:./b.png',
        },
      },
    ]);
  });

  it('tells where strings came from, when asked', () => {
    const a = text('{{x}}');
    const b = text('{{#if y}}{{y}}{{/if}}', { whenEmpty: 'omit' });
    const ir = program([
      message('m', [step(object({ 'a/b~': list([b, a]), n: text('{{x}}', { as: 'number' }) }))]),
    ]);
    expect(render(ir, { x: 1 }, { to: { id: '1' }, sourceMap: true })).toEqual([
      {
        body: { recipient: { id: '1' }, 'a/b~': ['1'], n: 1 },
        sources: [{ pointer: '/a~1b~0/0', span: a.span }],
      },
    ]);
  });

  it('fills defaults at any depth and leaves the data as it was', () => {
    const schema: Json = {
      type: 'object',
      properties: {
        o: { type: 'object', properties: { n: { type: 'number', default: 3 } } },
        xs: { type: 'array', items: { type: 'object', properties: { k: { default: 'K' } } } },
      },
    };
    const ir = one(text('{{a}} {{o.n}} {{#each xs}}{{k}}{{/each}}'), { schema, defaults: { a: 'A' } });
    const data: Json = { o: {}, xs: [{}, { k: 'own' }] };
    expect(render(ir, data)).toEqual([{ body: { v: 'A 3 Kown' } }]);
    expect(data).toEqual({ o: {}, xs: [{}, { k: 'own' }] });
    expect(render(ir, { a: null, o: null })).toEqual([{ body: { v: 'A  ' } }]);
  });

  it('shares no mutable constant between renders', () => {
    const renderer = createRenderer(one(json({ deep: [1] })), { backend });
    const first = renderer.render('m', {}, { to: { id: '1' } });
    try {
      if (first.ok)
        ((first.steps[0] as unknown as { body: { v: { deep: number[] } } }).body.v.deep as number[]).push(2);
    } catch {
      // Frozen.
    }
    expect(JSON.stringify(renderer.render('m', {}))).toContain('{"deep":[1]}');
  });

  it('answers an unknown message and data of another kind with a problem', () => {
    expect(render(one(json(1)), {}, {}, 'nope')).toEqual(['unknown-message: there is no message "nope"']);
    expect(render(one(json(1)), [])).toEqual([
      'bad-data: the data must be an object with the params, but is a list of 0 items',
    ]);
    expect(render(one(text('{{now}}')))).toEqual([expect.stringMatching(/^missing-value: `now` is used/)]);
  });

  it('reports a call that check would have refused', () => {
    expect(value(text('{{nope 1}}'))).toEqual(['helper: there is no helper nope']);
    expect(value(text('{{#upper "x"}}{{/upper}}'))).toEqual([
      'helper: upper: is no block; write {{#if (upper …)}}',
    ]);
    expect(value(text('{{#if a b}}{{/if}}'))).toEqual(['helper: if: needs 1 argument, but has 2']);
  });

  it('puts nothing of a file or of data into code', () => {
    const evil = '\\\');process.exit(1);//`${1}\u2028\u2029"';
    const ir = program([
      message(evil, [
        step(object({ [evil]: text(`${evil}{{lookup this x}}`), __proto__x: json({ ['__proto__']: 1 }) })),
      ]),
    ]);
    const result = createRenderer(ir, { backend }).render(evil, { x: evil, [evil]: 'found' });
    expect(result.ok && (result.steps[0] as { body: { [k: string]: unknown } }).body[evil]).toBe(
      `${evil}found`,
    );
  });
});
