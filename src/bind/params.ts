/** `params:` -> data types for the static analysis and a JSON Schema (2020-12) for run time. */
import { parseTypeWord } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { patternLengths } from '../patterns/pattern-parts.ts';
import { patternProblem } from '../patterns/pattern-problem.ts';
import { helperNames } from '../render/helpers.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { isNull, kindOf, place, type Reporting, reportProblems, scalarText } from './context.ts';
import { fillDefault } from './fill-default.ts';
import { joinTypes } from './join-types.ts';
import { define, jsonOf } from './json.ts';
import type { DataType, Json, ListType, Params } from './model.ts';
import { type Binder, keywordValue, namesIn, typeOfBranches } from './nested-types.ts';
import { checkKeywords } from './schema-keywords.ts';

export const reservedRoots = ['recipient', 'now'] as const;

export const emptyParams: Params = { types: new Map(), schema: { type: 'object', properties: {} } };

/** Binds the value of `params:`. Unreadable types become `unknown`, so that nothing false is said of their names. */
export function bindParams(ctx: Reporting, file: SourceFile, node: YamlNode): Params {
  if (node.kind !== 'map') {
    if (!isNull(node)) {
      ctx.report(
        diagnostic('spec/wrong-kind', file, node.range, {
          key: 'params',
          expected: 'a mapping of names to types',
          found: kindOf(node),
        }),
      );
    }
    return emptyParams;
  }
  const types = new Map<string, DataType>();
  for (const { key } of node.entries) checkName(ctx, file, key);
  const { schema } = bindProperties(ctx, file, node, types, undefined);
  return { types, schema };
}

/** What a template reads as something else: `{{true}}` is true. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...reservedRoots,
  'this',
  'true',
  'false',
  'null',
  'undefined',
  'else',
]);

export const namePattern = /^\p{L}[\p{L}\p{N}_]*$/u;

function checkName(ctx: Reporting, file: SourceFile, key: YamlScalar): void {
  const name = key.value;
  const problem = paramNameProblem(name, ctx.helpers);
  if (problem) ctx.report(diagnostic(problem, file, key.range, { name }));
}

/** The code of what is wrong with the name of a param. */
export function paramNameProblem(
  name: string,
  helpers?: Reporting['helpers'],
): 'params/bad-name' | 'params/reserved-name' | 'params/helper-name' | undefined {
  if (!namePattern.test(name)) return 'params/bad-name';
  if (reservedWords.has(name)) return 'params/reserved-name';
  return helperNames.has(name) || helpers?.has(name) ? 'params/helper-name' : undefined;
}

function bindProperties(
  ctx: Reporting,
  file: SourceFile,
  node: YamlMap,
  types: Map<string, DataType>,
  required: ReadonlySet<string> | undefined,
): { schema: { [key: string]: Json } } {
  const properties: { [key: string]: Json } = {};
  const needed: string[] = [];
  for (const { key, value } of node.entries) {
    const bound = bindType(ctx, file, value);
    // `required` decides what may be missing; a type with `?` may be null all the same
    const needs = required ? required.has(key.value) : !bound.type.optional;
    const optional = !needs || bound.type.optional;
    types.set(key.value, { ...bound.type, optional, place: place(file, key.range) });
    define(properties, key.value, bound.schema);
    if (needs && bound.type.default === undefined) needed.push(key.value);
  }
  return { schema: { type: 'object', properties, ...(needed.length > 0 && { required: needed }) } };
}

export interface BoundType {
  readonly type: DataType;
  readonly schema: Json;
}

const unknown: BoundType = { type: { kind: 'unknown', optional: false }, schema: {} };

/** One type, in its short or long form. */
export function bindType(ctx: Reporting, file: SourceFile, node: YamlNode): BoundType {
  if (node.kind === 'scalar')
    return node.core === null ? unknownType(ctx, file, node) : fromWord(ctx, file, node);
  if (node.kind === 'seq') {
    reportMeantList(ctx, file, node);
    return fromEnum(file, node.items.map(jsonOf), ctx, node);
  }
  return fromSchema(ctx, file, node);
}

