/** Random valid templates: every production of Handlebars 4.7, each often. */
import fc from 'fast-check';

const blank = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\t');
const maybeBlank = fc.constantFrom('', '', '', ' ', '\n');
const strip = fc.constantFrom('', '', '', '~');

const plainName = fc.constantFrom(
  'a',
  'b',
  'name',
  'first_name',
  'x-y',
  'häuser',
  '名前',
  'e1',
  'true1',
  'elsewhere',
  'asset',
);
const segmentName = fc.constantFrom('[a b]', '[x.y]', '[0]', '[this]', '[\\]]', '[a\\]', '["q"]', '[é]');
const part = fc.oneof({ weight: 4, arbitrary: plainName }, { weight: 1, arbitrary: segmentName });

export const path = fc
  .tuple(
    fc.constantFrom('', '', '', '', '../', './', '../../', 'this.', 'this/', '@', '@../', '@root.'),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('.', '/'),
  )
  .map(([prefix, parts, separator]) => prefix + parts.join(separator));
const soloPath = fc.constantFrom('this', '.', '..', '@root', '@index', '@first', '../..', 'this', './this');
export const reference = fc.oneof({ weight: 6, arbitrary: path }, { weight: 1, arbitrary: soloPath });

const string = fc.constantFrom(
  '"x"',
  "'y z'",
  '""',
  '"it\'s"',
  '"a \\" b"',
  "'\\''",
  '"{{x}}"',
  '"}}"',
  '"a\nb"',
  '"->"',
);
const number = fc.constantFrom('0', '12', '-3', '4.5', '-0.25', '007');
const literal = fc.oneof(string, number, fc.constantFrom('true', 'false', 'null', 'undefined'));

export const { argument } = fc.letrec<{ argument: string; call: string }>((tie) => ({
  argument: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    reference,
    literal,
    tie('call').map((c) => `(${c})`),
  ),
  call: callOf(fc.oneof({ weight: 5, arbitrary: path }, { weight: 1, arbitrary: literal }), tie('argument')),
}));

function callOf(name: fc.Arbitrary<string>, arg: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const pair = fc.tuple(part, maybeBlank, arg).map(([key, gap, value]) => `${key}=${gap}${value}`);
  return fc
    .tuple(name, fc.array(arg, { maxLength: 3 }), fc.array(pair, { maxLength: 2 }), blank, maybeBlank)
    .map(([n, args, pairs, gap, end]) => [n, ...args, ...pairs].join(gap) + end);
}

const call = callOf(
  fc.oneof({ weight: 5, arbitrary: reference }, { weight: 1, arbitrary: literal }),
  argument,
);
const blockParams = fc.constantFrom('', '', '', ' as |x|', ' as |x y|', ' as  | item index |');

const content = fc.oneof(
  fc.constantFrom(
    'Hi ',
    ' ',
    '\n',
    'a { b } c',
    '🙂',
    '}}',
    '->',
    'x\\',
    '\\\\ ',
    'it is \\->',
    "don't",
    '{',
    '# ',
  ),
  fc.constantFrom(
    '\\{{x}} ',
    '\\{{x ',
    'a\\{{b}} ',
    '\\\\{{x}}',
    'c\\\\{{d}}',
    '\\{{a}}\\{{b}} ',
    '\\{{{x}}} ',
    '\\\\\\{{e}}',
  ),
);
const comment = fc.constantFrom(
  '{{! c }}',
  '{{!-- a }} b --}}',
  '{{~! x ~}}',
  '{{!}}',
  '{{!--}}',
  '{{!----}}',
  '{{~!-- c --~}}',
  '{{!-- a\nb --}}',
  '{{!- x -}}',
);

const mustache = fc
  .tuple(
    strip,
    maybeBlank,
    call,
    strip,
    fc.constantFrom('plain', 'plain', 'plain', 'triple', 'amp', 'decorator'),
  )
  .map(([open, gap, inner, close, kind]) => {
    if (kind === 'triple') return `{{${open}{${gap}${inner}}${close}}}`;
    return `{{${open}${kind === 'amp' ? '&' : kind === 'decorator' ? '*' : ''}${gap}${inner}${close}}}`;
  })
  // `{{else` begins an else, and `{{ else` too.
  .filter((text) => !/^\{\{~?\s*else\b/.test(text));

const partialName = fc.oneof(
  path,
  fc.constantFrom('"quoted"', '12', 'true', 'a/b.hbs', '@partial-block'),
  argument,
);
const partial = fc
  .tuple(strip, maybeBlank, callOf(partialName, argument), strip)
  .map(([open, gap, inner, close]) => `{{${open}>${gap}${inner}${close}}}`);

const raw = fc
  .tuple(
    plainName,
    fc.array(argument, { maxLength: 2 }),
    fc.constantFrom('', 'x {{y}} ', '{{#if}}', 'a {{{{b}}}} c {{{{/b}}}} d', '}}', '\n'),
  )
  .map(([name, args, body]) => `{{{{${[name, ...args].join(' ')}}}}}${body}{{{{/${name}}}}}`);

export const template = fc.letrec<{ template: string; statement: string; block: string }>((tie) => ({
  template: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'statement' }).map((s) => s.join('')),
  statement: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'statement' },
    { weight: 4, arbitrary: content },
    { weight: 4, arbitrary: mustache },
    { weight: 1, arbitrary: comment },
    { weight: 1, arbitrary: partial },
    { weight: 1, arbitrary: raw },
    { weight: 4, arbitrary: tie('block') },
  ),
  block: fc
    .record({
      kind: fc.constantFrom('block', 'block', 'block', 'inverse', 'partial', 'decorator'),
      name: fc.oneof(
        { weight: 6, arbitrary: path },
        { weight: 1, arbitrary: fc.constantFrom('"s"', '12', 'null', 'this') },
      ),
      rest: callOf(fc.constant(''), argument),
      params: blockParams,
      strips: fc.array(strip, { minLength: 8, maxLength: 8 }),
      body: tie('template'),
      chain: fc.array(fc.tuple(call, tie('template')), { maxLength: 2 }),
      otherwise: fc.option(fc.tuple(fc.constantFrom('^', 'else', ' else ', '^ '), tie('template'))),
    })
    .map(({ kind, name, rest, params, strips: s, body, chain, otherwise }) => {
      const sign = { block: '#', inverse: '^', partial: '#>', decorator: '#*' }[kind];
      const names = kind === 'partial' ? '' : params;
      let text = `{{${s[0]}${sign}${name} ${rest}${names}${s[1]}}}${body}`;
      if (kind === 'block') for (const [c, b] of chain) text += `{{${s[2]}else ${c}${s[3]}}}${b}`;
      const last = kind === 'block' || kind === 'inverse' ? otherwise : null;
      if (last !== null) text += `{{${s[4]}${last[0]}${s[5]}}}${last[1]}`;
      return `${text}{{${s[6]}/${name}${s[7]}}}`;
    }),
})).template;

