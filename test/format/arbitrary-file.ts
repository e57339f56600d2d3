/** Texts of YAML for the formatter: laid out in every odd way, commented everywhere. */
import fc from 'fast-check';

type Lines = readonly string[];

const comment = fc.constantFrom(
  '# one',
  '#  two',
  '# sendspec-ignore length/unbounded: it is so',
  '#',
  '# ü: {x}',
);
const maybe = <T>(value: fc.Arbitrary<T>, freq: number): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq });

/** A flow scalar on one line, safe in block and flow. */
const word = fc.constantFrom(
  'a',
  'Hello',
  '"{{name}}"',
  "'it''s'",
  '"no"',
  "'12'",
  '12',
  '-4.5',
  'true',
  '~',
  '"a\\tb"',
  '"plain text"',
  "'mark_seen'",
  'mark_seen',
  '"Note: x"',
  "'#1'",
  '"~"',
  'https://shop.example/a?b=1#c',
  'Yes -> YES',
  '"\\u00e9 😀"',
  "''",
  '""',
  'x'.repeat(60),
);

const key = fc.constantFrom(
  'text',
  'title',
  'payload',
  'buttons',
  'quick_replies',
  'when',
  'each',
  'messaging_type',
  'metadata',
  'generic',
  'attachment',
  'type',
  '"url"',
  "'Odd key'",
  'Note',
  'examples',
  'unchecked',
  'b',
  'c',
  'steps',
  'message',
  'variants',
);
const keys = (max: number) =>
  fc.uniqueArray(key, { maxLength: max, minLength: 1, selector: (k) => k.replace(/['"]/g, '') });

const flow: fc.Memo<string> = fc.memo((n) =>
  n <= 1
    ? word
    : fc.oneof(
        { weight: 3, arbitrary: word },
        fc.array(flow(n - 1), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(flow(n - 1), { minLength: 1, maxLength: 3 })
          .map((items) => `[ ${items.join(' ,\n   ')}\n  ]`),
        fc
          .tuple(
            keys(3),
            fc.array(flow(n - 1), { minLength: 3, maxLength: 3 }),
            fc.constantFrom(', ', ' ,', ',\n    '),
          )
          .map(([names, values, comma]) => `{${names.map((k, i) => `${k}: ${values[i]}`).join(comma)} }`),
        fc
          .tuple(keys(2), fc.array(flow(n - 1), { minLength: 2, maxLength: 2 }), comment)
          .map(
            ([names, values, c]) =>
              `{ ${c}\n  ${names.map((k, i) => `${k}: ${values[i]}, ${c}\n ${c}\n  `).join('')}}`,
          ),
      ),
);

/** The lines of a text of several lines, to stand behind a key or dash; the first belongs on its line. */
const longScalar: fc.Arbitrary<Lines> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('|', '>', '|-', '>-', '|+', '>+'),
      maybe(comment, 4),
      fc.array(fc.constantFrom('one {{x}}', 'two', '', '  deeper', '# no comment', '- x', 'a: b'), {
        minLength: 1,
        maxLength: 5,
      }),
    )
    .map(([header, note, body]) => {
      // A first line that is deeper would need an indicator.
      const lines = /^ /.test(body.find((l) => l !== '') ?? '') ? ['start', ...body] : body;
      return [note === undefined ? header : `${header} ${note}`, ...lines];
    }),
  fc.constant(['|2', '    two deeper', '  text', '']),
  fc.constant(['"quoted', 'over \\', '  \\ lines', '', 'here"']),
  fc.constant(["'single", "it''s", "here'"]),
  fc.constant(['plain text', 'on lines', '', 'three']),
);

const indent = (lines: Lines, by: string) => lines.map((line) => (line === '' ? '' : by + line));

interface Part {
  readonly inline?: string;
  readonly first?: string;
  readonly lines: Lines;
}

const value: fc.Memo<Part> = fc.memo((n) => {
  const scalar = fc.oneof(
    { weight: 4, arbitrary: word.map((inline): Part => ({ inline, lines: [] })) },
    longScalar.map(([first = '', ...lines]): Part => ({ first, lines })),
    // Lines of flow collections must stand deeper than their key.
    flow(3).map((text): Part => {
      const [first = '', ...lines] = text.split('\n');
      return { first, lines };
    }),
  );
  return n <= 1
    ? scalar
    : fc.oneof(
        scalar,
        block(n - 1).map((lines): Part => ({ lines })),
      );
});

const decoration = fc.record({
  above: fc.array(fc.oneof(comment, fc.constant('')), { maxLength: 2 }),
  behind: maybe(comment, 4),
  gap: fc.constantFrom('  ', '    ', ' '),
});

const block: fc.Memo<Lines> = fc.memo((n) =>
  fc.oneof(
    fc
      .tuple(keys(4), fc.array(fc.tuple(value(n), decoration), { minLength: 4, maxLength: 4 }))
      .map(([names, values]) => names.flatMap((name, i) => entry(`${name}:`, values[i]![0], values[i]![1]))),
    fc
      .array(fc.tuple(value(n), decoration), { minLength: 1, maxLength: 4 })
      .map((items) => items.flatMap(([part, extra]) => entry('-', part, extra))),
  ),
);

function entry(
  head: string,
  part: Part,
  { above, behind, gap }: { above: string[]; behind: string | undefined; gap: string },
): Lines {
  const note = behind === undefined ? '' : `  ${behind}`;
  if (part.inline !== undefined) return [...above, `${head} ${part.inline}${note}`];
  if (part.first !== undefined) return [...above, `${head} ${part.first}`, ...indent(part.lines, gap)];
  return [...above, `${head}${note}`, ...indent(part.lines, gap)];
}

/** The first `Hello` of a file gets an anchor, and every other one is its alias. */
function anchored(text: string): string {
  let n = 0;
  return text.replace(/(?<=[ [,])Hello(?=[ ,\]\n]|$)/g, () => (n++ === 0 ? '&hello Hello' : '*hello'));
}

/** Whole files, with some of the language's outline around so that keys are ordered. */
export const generated: fc.Arbitrary<string> = fc
  .tuple(
    block(4),
    block(3),
    fc.constantFrom('plain', 'spec', 'reversed', 'json'),
    fc.array(comment, { maxLength: 2 }),
  )
  .chain(([a, b, kind, notes]) => {
    const messages = ['messages:', '  one:', ...indent(a, '    '), '  two:', ...indent(b, '      ')];
    const params = ['params: { a: string(20) }'];
    const spec = kind === 'spec' ? [...params, '', ...messages] : [...messages, ...params, 'language: en'];
    if (kind === 'json') return flow(4).map((text) => anchored([...notes, text].join('\n')));
    return fc.constant(anchored([...notes, ...(kind === 'plain' ? a : spec), ...notes].join('\n')));
  });

const scraps = [
  ...[
    '{{',
    '}}',
    '{',
    '}',
    '[',
    ']',
    ': ',
    ':',
    ' #',
    '#',
    '- ',
    '-',
    '? ',
    '&a ',
    '*a',
    '&a',
    '!x ',
    '!!str ',
    '|',
    '>',
    '|2-',
  ],
  ...[
    '>+',
    '|+\n',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\n  ',
    '\n    - ',
    '\n\n',
    ', ',
    'a: ',
    '---\n',
    '...\n',
  ],
  ...[
    '\n # c\n',
    ' # c',
    '\n# sendspec-ignore a/b: c\n',
    '\u2028',
    '\ufeff',
    '😀',
    '~',
    'null',
    '"{{x}}"',
    '|-\n      a\n',
  ],
];

/** Files with a few places overwritten. */
export function broken(files: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), fc.constantFrom(...scraps));
  return fc.tuple(files, fc.array(cut, { minLength: 1, maxLength: 3 })).map(([text, cuts]) =>
    cuts.reduce((t, [at, length, insert]) => {
      const start = Math.floor(at * t.length);
      return t.slice(0, start) + insert + t.slice(start + length);
    }, text),
  );
}
