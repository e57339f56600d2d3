/**
 * `helpers:` of sendspec.config.yaml: a module of the project and what each of its functions takes and gives. Read as
 * text only, so that checking, completion and hover know the helpers without running them.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { type HelperParam, type HelperSpec, type HelperType, helperNames } from '../render/helpers.ts';
import type { Range, SourceFile } from '../source/source.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { entryOf, isNull, kindOf } from './context.ts';
import type { DataType, OwnHelpers } from './model.ts';
import { bindType, namePattern, reservedWords } from './params.ts';
import { resolvePath } from './spec-files.ts';

/** The project's own helpers as its config declares them. */
export interface HelperModule {
  /** Relative to the project's root, with `/`. */
  readonly module: string;
  readonly functions: OwnHelpers;
}

export interface HelperProblem {
  readonly range: Range;
  readonly text: string;
}

type Tell = (range: Range, text: string) => void;

/** `node` is the value of `helpers:` in `file`, which stands in the root. Undefined where it names no module. */
export function bindOwnHelpers(
  file: SourceFile,
  node: YamlNode,
  problems: HelperProblem[],
): HelperModule | undefined {
  const tell: Tell = (range, text) => void problems.push({ range, text });
  if (node.kind !== 'map') {
    tell(node.range, `"helpers" is ${kindOf(node)}, but it names a module and its functions: ${shape}`);
    return undefined;
  }
  for (const { key } of node.entries) unknown(key, ['module', 'functions'], 'helpers', tell);
  const module = modulePath(file, node, tell);
  const functions = new Map<string, HelperSpec>();
  const declared = entryOf(node, 'functions')?.value;
  if (declared?.kind !== 'map') {
    tell((declared ?? node).range, `"functions" says what each function takes and gives: ${shape}`);
  } else {
    for (const entry of declared.entries) {
      checkName(entry.key, tell);
      const spec = bindFunction(file, entry, tell);
      if (spec) functions.set(spec.name, spec);
    }
  }
  return module === undefined ? undefined : { module, functions };
}

const shape =
  'helpers: { module: ./helpers.mjs, functions: { tier: { params: { points: integer(0..9999) }, returns: string(12) } } }';

function modulePath(file: SourceFile, node: YamlNode, tell: Tell): string | undefined {
  const value = entryOf(node, 'module')?.value;
  const written = value?.kind === 'scalar' && value.core !== null ? value.value : undefined;
  if (value === undefined || written === undefined) {
    tell((value ?? node).range, `"module" is the path of a JavaScript module: ${shape}`);
    return undefined;
  }
  const path = resolvePath(file.path, written);
  if (path === undefined) {
    tell(value.range, `"module" leads out of the project: the module stands in the project's own folder`);
  } else if (!/\.(?:mjs|cjs|js)$/.test(path)) {
    tell(value.range, `"module" is a JavaScript module: its name ends in .mjs, .js or .cjs`);
  } else return path;
  return undefined;
}

/** Words that a template reads as something else. */
const taken = new Set([...reservedWords, 'as', 't']);

function checkName(key: YamlScalar, tell: Tell): void {
  const name = key.value;
  if (!namePattern.test(name)) {
    tell(key.range, `"${name}" cannot be the name of a helper: a letter, then letters, digits and _`);
  } else if (helperNames.has(name) || taken.has(name)) {
    tell(key.range, `"${name}" is a name of sendspec's own: give the helper another one`);
  }
}

function bindFunction(file: SourceFile, { key, value }: YamlEntry, tell: Tell): HelperSpec | undefined {
  const { value: name } = key;
  if (value.kind !== 'map') {
    tell(isNull(value) ? key.range : value.range, `"${name}" says what it takes and gives: ${shape}`);
    return undefined;
  }
  for (const entry of value.entries) {
    unknown(entry.key, ['description', 'params', 'options', 'returns'], `the helper ${name}`, tell);
  }
  const params = bindTypes(file, value, 'params', tell);
  const options = bindTypes(file, value, 'options', tell);
  checkOptional(value, params, tell);
  const given = entryOf(value, 'returns')?.value;
  if (given === undefined) {
    tell(key.range, `"${name}" does not say what it gives: returns: string(12)`);
    return undefined;
  }
  const returns = bindOwnType(file, given, tell);
  const description = entryOf(value, 'description')?.value;
  return {
    name,
    params: [...params].map(([of, type]) => paramOf(of, type)),
    hash: [...options].map(([of, type]) => paramOf(of, type)),
    returns: helperType(returns),
    doc: description?.kind === 'scalar' && description.core !== null ? description.value : '',
    own: { params, options, returns },
  };
}

