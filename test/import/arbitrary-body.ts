/** Bodies made of the Send API's shapes, with texts that are hard to write. */
import fc from 'fast-check';
import { request } from '../../src/send-api/index.ts';
import type { ObjectShape, Shape } from '../../src/send-api/schema.ts';

type Body = Record<string, unknown>;

const pieces = [
  ...[
    'a',
    'Hello',
    'Yes, please',
    ' ',
    '  ',
    '->',
    '\\->',
    ' -> ',
    '=>',
    '{{',
    '}}',
    '{{x}}',
    '{{{y}}}',
    '{{#if z}}',
    '{{!',
    '{{/if}}',
  ],
  ...[
    '\\',
    '\\\\',
    '\\n',
    '#',
    ' # ',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '!',
    '&',
    '*',
    '@',
    '%',
    '|',
    '>',
    '`',
    '"',
    "'",
    ',',
    '[',
    ']',
    '(',
    ')',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '😀',
    '👩‍👩‍👧',
    'é',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\u0000',
    '\u0085',
    '日本語',
    'عربي',
  ],
  ...[
    'null',
    'true',
    '~',
    '12',
    '0x1F',
    '1e3',
    '---',
    '...',
    '<<',
    'login',
    'logout',
    'tel:',
    'https://',
    'www.',
    'use: x',
    'each: x',
  ],
  ...[
    'mark_seen',
    'typing_on',
    'user_email',
    'foo_bar',
    ' (tall)',
    '(https://a.example/b.png)',
    './a.png',
    '../b',
    'upload:x',
  ],
];
const url = fc.constantFrom(
  'https://shop.example/',
  'https://shop.example/a?b=c&d=e#f',
  'https://shop.example/a b',
  'https://shop.example/(tall)',
  'https://shop.example/a (tall)',
  'https://shop.example/a->b',
  'http://127.0.0.1:80/{{x}}',
);
const phone = fc.constantFrom('+15551234567', '+1 (555) 123-4567', 'tel:+1', '');
/** A quarter of the texts are ordinary, so that shorthand and sugar come into play together. */
export const nastyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('Hello', 'Shop now', 'Yes', 'START', 'ORDER:17', 'Call us'),
  fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  url,
  phone,
  fc.constant('long text, '.repeat(300)),
);

const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    nastyText,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'key', 'value', 'name', 'tap', 'x: y', '{{k}}', 'é', '<<', '->'),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;

/** Of `number` places: what JSON and a double both hold. */
const number = fc.oneof(fc.integer(), fc.constantFrom(0, 0.1, 4.95, -12.5, 1e21, 1e-7));

function valueFor(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return shape.values
        ? fc.oneof(fc.constantFrom(...shape.values.map((v) => v.value)), nastyText)
        : nastyText;
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    case 'any':
      return anyJson;
    case 'list':
      return fc.array(valueFor(shape.of, depth + 1), { maxLength: 3 });
    case 'union':
      return fc
        .constantFrom(...Object.entries(shape.variants))
        .chain(([name, variant]) => objectOf(variant, depth, { [shape.discriminator]: name }));
    case 'object':
      return objectOf(shape, depth, shape.implied ?? {});
  }
}

/** Now and then a field that the Send API does not have. */
const unknownField = fc.option(
  fc.tuple(fc.constantFrom('brand_new', 'isNew', 'key', 'steps', 'text2', 'x: y'), anyJson),
  {
    freq: 12,
    nil: undefined,
  },
);

/** `fixed` are there always: what tells the kind of an object. */
function objectOf(
  shape: ObjectShape,
  depth: number,
  fixed: Readonly<Record<string, string>>,
): fc.Arbitrary<Body> {
  const open = Object.entries(shape.fields).filter(([key]) => !Object.hasOwn(fixed, key));
  const fields = fc.tuple(
    ...open.map(([key, field]) =>
      fc
        // required ones mostly, so that bodies are near to what is sent
        .option(
          fc.constant(null).chain(() => valueFor(field.shape, depth + 1)),
          { freq: field.required ? 9 : 1, nil: undefined },
        )
        .map((value) => [key, value] as const),
    ),
  );
  return fc.tuple(fields, unknownField).map(([all, unknown]) => {
    const known = all.filter(([, value]) => value !== undefined);
    const extra = unknown && !Object.hasOwn(shape.fields, unknown[0]) ? [unknown] : [];
    return { ...fixed, ...Object.fromEntries([...known, ...extra]) };
  });
}

const message = request.fields['message']!.shape as ObjectShape;
const recipient = fc.oneof(
  nastyText.map((id) => ({ id })),
  fc.constant({ id: '<PSID>' }),
);

/** A request with a message or an action. */
export const arbitraryBody: fc.Arbitrary<Body> = fc
  .tuple(
    objectOf(
      { ...request, fields: omit(request.fields, ['message', 'sender_action', 'payload', 'recipient']) },
      0,
      {},
    ),
    recipient,
    fc.oneof(
      { weight: 5, arbitrary: objectOf(message, 1, {}).map((m): Body => ({ message: m })) },
      {
        weight: 1,
        arbitrary: objectOf({ ...request, fields: pick(request.fields, ['sender_action', 'payload']) }, 0, {
          sender_action: 'react',
        }),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('typing_on', 'mark_seen', 'typing_off')
          .map((sender_action): Body => ({ sender_action })),
      },
    ),
  )
  .map(([rest, who, content]) => ({ recipient: who, ...rest, ...content }));

function omit<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function pick<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}
