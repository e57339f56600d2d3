/** Data against params: JSON Schema 2020-12 by Ajv. Compiled per param on first use (97 ms for the first). */
import { _, type CodeKeywordDefinition } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json } from '../bind/model.ts';
import type { MessageIR, ProgramIR } from '../lower/ir.ts';
import { type CompiledPattern, compilePattern } from '../patterns/compile-pattern.ts';
import type { RenderProblem } from './api.ts';
import { badData, dataProblems, type Validator } from './runtime/data-problems.ts';
import { type DefaultsPlan, fillDefaults } from './runtime/fill-defaults.ts';
import { formats } from './runtime/formats.ts';
import { isMultipleOf } from './runtime/helpers/decimals.ts';
import { defaultsPlan, paramSchema, requiredParams, schemaObject } from './schema.ts';

/** The `$id` under which the params' schema is known to Ajv. */
export const schemaId = 'sendspec:params';

export class DataCheck {
  private readonly program: ProgramIR;
  private readonly plan: DefaultsPlan | undefined;
  private ajv: Ajv2020 | undefined;
  private readonly validators = new Map<string, Validator | undefined>();

  constructor(program: ProgramIR) {
    this.program = program;
    this.plan = defaultsPlan(program);
  }

  /** The data with its defaults; the caller's object is not changed. */
  fill(data: Json): Json {
    if (this.plan === undefined || data === null) return data;
    return fillDefaults(data, this.plan) as Json;
  }

  /** What of `data` does not fit the params that the message needs. */
  problems(message: MessageIR, data: Json): RenderProblem[] {
    const required = requiredParams(this.program, message);
    try {
      return dataProblems(this.fill(data), message.needs, required, (name) => this.validator(name));
    } catch (error) {
      // A schema that cannot be compiled is reported where the file is checked; here it must not pass as fitting.
      return [badData(`the params cannot be checked: ${(error as Error).message}`)];
    }
  }

  private validator(name: string): Validator | undefined {
    if (!this.validators.has(name)) {
      this.ajv ??= createAjv(this.program);
      const declared = paramSchema(this.program, name) !== undefined;
      this.validators.set(
        name,
        declared ? (this.ajv.compile({ $ref: paramReference(name) }) as Validator) : undefined,
      );
    }
    return this.validators.get(name);
  }
}

/** Reference to one param's schema, so that its own `$ref`s to `#/…` keep their meaning. */
export function paramReference(name: string): string {
  return `${schemaId}#/properties/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}

/** An Ajv that knows the params' schema. `code`: options for generating code; `onPattern` sees each pattern. */
export function createAjv(
  program: ProgramIR,
  code: object = {},
  onPattern?: (pattern: string) => void,
): Ajv2020 {
  const compile = (pattern: string): CompiledPattern => {
    onPattern?.(pattern);
    return compilePattern(pattern);
  };
  const regExp = Object.assign(compile, { code: 'pattern' });
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    strictNumbers: true,
    // every object has a `toString`: only where a param is called so, since asking costs time
    ownProperties: namesInherited(program.schema),
    validateSchema: false,
    allowUnionTypes: true,
    logger: false,
    formats,
    code: { regExp, ...code },
  });
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword(multipleOf);
  for (const format of unknownFormats(program.schema)) ajv.addFormat(format, true);
  ajv.addSchema({ ...schemaObject(program.schema), $id: schemaId });
  return ajv;
}

/** As the decimals are written; Ajv divides binary fractions, by which 0.29 is no multiple of 0.01. */
const multipleOf: CodeKeywordDefinition = {
  keyword: 'multipleOf',
  type: 'number',
  schemaType: 'number',
  error: { message: 'must be a multiple', params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}` },
  code(cxt) {
    const test = cxt.gen.scopeValue('func', { ref: isMultipleOf, code: _`R.isMultipleOf` });
    cxt.fail(_`!${test}(${cxt.data}, ${cxt.schemaCode})`);
  },
};

function unknownFormats(schema: Json): Set<string> {
  const found = new Set<string>();
  const visit = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'format' && typeof value === 'string' && !Object.hasOwn(formats, value)) found.add(value);
      visit(value as Json);
    }
  };
  visit(schema);
  return found;
}

/** Whether the schema names something that every object has, `constructor` say. */
function namesInherited(schema: unknown): boolean {
  if (typeof schema === 'string') return schema in Object.prototype;
  if (Array.isArray(schema)) return schema.some(namesInherited);
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(([name, inner]) => name in Object.prototype || namesInherited(inner));
}
