/** The keys of the language itself that stand on items, steps and mappings. */
import { anyText, type Definitions, type JsonSchema, words } from './json-schema.ts';

/** On a mapping that is the value of a field. */
export function valueControls(defs: Definitions): JsonSchema {
  return pick(defs, ['when', 'use', 'unchecked']);
}

/** On an item of a list, and on a step. */
export function itemControls(defs: Definitions): JsonSchema {
  return pick(defs, ['each', 'when', 'otherwise', 'use', 'key', 'unchecked']);
}

/** On a button or a quick reply. */
export function tapControls(defs: Definitions): JsonSchema {
  return pick(defs, ['tap', 'each', 'when', 'otherwise', 'use', 'key', 'unchecked']);
}

/** On the `message` object and on variants. */
export function messageControls(defs: Definitions): JsonSchema {
  return pick(defs, ['unchecked']);
}

function pick(defs: Definitions, keys: readonly (keyof typeof controls)[]): JsonSchema {
  const refs = defs.properties('control', () => controls);
  return Object.fromEntries(keys.map((key) => [key, refs[key]!]));
}

const controls = {
  tap: {
    ...words(
      'A button or quick reply in one line, beside `when` or `each`: `Shop -> https://…`, `Yes -> YES`.',
    ),
    ...anyText,
  },
  each: {
    ...words(
      'Repeats this item: `LIST as |item index|`. Inside, `@index`, `@first` and `@last` are known too.',
    ),
    type: 'string',
  },
  when: {
    ...words('Keeps this only where the condition holds, as `order.total > 0 and not order.paid`.'),
    ...anyText,
  },
  otherwise: {
    ...words(
      'Directly after an item with `when`, `otherwise` or `each`: this one where those gave nothing. `true` for else.',
    ),
    ...anyText,
  },
  use: {
    ...words(
      'A fragment or message in this place: `NAME arg=value …`, `alias.NAME` or `path#NAME` for other files. Keys beside it override.',
    ),
    type: 'string',
  },
  key: { ...words('Names this item for translations.'), ...anyText },
  unchecked: {
    ...words('Fields that sendspec does not know yet: they are sent as they are, without a check.'),
    type: 'object',
  },
} satisfies JsonSchema;
