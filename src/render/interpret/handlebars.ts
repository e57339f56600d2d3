/**
 * Handlebars, in the one place that knows it: its meaning of templates is the language's.
 *
 * - `Handlebars.create()` per program: helpers of one never reach another.
 * - `knownHelpersOnly`: a name that no helper has is a property, whatever the data holds.
 * - Compiled from trees made here and now; never from a tree or code that was stored (CVE-2026-33937).
 * - Prototypes stay closed: only own properties are looked up, and refused ones are not logged.
 */
import Handlebars from 'handlebars';
import type { Hash } from '../runtime/helpers/helper.ts';
import { helpers } from '../runtime/helpers/index.ts';
import type { Run } from '../runtime/run.ts';
import type { HandlebarsNode } from './to-handlebars.ts';

/** `@index`, `@key`, `@first`, `@last`, `@root`; `@../index` looks at `_parent`. */
export interface Frame {
  readonly root: object;
  readonly _parent?: Frame;
  readonly [name: string]: unknown;
}

export interface Engine {
  /** What `$out` is to do with an output: its text, escaped or raw. */
  output: (value: unknown, escaped: boolean) => string;
  run: Run;
  /** Compiles a program whose whitespace control is done. */
  compile(program: HandlebarsNode): Template;
}

/** `names`: values of the names that `$scope` declares. Gives the text, and what `$value` was given, if there is one. */
export type Template = (
  root: object,
  names: readonly unknown[],
  frame: Frame,
) => { text: string; value: unknown };

/** Whitespace control of Handlebars (`~`, standalone lines). Changes the tree and returns it. */
export function controlWhitespace(program: HandlebarsNode): HandlebarsNode {
  return Handlebars.parse(program as never) as unknown as HandlebarsNode;
}

interface Options {
  readonly hash: Hash;
  readonly data: Frame;
  readonly fn?: (context: unknown, options?: object) => string;
  readonly inverse?: (context: unknown, options?: object) => string;
}

/** The parts of a Handlebars environment that its published types leave out. */
interface Environment {
  // biome-ignore lint/suspicious/noExplicitAny: what a helper is given depends on the template.
  registerHelper(name: string, helper: (this: any, ...args: any[]) => unknown): void;
  helpers: { [name: string]: (this: unknown, ...args: unknown[]) => unknown };
  Compiler: new () => { compile(program: HandlebarsNode, options: object): unknown };
  JavaScriptCompiler: new () => {
    compile(environment: unknown, options: object, context: undefined, asObject: true): unknown;
  };
  template(spec: unknown): (context: unknown, options: object) => string;
}

export function createEngine(run: Run): Engine {
  const environment = Handlebars.create() as unknown as Environment;
  let names: readonly unknown[] = [];
  let value: unknown;
  const engine: Engine = { run, output: () => '', compile };

  environment.registerHelper('$scope', function (this: unknown, options: Options) {
    return options.fn?.(this, { data: options.data, blockParams: names }) ?? '';
  });
  environment.registerHelper('$out', (output: unknown, escaped: unknown) => {
    return engine.output(plain(output), escaped === 1);
  });
  environment.registerHelper('$value', (output: unknown) => {
    value = plain(output);
    return '';
  });
  environment.registerHelper('$watch', (id: unknown, given: unknown) => {
    engine.run.options.watch?.(id as number, plain(given));
    return given;
  });
  environment.registerHelper('$fail', (message: string) => engine.run.fail('helper', message));
  registerBlocks(environment);
  for (const [name, helper] of Object.entries(helpers)) {
    environment.registerHelper(name, (...args: unknown[]) => {
      const { hash } = args[args.length - 1] as Options;
      const params = args.slice(0, -1).map(plain);
      const plainHash: { [key: string]: unknown } = {};
      for (const key of Object.keys(hash)) plainHash[key] = plain(hash[key]);
      return helper.call(engine.run, plainHash, ...params);
    });
  }

  const known = Object.fromEntries(
    [...Object.keys(helpers), '$out', '$value', '$scope', '$fail', '$watch'].map((name) => [name, true]),
  );

  function compile(program: HandlebarsNode): Template {
    const options = {
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers: { ...known, log: false },
      preventIndent: true,
      data: true,
    };
    const compiled = new environment.Compiler().compile(program, options);
    const spec = new environment.JavaScriptCompiler().compile(compiled, options, undefined, true);
    const template = environment.template(countingBlocks(spec as CompiledPrograms));
    return (root, scopeNames, frame) => {
      names = scopeNames;
      value = undefined;
      const text = template(root, {
        data: frame,
        allowProtoPropertiesByDefault: false,
        allowProtoMethodsByDefault: false,
      });
      return { text, value };
    };
  }
  return engine;
}

