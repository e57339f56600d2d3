/** What `sendspec compile` writes for a file. */

import { _ } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Json } from '../bind/model.ts';
import type { ProgramIR } from '../lower/ir.ts';
import { isHarmless } from '../patterns/compile-pattern.ts';
import { createRenderer } from './create-renderer.ts';
import { createAjv, paramReference } from './data.ts';
import { key, literal } from './generate/javascript.ts';
import { generateFunctions, runtimeNames } from './generate/program.ts';
import { readBundle } from './generate/read-bundle.ts';
import { moduleTypes } from './generate/types.ts';
import { defaultsPlan, paramSchema, requiredParams } from './schema.ts';

export interface GeneratedModule {
  /** A standalone ES module: `messages`, `schema`, `render(name, data, options)`, `RenderError`. */
  readonly js: string;
  readonly dts: string;
  /** The steps of the messages that need no data, by name, as JSON; absent where there is none. */
  readonly json?: string;
}

export interface ModuleOptions {
  /** How the module imports the project's own helpers, where its messages call some: `../helpers.mjs`. */
  readonly helpers?: string;
}

/** Reads dist/runtime.js (and dist/patterns.js, where params have a pattern that needs it), which the build makes. */
export function generateModule(program: ProgramIR, options: ModuleOptions = {}): GeneratedModule {
  const json = plainMessages(program);
  return {
    js: moduleSource(program, options),
    dts: moduleTypes(program),
    ...(json !== undefined && { json }),
  };
}

function moduleSource(program: ProgramIR, { helpers: from }: ModuleOptions): string {
  const { source, names } = generateFunctions(program);
  const messages = program.messages.map(
    (message, i) =>
      `${key(message.name)}: [${names[i]}, ${literal(message.needs)}, ${literal(requiredParams(program, message))}]`,
  );
  const plan = defaultsPlan(program);
  const { code, validators, usesEngine } = validatorSource(program);
  const { helpers } = program;
  if (helpers && from === undefined)
    throw new Error('the messages call helpers of a module that was not named');
  const own = helpers && `ownHelpers(sendspecHelpers, ${literal(from)}, ${literal(helpers)})`;
  return [
    `// Made by sendspec from ${oneLine(program.file)}. Do not edit: change that file and compile it again.`,
    ...(own ? [`import * as sendspecHelpers from ${literal(from)};`] : []),
    readBundle('runtime.js').trim(),
    ...(usesEngine ? [readBundle('patterns.js').trim()] : []),
    'const R = sendspecRuntime;',
    runtimeNames,
    source,
    code,
    `const made = createModule({
  language: ${literal(program.language)},
  messages: { ${messages.join(', ')} },${plan === undefined ? '' : `\n  defaults: ${literal(plan)},`}
  validators: { ${validators.join(', ')} },${own ? `\n  helpers: ${own},` : ''}
});`,
    `/** JSON Schema (2020-12) of the params. */\nexport const schema = ${literal(program.schema)};`,
    'export const messages = made.messages;',
    'export const RenderError = made.RenderError;',
    'export const render = made.render;',
    '',
  ].join('\n');
}

/** Ajv's code for the params that messages need; what it would `require` comes from the runtime. */
function validatorSource(program: ProgramIR): { code: string; validators: string[]; usesEngine: boolean } {
  const needed = [...new Set(program.messages.flatMap((message) => message.needs))];
  const declared = needed.filter((name) => paramSchema(program, name) !== undefined);
  if (declared.length === 0) return { code: '', validators: [], usesEngine: false };
  let usesEngine = false;
  const ajv = createAjv(
    program,
    { source: true, esm: false, lines: true, formats: _`R.formats` },
    (pattern) => {
      usesEngine ||= !isHarmless(pattern);
    },
  );
  const references = Object.fromEntries(declared.map((name, i) => [`v${i}`, paramReference(name)]));
  const source = standaloneCode
    .default(ajv, references)
    .replace(/^"use strict";/, '')
    .replace(/require\("ajv\/dist\/runtime\/(ucs2length|equal)"\)\.default/g, 'R.$1')
    // names in its texts, as literal() of generate/javascript.ts writes them
    .replace(/<(?=\/script|!--)/gi, '\\x3c');
  const engine = usesEngine ? 'sendspecPatterns.compilePattern' : '(p) => new RegExp(p, "u")';
  return {
    code: `const checks = ((exports) => {\nconst pattern = ${engine};\n${source}\nreturn exports;\n})({});`,
    validators: declared.map((name, i) => `${key(name)}: checks.v${i}`),
    usesEngine,
  };
}

function plainMessages(program: ProgramIR): string | undefined {
  const renderer = createRenderer(program);
  const plain: { [name: string]: Json } = {};
  for (const message of program.messages) {
    // what code of the project gives may differ from day to day
    if (message.needs.length > 0 || message.helpers || dependsOnRender(message.steps)) continue;
    const result = renderer.render(message.name, {});
    if (result.ok) plain[message.name] = result.steps as unknown as Json;
  }
  return Object.keys(plain).length === 0 ? undefined : `${JSON.stringify(plain, null, 2)}\n`;
}

/** True where the recipient, the time or the run decide what a message says: it cannot be rendered ahead. */
function dependsOnRender(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(dependsOnRender);
  const { type, parts, variants, op } = node as { [key: string]: unknown };
  if (type === 'PathExpression')
    return (parts as string[]).some((part) => part === 'recipient' || part === 'now');
  if (op === 'body' && Array.isArray(variants) && variants.length > 1) return true;
  return Object.values(node).some(dependsOnRender);
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ');
}
