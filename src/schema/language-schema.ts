/**
 * The JSON Schema of message files, for editors. One source: names, docs, limits and values come from src/send-api.
 * It accepts whatever the compiler accepts without an error, and knows less: lengths, counts and rules about several
 * fields are the compiler's.
 */
import type { TopKey } from '../bind/bind-spec.ts';

import { examples, imports, rules } from './file-keys.ts';
import {
  createDefinitions,
  type Definitions,
  type JsonSchema,
  nothing,
  oneOfThese,
  words,
} from './json-schema.ts';
import { defaultsSchema, itemForms, messageSchema, stepSchema, stepsSchema } from './message-schema.ts';
import { paramsSchema } from './params-schema.ts';

export function languageSchema(): JsonSchema {
  const defs = createDefinitions();
  const spec = specSchema(defs);
  const message = messageSchema(defs);
  const steps = stepsSchema(defs);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'sendspec message file',
    ...words('Messages for Facebook Messenger and Instagram (`*.msg.yaml`).'),
    anyOf: [spec, message, steps],
    definitions: defs.all,
  };
}

/** A file with `messages` or `fragments`. */
function specSchema(defs: Definitions): JsonSchema {
  const properties: Readonly<Record<TopKey, JsonSchema>> = {
    $schema: { ...words('For editors.'), type: 'string' },
    description: { ...words('What the file is for. Nobody sees it.'), not: { type: ['object', 'array'] } },
    language: {
      ...words('Language of the texts, as en or pt-BR.'),
      ...oneOfThese({ type: 'string' }, nothing),
    },
    api: rules['api'] as JsonSchema,
    channel: rules['channel'] as JsonSchema,
    imports,
    params: paramsSchema(defs),
    defaults: {
      ...words('Request fields and metadata for messages that do not say otherwise.'),
      ...oneOfThese(defaultsSchema(defs), nothing),
    },
    fragments: {
      ...words('Parts to `use` in several places: a button, a card, a text, a list of them.'),
      ...oneOfThese({ type: 'object', additionalProperties: fragmentSchema(defs) }, nothing),
    },
    messages: {
      ...words('The messages by name: a text, a mapping, or a list of steps.'),
      ...oneOfThese(
        {
          type: 'object',
          additionalProperties: oneOfThese(
            { ...words('A text message.'), not: { type: ['object', 'array', 'null'] } },
            messageSchema(defs),
            stepsSchema(defs),
          ),
        },
        nothing,
      ),
    },
    examples,
  };
  return defs.named('file', () => ({
    ...words('A file of messages.'),
    type: 'object',
    properties,
    additionalProperties: false,
  }));
}

/** Only its use says what a fragment is: everything is accepted, what is likely is offered. */
function fragmentSchema(defs: Definitions): JsonSchema {
  return defs.named('fragment', () => ({
    ...words('A part to use in several places.'),
    anyOf: [
      { type: 'object', properties: { params: paramsSchema(defs) } },
      stepSchema(defs),
      ...itemForms(defs),
      { type: ['string', 'number', 'boolean', 'array'] },
    ],
  }));
}