/** `tags: [string]` takes the word "string" and nothing else. */
function reportMeantList(ctx: Reporting, file: SourceFile, node: Extract<YamlNode, { kind: 'seq' }>): void {
  const [only, ...others] = node.items;
  if (only?.kind !== 'scalar' || others.length > 0 || typeof only.core !== 'string') return;
  if (only.style !== 'plain' || parseTypeWord(only.value).problems.length > 0) return;
  const newText = `list of ${only.value}`;
  const fixes = [{ title: `Write ${newText}`, edits: [{ range: node.range, newText }], choice: true }];
  ctx.report(diagnostic('params/meant-list', file, node.range, { word: only.value }, { fixes }));
}

function unknownType(ctx: Reporting, file: SourceFile, node: YamlNode): BoundType {
  ctx.report(diagnostic('params/bad-type', file, node.range, { found: kindOf(node), suggestion: '' }));
  return unknown;
}

/** `string(60)?`, `list of url`, `number(0..99)`. */
function fromWord(ctx: Reporting, file: SourceFile, node: YamlScalar): BoundType {
  const parsed = parseTypeWord(node.value);
  reportProblems(ctx, scalarText(file, node), parsed.problems);
  if (!parsed.value) return unknown;
  const { word, lists, min, max, single, optional } = parsed.value;
  // `list of string(40)`: texts of 40 characters, however many
  let bound = simpleType(word, single ? 1 : min, max);
  for (let i = 0; i < lists; i++) bound = listType(bound, undefined, undefined);
  return optional ? nullable(bound) : bound;
}

const urlPattern = '^[Hh][Tt][Tt][Pp][Ss]?://';
/** International: `tel:` takes only + with country code and digits. */
const phonePattern = '^\\+[0-9][0-9 ()./-]{3,22}$';

function simpleType(word: string, min: number | undefined, max: number | undefined): BoundType {
  const lengths = {
    ...(min !== undefined && { minLength: min }),
    ...(max !== undefined && { maxLength: max }),
  };
  const text = { kind: 'string', optional: false, minLength: min ?? 0, maxLength: max } as const;
  switch (word) {
    case 'string':
      return { type: text, schema: { type: 'string', ...lengths } };
    case 'url':
      return {
        type: { ...text, minLength: min ?? 8, format: 'url' },
        schema: { type: 'string', format: 'uri', pattern: urlPattern, ...lengths },
      };
    case 'phone':
      return {
        type: { ...text, minLength: min ?? 5, maxLength: max ?? 24, format: 'phone' },
        schema: { type: 'string', pattern: phonePattern, ...lengths },
      };
    case 'date':
    case 'date-time':
      return {
        type: {
          ...text,
          minLength: word === 'date' ? 10 : 17,
          maxLength: word === 'date' ? 10 : 40,
          format: word,
        },
        schema: { type: 'string', format: word, ...(word === 'date-time' && { maxLength: 40 }) },
      };
    case 'number':
    case 'integer':
      return {
        type: { kind: 'number', integer: word === 'integer', optional: false, minimum: min, maximum: max },
        schema: {
          type: word,
          ...(min !== undefined && { minimum: min }),
          ...(max !== undefined && { maximum: max }),
        },
      };
    case 'boolean':
      return { type: { kind: 'boolean', optional: false }, schema: { type: 'boolean' } };
    default:
      return unknown;
  }
}

function listType(of: BoundType, min: number | undefined, max: number | undefined): BoundType {
  return {
    type: { kind: 'list', optional: false, of: of.type, minItems: min ?? 0, maxItems: max },
    schema: {
      type: 'array',
      items: of.schema,
      ...(min !== undefined && { minItems: min }),
      ...(max !== undefined && { maxItems: max }),
    },
  };
}

/** May be missing or null: the schema takes null too. */
function nullable({ type, schema }: BoundType): BoundType {
  return { type: { ...type, optional: true }, schema: { anyOf: [schema, { type: 'null' }] } };
}

function fromEnum(file: SourceFile, values: readonly Json[], ctx: Reporting, node: YamlNode): BoundType {
  if (values.length === 0) return unknownType(ctx, file, node);
  return { type: typeOfValues(values), schema: { enum: [...values] } };
}

