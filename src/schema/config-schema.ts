/** `sendspec.config.yaml` for editors: its keys, and what stands behind them. Types are those of params. */
import { rules } from './file-keys.ts';
import { anyText, type JsonSchema, words } from './json-schema.ts';

/** References lead into the definitions of the language's schema. */
export const configSchema: JsonSchema = {
  type: 'object',
  properties: {
    page_id: {
      ...words('The Page that speaks, for `send`: its id, digits only. No token stands in this file.'),
      ...anyText,
    },
    ...rules,
    language: {
      ...words('Language of the texts in files that name none, as en or pt-BR. Default: en.'),
      ...anyText,
    },
    endpoint: {
      ...words(
        'Address of a Send API that messages may mention, as http://127.0.0.1:8400. Never used without `--endpoint`.',
      ),
      ...anyText,
    },
    helpers: {
      ...words(
        'A JavaScript module of the project and what its functions take and give. Its code runs only with `--trust-helpers`.',
      ),
      type: 'object',
      properties: {
        module: { ...words('Path of the module, inside the project: .mjs, .js or .cjs.'), ...anyText },
        functions: {
          ...words('The functions by their names, as templates call them.'),
          type: 'object',
          additionalProperties: helperFunction(),
        },
      },
    },
  },
};

function helperFunction(): JsonSchema {
  const type: JsonSchema = { $ref: '#/definitions/param' };
  const types = { type: 'object', additionalProperties: type };
  return {
    type: 'object',
    properties: {
      description: { ...words('What the function gives, for whoever writes messages.'), ...anyText },
      params: {
        ...words('What it takes, in the order of the call. `?` after a type: may be left out.'),
        ...types,
      },
      options: { ...words('What it takes as key=value.'), ...types },
      returns: { ...words('What it gives: a type, as string(12), or a list of texts.'), anyOf: [type] },
    },
  };
}
