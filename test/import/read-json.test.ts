import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/import/json-value.ts';
import { maximumDepth, readJson } from '../../src/import/read-json.ts';

function read(text: string, variables = false) {
  const result = readJson(text, { variables });
  if (!result.ok) return { error: `${result.error.offset}: ${result.error.message}` };
  return { value: toJson(result.value), lenient: result.lenient.map((l) => `${l.offset} ${l.what}`) };
}

describe('strict JSON', () => {
  const json = fc.jsonValue({ maxDepth: 5 }).map((value) => ({ value }));
  test('is what JSON.parse makes of it, with any spaces', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2, '\t'), ({ value }, space) => {
        const text = JSON.stringify(value, null, space);
        // -0 is written 0 by JSON.stringify
        expect(read(text)).toEqual({ value: JSON.parse(text), lenient: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  test('digits of numbers are kept', () => {
    const result = readJson('[12345678901234567890, 1.50, 1e3, -0]');
    expect(result.ok && (result.value as { source: string }[]).map((n) => n.source)).toEqual([
      '12345678901234567890',
      '1.50',
      '1e3',
      '-0',
    ]);
  });

  test('escapes, names of every object, BOM', () => {
    expect(read('\ufeff{"\\u0041\\n":"\\"\\\\\\/\\b\\f\\t\\r\\ud83d\\ude00","__proto__":1}')).toEqual({
      value: JSON.parse('{"A\\n":"\\"\\\\/\\b\\f\\t\\r😀","__proto__":1}'),
      lenient: [],
    });
  });
});

describe('what people take for JSON', () => {
  // JavaScript itself says what a literal means
  const literal = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        '1',
        '-1',
        '+1',
        '.5',
        '5.',
        '0x1F',
        '1e3',
        'true',
        'null',
        `'it\\'s'`,
        `"a\\x41"`,
        `'"'`,
        '""',
        '"\\u{1F600}"',
      ),
      fc
        .array(tie('value'), { maxLength: 3 })
        .map((all) => `[${all.join(', ')}${all.length > 0 ? ',' : ''}]`),
      fc
        .array(fc.tuple(fc.constantFrom('a', '$b', '_c', "'d e'", '"f"', 'é'), tie('value')), {
          maxLength: 3,
        })
        .map((all) => `{ // comment\n${all.map(([k, v]) => `${k}: /* it's */ ${v}`).join(',\n')} }`),
    ),
  })).value as fc.Arbitrary<string>;

  test('is read as JavaScript reads it', () => {
    fc.assert(
      fc.property(literal, (text) => {
        const wanted: unknown = new Function(`return (${text});`)();
        expect(read(text)).toMatchObject({ value: wanted });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['{"a": 1,}', '7 a comma before a closing bracket'],
    ["{'a': 1}", '1 a text in single quotes'],
    ['{a: 1}', '1 a key without quotes'],
    ['{"a": 1} // x', '9 a comment'],
    ['# x\n{"a": 1}', '0 a comment'],
    ['{"a": True}', '6 the word True'],
    ['{"a": "x\ty"}', '8 a control character in a text'],
    ['{"a": 1, "a": 2}', '9 the key "a" twice in one object (the last is taken)'],
    ['{"a": +1}', '6 a number that JSON writes otherwise'],
    ['{"a": 1};', '8 a semicolon at the end'],
  ])('%s has a note', (text, note) => {
    expect(read(text).lenient).toEqual([note]);
  });

  test("Postman's variables outside of quotes are texts, elsewhere an error", () => {
    expect(read('{"id": {{psid}}}', true)).toEqual({
      value: { id: '{{psid}}' },
      lenient: ['7 a {{variable}} outside of quotes'],
    });
    expect(read('{"id": {{psid}}}').error).toMatch(/^8: /);
  });
});

describe('what is broken', () => {
  test.each([
    ['', '0: there is nothing here'],
    ['{"a": 1', '0: the { that stands here is not closed: the text ends before'],
    ['[1, 2', '0: the [ that stands here is not closed: the text ends before'],
    ['{"a" 1}', '5: a colon is missing after the key "a": here is "1"'],
    ['{"a": 1 "b": 2}', '8: a comma or } is missing before a text in quotes'],
    ['[1 2]', '3: a comma or ] is missing before "2"'],
    [
      '{"a": "x\ny"}',
      '6: the text that begins here is not closed on its line: add ", or write a line break as \\n',
    ],
    ['{“a”: 1}', '1: a key in double quotes must stand here, not the curly quote “: use straight ones (")'],
    [
      '{"a": hello}',
      '6: "hello" is no JSON value: put texts in double quotes, and give data in place of code',
    ],
    ['{"a": 01}', '6: "01" is no number: put it in quotes if it is a text'],
    ['{"a": 2026-05-04}', '6: "2026-05-04" is no number: put it in quotes if it is a text'],
    ['{"a": "\\q"}', '7: "\\q" is no escape: write a backslash as \\\\'],
    ['{"a": }', '6: a value must stand here, not "}"'],
    ['{"a": 1} {"b": 2}', '9: the JSON is complete before this, but here is "{"'],
    ['/* x', '0: the comment that begins here is not closed by */'],
    ['[,]', '1: a value must stand here, not ","'],
    ['{"a": -Infinity}', '6: "-Infinity" is no number: put it in quotes if it is a text'],
  ])('%s', (text, message) => {
    expect(read(text).error).toBe(message);
  });

  test('brackets without end', () => {
    expect(read('['.repeat(100_000)).error).toBe(
      `${maximumDepth}: brackets are nested deeper than ${maximumDepth} levels`,
    );
  });

  test('any text ends with a value or an error inside it', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      ',',
      'a',
      '1',
      '-',
      '.',
      'true',
      '\\',
      '/',
      '*',
      '#',
      '\n',
      ' ',
      '{{',
      '}}',
      'u',
      '😀',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 20 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, fc.boolean(), (value, variables) => {
        const result = readJson(value, { variables });
        if (result.ok) return;
        expect(result.error.offset).toBeGreaterThanOrEqual(0);
        expect(result.error.offset).toBeLessThanOrEqual(value.length);
        expect(result.error.message).not.toBe('');
      }),
      { numRuns: 5_000 },
    );
  });

  test('one character less or more: whatever JSON.parse takes is read the same', () => {
    const text = '{"recipient": {"id": "1"}, "message": {"text": "Hi \\n", "n": [1, -2.5e3, true, null]}}';
    for (let i = 0; i < text.length; i++) {
      for (const insert of ['', '"', ',', '}', ']', '\\', '0']) {
        const changed = `${text.slice(0, i)}${insert}${text.slice(i + (insert === '' ? 1 : 0))}`;
        let wanted: unknown;
        try {
          wanted = JSON.parse(changed);
        } catch {
          continue;
        }
        expect(read(changed), changed).toMatchObject({ value: wanted });
      }
    }
  });
});