/** What has one of these values; null among them: it may be missing. */
function typeOfValues(all: readonly Json[]): DataType {
  const values = all.filter((v) => v !== null);
  const optional = values.length < all.length;
  if (values.length === 0) return { kind: 'unknown', optional };
  if (values.every((v) => typeof v === 'string')) {
    const lengths = values.map((v) => [...v].length);
    return {
      kind: 'string',
      optional,
      minLength: Math.min(...lengths),
      maxLength: Math.max(...lengths),
      values,
    };
  }
  if (values.every((v) => typeof v === 'number')) {
    const range = { minimum: Math.min(...values), maximum: Math.max(...values) };
    return { kind: 'number', integer: values.every(Number.isInteger), optional, values, ...range };
  }
  if (values.every((v) => typeof v === 'boolean')) return { kind: 'boolean', optional };
  return values.every((v) => typeof v !== 'object')
    ? { kind: 'unknown', optional, scalar: { values } }
    : { kind: 'unknown', optional };
}

/** JSON Schema keywords; `optional: true` is ours, `type` may be a short form. */
export const schemaKeywords: ReadonlySet<string> = new Set(
  `type properties items required optional default enum const minLength maxLength minimum maximum exclusiveMinimum
   exclusiveMaximum multipleOf minItems maxItems uniqueItems pattern format description title examples additionalProperties
   patternProperties propertyNames minProperties maxProperties prefixItems contains minContains maxContains oneOf anyOf
   allOf not if then else dependentRequired dependentSchemas $comment deprecated`.split(/\s+/),
);

/** Its keywords exist, and each holds a value of its kind. */
function checkMap(ctx: Reporting, file: SourceFile, node: YamlMap): void {
  for (const { key } of node.entries) {
    if (!schemaKeywords.has(key.value)) {
      const { value: name, range } = key;
      const meant = meantKeyword(name, node);
      const [suggestion, extras] =
        meant === undefined
          ? [didYouMean(name, schemaKeywords), renameFixes({ file, range }, name, schemaKeywords)]
          : [
              ` Write ${meant}.`,
              { fixes: [{ title: `Write ${meant}`, edits: [{ range, newText: meant }] }] },
            ];
      ctx.report(diagnostic('params/unknown-keyword', file, range, { name, suggestion }, extras));
    }
  }
  for (const { key, value } of node.entries) {
    if (key.value === 'pattern') checkPattern(ctx, file, value);
    if (key.value === 'patternProperties' && value.kind === 'map')
      for (const entry of value.entries) checkPattern(ctx, file, entry.key);
  }
  checkKeywords(ctx, file, node);
}

/** `max` of other languages, which is another keyword for texts, numbers and lists. */
function meantKeyword(key: string, node: YamlMap): string | undefined {
  if (key === 'nullable') return 'optional';
  const end = /^(min|max)(?:imum)?(?:_?length|_?size|_?items)?$/i.exec(key)?.[1]?.toLowerCase();
  const type = node.entries.find((e) => e.key.value === 'type')?.value;
  if (end === undefined || type?.kind !== 'scalar') return undefined;
  const word = parseTypeWord(type.value).value?.word;
  if (type.value === 'array') return `${end}Items`;
  if (word === 'string' || word === 'url') return `${end}Length`;
  return word === 'number' || word === 'integer' ? `${end}imum` : undefined;
}

const binder: Binder = { bindType, checkMap };

function fromSchema(ctx: Reporting, file: SourceFile, node: YamlMap): BoundType {
  checkMap(ctx, file, node);
  const get = (key: string) => node.entries.find((e) => e.key.value === key)?.value;
  const base = baseType(ctx, file, node, get);
  const optional = scalarCore(get('optional')) === true || base.type.optional;
  const given = get('default');
  const filled = given && !isNull(given) ? fillDefault(jsonOf(given), base.type) : undefined;
  const description = scalarCore(get('description'));
  const type: DataType = {
    ...base.type,
    optional,
    ...(filled !== undefined && { default: filled }),
    ...(typeof description === 'string' && { description }),
  };
  const schema = { ...(base.schema as object), ...(filled !== undefined && { default: filled }) };
  return {
    type,
    schema: optional && !base.type.optional ? { anyOf: [schema, { type: 'null' }] } : schema,
  };
}

