/** The keywords of a type in its long form hold values of their kind (JSON Schema 2020-12, validation 6). */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { formats } from '../render/runtime/formats.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { isNull, kindOf, type Reporting } from './context.ts';

type Test = (node: YamlNode) => boolean;

const core = (node: YamlNode) => (node.kind === 'scalar' ? node.core : undefined);
const isCount: Test = (node) => Number.isInteger(core(node)) && (core(node) as number) >= 0;
const isNumber: Test = (node) => Number.isFinite(core(node));
const isPositive: Test = (node) => isNumber(node) && (core(node) as number) > 0;
const isFlag: Test = (node) => typeof core(node) === 'boolean';
const isScalar: Test = (node) => node.kind === 'scalar';
const isText: Test = (node) => typeof core(node) === 'string';
const isMapping: Test = (node) => node.kind === 'map';
const isFilledList: Test = (node) => node.kind === 'seq' && node.items.length > 0;
const isNames: Test = (node) =>
  node.kind === 'seq' && node.items.every((i) => i.kind === 'scalar' && i.core !== null);
const isNamesOfEach: Test = (node) => node.kind === 'map' && node.entries.every((e) => isNames(e.value));

const kinds: readonly (readonly [names: string, test: Test, expected: string])[] = [
  [
    'minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains',
    isCount,
    'a whole number, 0 or more',
  ],
  ['minimum maximum exclusiveMinimum exclusiveMaximum', isNumber, 'a number'],
  ['multipleOf', isPositive, 'a number above 0'],
  ['optional uniqueItems deprecated', isFlag, 'true or false'],
  ['description title $comment', isScalar, 'a text'],
  ['format pattern', isText, 'a text'],
  ['properties patternProperties dependentSchemas', isMapping, 'a mapping'],
  ['dependentRequired', isNamesOfEach, 'a mapping of names to lists of names'],
  ['enum', isFilledList, 'a list of values'],
  ['required', isNames, 'a list of names'],
  ['allOf anyOf oneOf prefixItems', isFilledList, 'a list of types'],
];

const expectations: ReadonlyMap<string, readonly [Test, string]> = new Map(
  kinds.flatMap(([names, test, expected]) =>
    names.split(' ').map((name) => [name, [test, expected] as const] as const),
  ),
);

/** Least and most of one thing. */
const ranges = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
] as const;

export function checkKeywords(ctx: Reporting, file: SourceFile, node: YamlMap): void {
  for (const { key, value } of node.entries) {
    const [test, expected] = expectations.get(key.value) ?? [];
    if (!test || isNull(value) || test(value)) continue;
    const isEmpty = value.kind === 'seq' && value.items.length === 0;
    const found = value.kind === 'scalar' ? `"${value.value}"` : isEmpty ? 'an empty list' : kindOf(value);
    ctx.report(
      diagnostic('params/bad-keyword', file, value.range, {
        name: key.value,
        problem: `must be ${expected}, but here is ${found}`,
      }),
    );
  }
  checkFormat(ctx, file, node);
  for (const [least, most] of ranges) {
    const [low, high] = [least, most].map((name) => node.entries.find((e) => e.key.value === name)?.value);
    if (!low || !high || !isNumber(low) || !isNumber(high) || (core(low) as number) <= (core(high) as number))
      continue;
    ctx.report(
      diagnostic('params/bad-keyword', file, low.range, {
        name: least,
        problem: `is ${core(low)}, more than ${most}, which is ${core(high)}: no data fits`,
      }),
    );
  }
}

/** JSON Schema lets a format that nobody knows check nothing: here that is said. */
function checkFormat(ctx: Reporting, file: SourceFile, node: YamlMap): void {
  const value = node.entries.find((e) => e.key.value === 'format')?.value;
  if (value?.kind !== 'scalar' || !isText(value) || Object.hasOwn(formats, value.value)) return;
  const params = {
    name: value.value,
    known: Object.keys(formats),
    suggestion: didYouMean(value.value, Object.keys(formats)),
  };
  ctx.report(diagnostic('params/unknown-format', file, value.range, params));
}