function bindTypes(file: SourceFile, node: YamlNode, name: string, tell: Tell): Map<string, DataType> {
  const types = new Map<string, DataType>();
  const value = entryOf(node, name)?.value;
  if (value === undefined || isNull(value)) return types;
  if (value.kind !== 'map') {
    tell(value.range, `"${name}" is ${kindOf(value)}, but it is a mapping of names to types`);
    return types;
  }
  for (const entry of value.entries) {
    if (!namePattern.test(entry.key.value)) {
      tell(entry.key.range, `"${entry.key.value}" cannot be a name: a letter, then letters, digits and _`);
    }
    types.set(entry.key.value, bindOwnType(file, entry.value, tell));
  }
  return types;
}

/** What may be left out stands at the end. */
function checkOptional(node: YamlNode, params: ReadonlyMap<string, DataType>, tell: Tell): void {
  const entries = entryOf(node, 'params')?.value;
  let optional: string | undefined;
  for (const [name, type] of params) {
    const at = entryOf(entries, name);
    if (type.optional) optional ??= name;
    else if (optional !== undefined && at) {
      tell(at.key.range, `"${name}" cannot follow "${optional}", which may be left out: put it before that`);
    }
  }
}

function bindOwnType(file: SourceFile, node: YamlNode, tell: Tell): DataType {
  const found: Diagnostic[] = [];
  const { type } = bindType({ report: (d) => void found.push(d) }, file, node);
  for (const d of found) tell(d.range, d.message);
  if (found.length === 0) checkPlain(node, tell);
  return type;
}

/** The keywords that a value is held to when the code has run: what nobody checks may not be promised. */
export const helperKeywords: ReadonlySet<string> = new Set(
  'type items properties required optional enum minLength maxLength minimum maximum minItems maxItems description'.split(
    ' ',
  ),
);

function checkPlain(node: YamlNode, tell: Tell): void {
  if (node.kind === 'seq') {
    const kinds = new Set(node.items.map((i) => (i.kind === 'scalar' ? typeof i.core : i.kind)));
    if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
      tell(node.range, 'the values are all texts or all numbers');
    }
  }
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (!helperKeywords.has(key.value)) {
      tell(
        key.range,
        `"${key.value}" is not possible in a helper's types: use ${[...helperKeywords].join(', ')}`,
      );
    } else if (key.value === 'type' && value.kind === 'seq') {
      tell(value.range, 'a type of a helper has one kind');
    } else if (key.value === 'enum' || key.value === 'items') checkPlain(value, tell);
    else if (key.value === 'properties' && value.kind === 'map') {
      for (const property of value.entries) checkPlain(property.value, tell);
    }
  }
}

function paramOf(name: string, type: DataType): HelperParam {
  const { optional } = type;
  return {
    name,
    type: helperType(type),
    doc: type.description ?? '',
    ...(optional && { optional }),
    ...(type.kind === 'string' && type.values && { values: type.values }),
    ...(type.kind === 'number' && type.minimum !== undefined && { min: type.minimum }),
    ...(type.kind === 'number' && type.maximum !== undefined && { max: type.maximum }),
  };
}

function helperType(type: DataType): HelperType {
  switch (type.kind) {
    case 'string':
      return type.format === 'url' ? 'url' : type.format?.startsWith('date') ? 'date' : 'text';
    case 'number':
      return type.integer ? 'integer' : 'number';
    case 'boolean':
    case 'list':
      return type.kind;
    default:
      return 'any';
  }
}

function unknown(key: YamlScalar, known: readonly string[], of: string, tell: Tell): void {
  if (known.includes(key.value)) return;
  tell(
    key.range,
    `"${key.value}" is no key of ${of}: use ${known.join(', ')}.${didYouMean(key.value, known)}`,
  );
}