function checkPattern(ctx: Reporting, file: SourceFile, node: YamlNode | undefined): void {
  if (node?.kind !== 'scalar' || isNull(node)) return;
  const problem = patternProblem(node.value);
  if (problem !== undefined) ctx.report(diagnostic('params/bad-pattern', file, node.range, { problem }));
}

type Get = (key: string) => YamlNode | undefined;

function baseType(ctx: Reporting, file: SourceFile, node: YamlMap, get: Get): BoundType {
  const word = get('type');
  const enumeration = get('enum');
  if (enumeration?.kind === 'seq')
    return extend(ctx, file, fromEnum(file, enumeration.items.map(jsonOf), ctx, enumeration), node);
  const constant = get('const');
  if (constant && !isNull(constant)) {
    return extend(ctx, file, { type: typeOfValues([jsonOf(constant)]), schema: {} }, node);
  }
  const several = word?.kind === 'seq' ? word.items : [];
  const [one, ...others] = several.filter((i) => i.kind !== 'scalar' || i.value !== 'null');
  const typeWord = word?.kind === 'scalar' ? word : others.length === 0 ? one : undefined;
  const bound = oneType(ctx, file, node, get, typeWord?.kind === 'scalar' ? typeWord : undefined);
  if (!bound) return extend(ctx, file, word ? severalTypes(ctx, file, word) : ofBranches(file, node), node);
  // `type: [string, 'null']`
  return several.length > 1 ? nullable(bound) : bound;
}

function oneType(
  ctx: Reporting,
  file: SourceFile,
  node: YamlMap,
  get: Get,
  word: YamlScalar | undefined,
): BoundType | undefined {
  const name = word?.value ?? (get('properties') ? 'object' : get('items') ? 'array' : undefined);
  if (name === 'object') return objectType(ctx, file, node, get);
  if (name === 'array') return arrayType(ctx, file, node, get);
  if (name === 'null') return extend(ctx, file, nothing, node);
  return word && narrow(extend(ctx, file, fromWord(ctx, file, word), node), get);
}

const nothing: BoundType = { type: { kind: 'unknown', optional: true }, schema: { type: 'null' } };

function ofBranches(file: SourceFile, node: YamlMap): BoundType {
  return { type: typeOfBranches(file, node, binder) ?? unknown.type, schema: {} };
}

/** `type: [string, number, 'null']`: run time knows what that means, the static analysis only some of it. */
function severalTypes(ctx: Reporting, file: SourceFile, word: YamlNode): BoundType {
  if (word.kind !== 'seq' || word.items.length === 0) return unknownType(ctx, file, word);
  const names = namesIn(word);
  if (!names.every((name) => typeNames.has(name))) return eitherWord(ctx, file, word.items);
  const isScalar = names.every((name) => scalarNames.has(name));
  const type: DataType = {
    kind: 'unknown',
    optional: names.includes('null'),
    ...(isScalar && { scalar: {} }),
  };
  return { type, schema: { type: [...new Set(names)] } };
}

/** `type: [string(5), number]` */
function eitherWord(ctx: Reporting, file: SourceFile, items: readonly YamlNode[]): BoundType {
  const bound = items.map((item): BoundType => {
    if (item.kind !== 'scalar') return unknownType(ctx, file, item);
    if (item.value === 'null') return nothing;
    if (typeNames.has(item.value)) return { type: unknown.type, schema: { type: item.value } };
    return fromWord(ctx, file, item);
  });
  const type = bound.map((b) => b.type).reduce(joinTypes);
  return { type, schema: { anyOf: bound.map((b) => b.schema) } };
}

const typeNames: ReadonlySet<string> = new Set('string number integer boolean object array null'.split(' '));
const scalarNames: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'null']);

function objectType(ctx: Reporting, file: SourceFile, node: YamlMap, get: Get): BoundType {
  const properties = new Map<string, DataType>();
  const props = get('properties');
  const requiredNode = get('required');
  const required =
    requiredNode?.kind === 'seq' ? new Set(requiredNode.items.map((i) => String(jsonOf(i)))) : undefined;
  let schema: { [key: string]: Json } = { type: 'object' };
  if (props?.kind === 'map') ({ schema } = bindProperties(ctx, file, props, properties, required));
  const undeclared = [...(required ?? [])].filter((name) => !properties.has(name));
  if (undeclared.length > 0)
    schema['required'] = [...((schema['required'] as string[]) ?? []), ...undeclared];
  const open = properties.size === 0 || scalarCore(get('additionalProperties')) === true;
  const closed = scalarCore(get('additionalProperties')) === false;
  const type: DataType = { kind: 'object', optional: false, properties, open, ...(closed && { closed }) };
  return extend(ctx, file, { type, schema }, node);
}

