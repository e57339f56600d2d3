/**
 * Random small projects: a file that imports fragments of another one (which imports a third), in several languages,
 * for both channels, with loops over lists of objects, conditions that narrow an enum, fields of the author's own under
 * `unchecked`, steps with pauses, helpers of the project's own, and
 * values that decide what an object is. What one file may hold is in random-specs.ts.
 */
import fc from 'fast-check';
import { deciders } from './random-deciders.ts';
import { ownCalls } from './random-own-helpers.ts';
import { type Arb, condition, expression, type Json, template, typeOfParam } from './random-specs.ts';

/** Names of fields that neither sendspec nor the oracle knows begin so. */
export const ownField = 'x_own';

export interface Project {
  readonly text: string;
  /** The other files, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly params: readonly string[];
}

const files = {
  'shared/common.msg.yaml': JSON.stringify({
    imports: { other: './other.msg.yaml' },
    params: { who: 'string(12)', n: 'integer(0..99)', o: 'string(0..6)?' },
    fragments: {
      name: 'dear {{truncate (default o who) 9}}',
      whole: '{{who}} {{n}}{{#if o}}, {{o}}{{/if}}',
      line: 'Help {{truncate who 8}} -> HELP:{{n}}',
      card: { title: '{{truncate who 10}}', subtitle: '{{default o "-"}}', buttons: [{ use: 'line' }] },
      two: ['Yes -> Y{{n}}', { tap: 'No -> N', when: 'n > 5' }],
      leaf: { use: 'other.leaf who=who' },
      far: '{{> other.long who=who}}',
    },
  }),
  'shared/other.msg.yaml': JSON.stringify({
    params: { who: 'string(20)' },
    fragments: { leaf: 'Leaf -> L:{{who}}', long: '{{who}}{{who}}' },
  }),
};

const who = fc.constantFrom('s', 'e', '(truncate s 9)', '"Ana"', 'with_default', 'o.s', '(upper e)', 'el');
const count = fc
  .constantFrom('i', '5', '(length ls)', 'rows.length', 'o.i')
  .filter((c) => c !== 'rows.length');
const maybe = fc.constantFrom('', ' o=s_o', ' o=s0', ' o="x"', ' o=(truncate long 6)');
const args = fc.tuple(who, count, maybe).map(([w, n, o]) => `who=${w} n=${n}${o}`);

const partial = fc
  .tuple(fc.constantFrom('name', 'whole', 'far'), args)
  .map(([p, a]) => (p === 'far' ? `{{> common.far ${a}}}` : `{{> common.${p} ${a}}}`));
const text = fc.oneof(
  template(),
  partial,
  fc.tuple(partial, template(undefined, 0)).map((p) => p.join(' ')),
);

const line = fc
  .tuple(fc.constantFrom('line', 'two', 'leaf'), args)
  .map(([f, a]): Json => ({ use: `common.${f} ${a}` }));
const imported: Arb<Json> = fc.oneof(
  fc.record({ text, quick_replies: fc.array(line, { minLength: 1, maxLength: 3 }) }),
  fc.record({ text, buttons: fc.array(line, { minLength: 1, maxLength: 1 }) }),
  fc
    .array(args, { minLength: 1, maxLength: 3 })
    .map((all): Json => ({ generic: all.map((a) => ({ use: `common.card ${a}` })) })),
  fc.tuple(args, template(undefined, 0)).map(
    ([a, subtitle]): Json => ({
      generic: [{ use: `common.card ${a}`, subtitle: `S${subtitle}` }],
    }),
  ),
);

// ---------- an enum that a condition narrows ----------

const longest = 'Ceylon Orange Pekoe, loose leaf';
const teas = ['Tea', 'Green tea', longest];
const quoted = fc.constantFrom(...teas).map((t) => `"${t}"`);
const narrowing = (path: string): Arb<string> =>
  fc.oneof(
    quoted.map((t) => `${path} == ${t}`),
    quoted.map((t) => `${path} != ${t}`),
    fc.tuple(quoted, quoted).map(([a, b]) => `${path} in [${a}, ${b}]`),
    quoted.map((t) => `not ${path} == ${t}`),
    fc
      .tuple(quoted, fc.constantFrom(' and ', ' or '), condition())
      .map(([t, o, c]) => `(${path} == ${t})${o}(${c})`),
    condition(),
  );
const shownTea = (path: string) =>
  fc.constantFrom(
    `{{${path}}}`,
    `{{upper ${path}}}`,
    `{{#if (eq ${path} "Tea")}}{{${path}}}{{else}}other{{/if}}`,
  );
const narrowed: Arb<Json> = fc.oneof(
  fc.tuple(narrowing('el'), shownTea('el')).map(
    ([when, title]): Json => ({
      text: 'Hi',
      quick_replies: [{ when, title, payload: 'P' }, 'Other'],
    }),
  ),
  fc.tuple(narrowing('r.el'), shownTea('r.el')).map(
    ([when, title]): Json => ({
      text: 'Hi',
      quick_replies: [{ each: 'rows as |r|', when, title, payload: 'P{{@index}}' }, 'Other'],
    }),
  ),
  fc.tuple(narrowing('el'), shownTea('el'), fc.oneof(fc.constant<Json>(true), narrowing('el'))).map(
    ([when, title, otherwise]): Json => ({
      text: 'Hi',
      quick_replies: [{ when, title: 'Short', payload: 'A' }, { otherwise, title, payload: 'B' }, 'Other'],
    }),
  ),
  fc
    .tuple(narrowing('el'), shownTea('el'))
    .map(
      ([when, title]): Json => [
        { when, text: 'Hi', buttons: [{ type: 'postback', title, payload: 'P' }] },
        { text: 'End' },
      ],
    ),
);

// ---------- lists of objects ----------

const rowTexts = fc.oneof(
  fc.constantFrom(
    '{{r.s}}',
    '{{r.i}}',
    '{{#each r.ls as |x|}}{{x}},{{/each}}.',
    '{{join r.ls1 " "}}.',
    '{{truncate (join r.ls1) 9}}.',
  ),
  template('r.', 0).map((t) => `R${t}`),
);
const loops: Arb<Json> = fc
  .tuple(
    fc.constantFrom('rows', '(take rows 2)', 'many', '(take many 7)'),
    rowTexts,
    rowTexts,
    condition('r.'),
  )
  .chain(([list, a, b, when]) =>
    fc.constantFrom<Json>(
      { generic: [{ each: `${list} as |r|`, title: a, subtitle: b }] },
      {
        generic: [
          { each: `${list} as |r|`, when, title: a, subtitle: b },
          { otherwise: true, title: 'None', subtitle: 'x' },
        ],
      },
      { text: 'Hi', quick_replies: [{ each: `${list} as |r|`, title: a, payload: b }, 'Other'] },
      { text: `{{#each ${list} as |r|}}${a} ${b}; {{/each}}.` },
      { text: 'Hi', buttons: [{ each: `${list} as |r|`, when, tap: 'Go -> P{{@index}}' }, 'Other -> O'] },
      [{ each: `${list} as |r|`, text: `T${a}` }, { wait: '1s' }, { text: 'End' }],
    ),
  );

// ---------- languages ----------

const languages = ['en', 'de', 'fr', 'ar', 'pl', 'ru', 'hi', 'pt-BR', 'ja', 'cs', 'th'];
const number = fc.constantFrom('i', 'n', 'neg', 'big', 'en', 'o.n');
const formatted = fc.oneof(
  fc
    .tuple(number, fc.constantFrom('', ' ordinal=true'))
    .map(
      ([p, o]) =>
        `{{plural ${p} zero="{n} no" one="{n} one" two="{n} two" few="{n} of a few" many="{n} of many ones" other="{n}"${o}}}`,
    ),
  fc
    .tuple(
      fc.constantFrom('d', 'dt', 'o.d'),
      fc.constantFrom('"full"', '"long"', '"medium"', '"short" time="short"', '"full" time="full"'),
    )
    .map(([p, s]) => `{{date ${p} ${s}}}`),
  fc.constantFrom('{{relative dt}}', '{{relative d}}'),
  fc
    .tuple(number, fc.constantFrom('cur', '"EUR"', '"KWD"', '"JPY"'), fc.constantFrom('', ' minor=true'))
    .map(([p, c, m]) => `{{currency ${p} ${c}${m}}}`),
  fc.tuple(number, fc.constantFrom('', ' digits=0', ' digits=3')).map(([p, d]) => `{{number ${p}${d}}}`),
  fc.constantFrom('{{join ls}}', '{{join ls1 last=" & "}}', '{{upper e}}', '{{lower s}}'),
);
const padding = fc.integer({ min: 0, max: 60 }).map((n) => 'x'.repeat(n));
const spoken: Arb<Json> = fc.oneof(
  fc.tuple(formatted, formatted).map(([a, b]): Json => ({ text: `T ${a} ${b}` })),
  // at the edge of a title of 80
  fc.tuple(formatted, padding).map(([a, p]): Json => ({ generic: [{ title: `T${a}${p}`, subtitle: 'x' }] })),
  formatted.map((a): Json => ({ text: 'Hi', quick_replies: [{ title: `T${a}`, payload: 'P' }] })),
  fc.tuple(formatted, fc.integer({ min: 3, max: 20 })).map(
    ([a, n]): Json => ({
      text: 'Hi',
      quick_replies: [{ title: `{{truncate (${a.slice(2, -2)}) ${n}}}`, payload: 'P' }],
    }),
  ),
);

// ---------- the author's own fields ----------

const own: Arb<Json> = fc
  .tuple(text, expression(), fc.constantFrom<Json>(5, true, [1, '{{s}}'], { a: '{{e}}' }))
  .map(
    ([t, e, literal]): Json => ({
      text: t,
      unchecked: { [ownField]: `{{default (${e}) "x"}}`, [`${ownField}_2`]: literal },
      quick_replies: [{ title: 'Ok', payload: 'P', unchecked: { [ownField]: '{{s}}' } }],
    }),
  );

// ---------- long texts, in bytes on Instagram ----------

const long: Arb<Json> = fc
  .tuple(
    fc.constantFrom('long', 'longer', 's'),
    fc.integer({ min: 0, max: 1000 }),
    fc.constantFrom('x', 'é', '中', '😀'),
  )
  .map(([p, n, letter]): Json => ({ text: `{{${p}}}${letter.repeat(n)}` }));

// ---------- steps of one channel ----------

const ofOneChannel: Arb<Json> = fc
  .tuple(
    fc.tuple(long, spoken).map(([a, b]) => [a, b]),
    fc.constantFrom('messenger', 'instagram'),
    fc.constantFrom('', ' and b', ' or b'),
  )
  .map(
    ([bodies, first, more]): Json => ({
      channel: ['messenger', 'instagram'],
      steps: [
        ...bodies.map((body, i) => ({
          ...(body as { readonly [key: string]: Json }),
          when: `recipient.channel == "${i === 0 ? first : 'messenger'}"${more}`,
        })),
        'End',
      ],
    }),
  );

const message: Arb<Json> = fc.oneof(
  { weight: 3, arbitrary: imported },
  { weight: 3, arbitrary: narrowed },
  { weight: 3, arbitrary: loops },
  { weight: 3, arbitrary: spoken },
  { weight: 1, arbitrary: own },
  { weight: 2, arbitrary: long },
  { weight: 2, arbitrary: ofOneChannel },
  { weight: 3, arbitrary: ownCalls },
  { weight: 3, arbitrary: deciders },
);

const names = [
  ...[
    's',
    's0',
    's_o',
    'long',
    'longer',
    'with_default',
    'e',
    'el',
    'en',
    'cur',
    'i',
    'n',
    'neg',
    'big',
    'b',
  ],
  ...['d', 'dt', 'o', 'ls', 'ls1', 'rows', 'many', 'u', 'p', 'items', 'items0'],
];

/** A project whose main file has one message `m`. */
export const projectArbitrary: Arb<Project> = fc
  .tuple(message, fc.constantFrom(...languages), fc.constantFrom('messenger', 'messenger', 'instagram'))
  .map(([m, language, channel]) => {
    const body = JSON.stringify(m);
    const params = paramsIn(body);
    const file = {
      language,
      channel,
      ...(body.includes('common.') && { imports: { common: './shared/common.msg.yaml' } }),
      params: Object.fromEntries(params.map((name) => [name, typeOfParam(name)])),
      defaults: { messaging_type: 'RESPONSE' },
      messages: { m },
    };
    return { text: JSON.stringify(file, null, 1), files, params };
  });

/** Also optional ones: a name with `_o`. */
function paramsIn(body: string): string[] {
  const all = names.flatMap((name) => (name.endsWith('_o') ? [name] : [name, `${name}_o`]));
  return all.filter(
    (name) => new RegExp(`(?<![.\\w])${name}\\b(?!=)`).test(body) && typeOfParam(name) !== undefined,
  );
}
