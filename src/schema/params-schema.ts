/** `params:` -> JSON Schema: short forms, lists of values, and JSON Schema itself. */
import { typeWords } from '../../grammar/words.ts';
import { schemaKeywords } from '../bind/params.ts';
import { anyText, type Definitions, type JsonSchema, nothing, oneOfThese, words } from './json-schema.ts';

export function paramsSchema(defs: Definitions): JsonSchema {
  return {
    ...words('The data that the messages need: a name and a type each. `?` after a type: it may be missing.'),
    ...oneOfThese({ type: 'object', additionalProperties: typeSchema(defs) }, nothing),
  };
}

/** The type of one value. */
function typeSchema(defs: Definitions): JsonSchema {
  return defs.named('param', () => ({
    ...words('A short form (`string(60)?`), a list of values (`[EUR, USD]`) or JSON Schema.'),
    anyOf: [shortForm, { type: 'array', minItems: 1 }, longForm(defs)],
  }));
}

/** `string(60)?`, `list of url`, `number(0..99)`. */
const shortForm: JsonSchema = {
  anyOf: [
    { enum: typeWords, enumDescriptions: typeWords.map(wordOf) },
    {
      type: 'string',
      pattern: `^\\s*(list\\s+of\\s+)*(${typeWords.join('|')})\\s*(\\(\\s*-?[0-9.]+(\\s*\\.\\.\\s*-?[0-9.]+)?\\s*\\))?\\s*\\??\\s*$`,
    },
  ],
};

function wordOf(word: (typeof typeWords)[number]): string {
  const docs: Readonly<Record<(typeof typeWords)[number], string>> = {
    string: 'A text; `string(60)`: 1 to 60 characters, `string(0..60)`: may be empty.',
    url: 'An absolute http(s) link; `url(200)`: at most 200 characters.',
    number: 'A number; `number(0..99)`: with its range.',
    integer: 'A whole number; `integer(1..10)`: with its range.',
    boolean: 'true or false.',
    date: 'A day, as 2026-05-04.',
    'date-time': 'A moment, as 2026-05-04T12:00:00Z.',
    phone: 'A phone number: + and digits.',
  };
  return docs[word];
}

function longForm(defs: Definitions): JsonSchema {
  const nested: JsonSchema = { type: 'object', additionalProperties: typeSchema(defs) };
  const known: JsonSchema = {
    type: {
      ...words('The type: a short form, `object` or `array`.'),
      ...oneOfThese(
        {
          enum: ['object', 'array'],
          enumDescriptions: ['Named values: see properties.', 'A list: see items.'],
        },
        shortForm,
        { type: 'array' },
        nothing,
      ),
    },
    properties: { ...words('The values of an object.'), ...oneOfThese(nested, nothing) },
    items: { ...words('The type of each item of a list.'), ...oneOfThese(typeSchema(defs), nothing) },
    optional: { ...words('True: may be missing or null.'), ...oneOfThese({ type: 'boolean' }, nothing) },
    required: {
      ...words('Names of the properties that must be there.'),
      ...oneOfThese({ type: 'array' }, nothing),
    },
    enum: { ...words('The values that there are.'), ...oneOfThese({ type: 'array' }, nothing) },
    default: words('What it is where the data has nothing.'),
    description: { ...words('What it is, for whoever fills in the data.'), ...anyText },
    minLength: count('Least number of characters.'),
    maxLength: count('Greatest number of characters.'),
    minimum: { ...words('Least value.'), ...oneOfThese({ type: 'number' }, nothing) },
    maximum: { ...words('Greatest value.'), ...oneOfThese({ type: 'number' }, nothing) },
    minItems: count('Least number of items.'),
    maxItems: count('Greatest number of items.'),
    pattern: { ...words('A regular expression that the text fits.'), ...anyText },
  };
  const others = [...schemaKeywords].filter((keyword) => !Object.hasOwn(known, keyword));
  return {
    type: 'object',
    properties: { ...known, ...Object.fromEntries(others.map((keyword) => [keyword, {}])) },
    additionalProperties: false,
  };
}

function count(doc: string): JsonSchema {
  return { ...words(doc), ...oneOfThese({ type: 'integer', minimum: 0 }, nothing) };
}