function arrayType(ctx: Reporting, file: SourceFile, node: YamlMap, get: Get): BoundType {
  const itemsNode = get('items');
  // the first items have types of their own: nothing is known that holds for all
  const rest = get('prefixItems');
  const items = itemsNode && !rest ? bindType(ctx, file, itemsNode) : unknown;
  const list = listType(items, numberOf(get('minItems')), numberOf(get('maxItems')));
  const isUnique = scalarCore(get('uniqueItems')) === true;
  const most = isUnique ? differentValues(items.type) : Number.POSITIVE_INFINITY;
  const { maxItems = Number.POSITIVE_INFINITY } = list.type as ListType;
  const type = most < maxItems ? { ...list.type, maxItems: most } : list.type;
  const after = itemsNode && rest && { items: keywordValue(ctx, file, 'items', itemsNode, binder) };
  return extend(ctx, file, { type, schema: { ...(list.schema as object), ...after } }, node);
}

/** How many different values the type has; null, where it may be, is one of them. */
function differentValues(type: DataType): number {
  const missing = type.optional ? 1 : 0;
  if (type.kind === 'boolean') return 2 + missing;
  if ((type.kind !== 'string' && type.kind !== 'number') || !type.values) return Number.POSITIVE_INFINITY;
  return type.values.length + missing;
}

/** Keywords beside a short type tighten it. */
function narrow(bound: BoundType, get: Get): BoundType {
  const { type } = bound;
  if (type.kind === 'string') {
    const pattern = scalarCore(get('pattern'));
    const lengths = typeof pattern === 'string' ? patternLengths(pattern) : undefined;
    const { min = 0, max = Number.POSITIVE_INFINITY } = lengths ?? {};
    const most = Math.min(numberOf(get('maxLength')) ?? type.maxLength ?? Number.POSITIVE_INFINITY, max);
    return {
      ...bound,
      type: {
        ...type,
        minLength: Math.max(numberOf(get('minLength')) ?? type.minLength, min),
        ...(Number.isFinite(most) && { maxLength: most }),
        ...(typeof pattern === 'string' && { pattern }),
      },
    };
  }
  if (type.kind === 'number') {
    return {
      ...bound,
      type: {
        ...type,
        minimum: numberOf(get('minimum')) ?? numberOf(get('exclusiveMinimum')) ?? type.minimum,
        maximum: numberOf(get('maximum')) ?? numberOf(get('exclusiveMaximum')) ?? type.maximum,
      },
    };
  }
  return bound;
}

const ours = new Set(['type', 'properties', 'items', 'required', 'optional', 'enum', 'minItems', 'maxItems']);

/** Adds the other keywords of the author's schema as they are; a form beside that of a short type is a second one. */
function extend(ctx: Reporting, file: SourceFile, { type, schema }: BoundType, node: YamlMap): BoundType {
  const own = schema as { [key: string]: Json };
  const extra: { [key: string]: Json } = {};
  const forms: Json[] = [];
  for (const { key, value } of node.entries) {
    if (ours.has(key.value) || !schemaKeywords.has(key.value) || isNull(value)) continue;
    const given = keywordValue(ctx, file, key.value, value, binder);
    if ((key.value === 'pattern' || key.value === 'format') && Object.hasOwn(own, key.value)) {
      forms.push({ [key.value]: given });
    } else define(extra, key.value, given);
  }
  const { allOf = [] } = extra;
  const all = Array.isArray(allOf) && forms.length > 0 && { allOf: [...forms, ...allOf] };
  return { type, schema: { ...own, ...extra, ...all } };
}

function numberOf(node: YamlNode | undefined): number | undefined {
  const value = scalarCore(node);
  return typeof value === 'number' ? value : undefined;
}

function scalarCore(node: YamlNode | undefined): YamlScalar['core'] | undefined {
  return node?.kind === 'scalar' ? node.core : undefined;
}