/**
 * In the place of null as a context: for a null context Handlebars hands helpers an empty object, which is true and no
 * text.
 */
class Nothing {}
const nothing = new Nothing();

function plain(value: unknown): unknown {
  return value === nothing ? null : value;
}

/**
 * Stands in for the context of an `{{#each}}` or `{{#with}}`, which Handlebars would not count for `../` where it loosely
 * equals the one around it: then data would say what `../x` is. It equals nothing, and cannot be compared in vain.
 */
class Context {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  [Symbol.toPrimitive](): symbol {
    return Symbol('context');
  }
}

type CompiledProgram = (container: unknown, context: unknown, ...rest: unknown[]) => unknown;
interface CompiledPrograms {
  readonly [name: string]: unknown;
}

/** The programs of a template, which take the value for its stand-in. */
function countingBlocks(spec: CompiledPrograms): CompiledPrograms {
  const entries = Object.entries(spec).map(([name, member]) => {
    if (typeof member !== 'function' || !/^(?:\d+|main)$/.test(name)) return [name, member];
    return [name, Object.assign(withValue(member as CompiledProgram), member)];
  });
  return Object.fromEntries(entries);
}

/** `rest`: helpers, partials, data, block params, and the contexts from here outwards. */
function withValue(program: CompiledProgram): CompiledProgram {
  return (container, context, helpers, partials, data, blockParams, depths) => {
    if (!(context instanceof Context))
      return program(container, context, helpers, partials, data, blockParams, depths);
    const { value } = context;
    const contexts = Array.isArray(depths) ? [value, ...depths.slice(1)] : depths;
    return program(container, value, helpers, partials, data, blockParams, contexts);
  };
}

/** Handlebars' own blocks, called with null where they would see its stand-in. */
function registerBlocks(environment: Environment): void {
  const { if: ifBlock, unless, with: withBlock, each } = environment.helpers;
  const one = (block: typeof ifBlock) =>
    function (this: unknown, ...args: never[]) {
      return block?.call(this, ...args.map(plain));
    };
  environment.registerHelper('if', one(ifBlock));
  environment.registerHelper('unless', one(unless));
  environment.registerHelper('with', function (this: unknown, value: unknown, options: Options) {
    return withBlock?.call(this, plain(value), counted(options));
  });
  const eachBlock = function (this: unknown, list: unknown, options: Options) {
    return each?.call(this, withoutNulls(plain(list)), counted(options));
  };
  environment.registerHelper('each', eachBlock);
  // `{{#name}}`. Handlebars gives its block parameters junk where the value is no list; ours is the value.
  environment.registerHelper(
    'blockHelperMissing',
    function (this: unknown, given: unknown, options: Options) {
      const context = plain(given);
      if (context === true) return options.fn?.(this);
      if (context === false || context === null || context === undefined) return options.inverse?.(this);
      if (Array.isArray(context)) return eachBlock.call(this, context, options);
      return counted(options).fn?.(context, { data: options.data, blockParams: [context] });
    },
  );
}

function counted(options: Options): Options {
  const { fn } = options;
  if (fn === undefined) return options;
  const inner = (context: unknown, more?: object): string => fn(new Context(context), more);
  return Object.assign(Object.create(options), { fn: Object.assign(inner, fn) });
}

function withoutNulls(list: unknown): unknown {
  if (Array.isArray(list)) return list.map((item) => item ?? nothing);
  if (typeof list !== 'object' || list === null) return list;
  return Object.fromEntries(Object.entries(list).map(([key, item]) => [key, item ?? nothing]));
}