/** A template with one small damage: a character or a piece more, less or elsewhere. */
export const damaged = fc
  .tuple(
    template,
    fc.nat(),
    fc.nat({ max: 4 }),
    fc.constantFrom(
      '',
      '{{',
      '}}',
      '"',
      "'",
      '(',
      ')',
      '|',
      '.',
      '=',
      '/',
      ' ',
      '~',
      '{{/if}}',
      '{{else}}',
      '@',
      '[',
      'x',
    ),
  )
  .map(([text, at, length, insert]) => {
    const start = text.length === 0 ? 0 : at % (text.length + 1);
    return text.slice(0, start) + insert + text.slice(start + length);
  });

/** Tags in every spelling of their two ends, with arguments that are none among the good ones, in any order. */
const tag = fc
  .tuple(
    fc.constantFrom(
      ...[
        '{{',
        '{{',
        '{{~',
        '{{&',
        '{{*',
        '{{{',
        '{{~{',
        '{{#',
        '{{~#',
        '{{#*',
        '{{^',
        '{{~^',
        '{{/',
        '{{~/',
        '{{>',
      ],
      ...['{{#>', '{{~>', '{{~#>', '{{else ', '{{ else if ', '{{~else ', '{{{{', '{{/', '{{#'],
    ),
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: argument },
        { weight: 2, arbitrary: fc.tuple(part, argument).map(([k, v]) => `${k}=${v}`) },
        {
          weight: 3,
          arbitrary: fc.constantFrom(
            ...[
              'a(b)',
              'f(a, b)',
              ']( ',
              '(',
              ')',
              '|',
              '/',
              '. ',
              'a.',
              '@',
              '@a',
              '=',
              'a=',
              '==',
              '+',
              '!',
              '#',
              '&&',
            ],
            ...[
              '"a',
              "'b",
              '{',
              ' as |x|',
              ' as |x',
              ' as ||',
              '\\',
              '}',
              '%',
              '💥',
              '(f',
              '(f a=b',
              'a.b=1',
              '1=2',
              ',',
            ],
          ),
        },
      ),
      { maxLength: 3 },
    ),
    fc.constantFrom('}}', '}}', '}}', '~}}', '}}}', '}~}}', '}}}}', ''),
  )
  .map(([open, inner, close]) => `${open}${inner.join(' ')}${close}`);

/** A link of a chain, an end or a partial's head with the wrong end. */
const inBlock = fc
  .tuple(
    fc.constantFrom(
      '{{#if a}}x{{else if b',
      '{{#if a}}{{else c',
      '{{#if a}}{{/if',
      '{{else b',
      '{{else if c',
      '{{#>p',
      '{{>p',
      '{{^a',
      '{{{{a b',
    ),
    fc.constantFrom('', ' c', ' d="e"', ' f="g', ' ]( h'),
    fc.constantFrom('}}', '}}}', '}~}}', '}}}}', '', ' '),
    fc.constantFrom('', '{{/if}}', '{{else}}y{{/if}}', '{{/p}}', ' x '),
  )
  .map((p) => p.join(''));

/** Texts of tags that hardly ever fit together. */
export const mistaken = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: tag },
      { weight: 2, arbitrary: inBlock },
      { weight: 2, arbitrary: content },
      { weight: 1, arbitrary: comment },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...[
            '{{else}}',
            '{{^}}',
            '{{~else~}}',
            '{{/if}}',
            '{{#if a}}',
            '{{#each a as |b|}}',
            '{{/each}}',
            '{{#>p}}',
            '{{/p}}',
          ],
          ...[
            '{{{{a}}}}',
            '{{{{/a}}}}',
            '{{{{b c}}}} x',
            '{{!-- x ',
            '{{!-- y }}',
            '{{#*inline "p"}}',
            '{{/inline}}',
          ],
        ),
      },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((p) => p.join(''));
