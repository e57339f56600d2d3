/** The type of a name that nobody declared, guessed from how one part of a file uses it. */
import type { Expression, Hash, PathExpression, Program } from '../../../grammar/ast.ts';
import {
  onlyExpression,
  parseCall,
  parseCondition,
  parseLoop,
  parseTemplate,
} from '../../../grammar/index.ts';
import { helperSpecs } from '../../../src/render/helpers.ts';
import type { YamlNode } from '../../../src/yaml/nodes.ts';
import { quoteScalar } from '../../../src/yaml/quote.ts';

/** What is known of a value, by its uses. */
interface Guess {
  word?: string;
  /** Texts that it is compared with. */
  readonly values: Set<string>;
  properties: Map<string, Guess>;
  items?: Guess;
  /** Stands only where its presence is asked. */
  tested: boolean;
}

/** Lines of an entry of `params`: the first begins with the name. */
export function guessType(name: string, used: YamlNode, string: string): string[] {
  const guess = emptyGuess();
  collect(used, new Map([[name, guess]]), undefined);
  return write(name, guess, string);
}

/** The same for a property: `path` leads to it from the declared name. */
export function guessProperty(path: readonly string[], used: YamlNode, string: string): string[] {
  const guess = emptyGuess();
  collect(used, new Map([[path[0]!, guess]]), undefined);
  let inner: Guess | undefined = guess;
  for (const part of path.slice(1)) inner = inner?.properties.get(part) ?? inner?.items?.properties.get(part);
  return write(path.at(-1)!, inner ?? emptyGuess(), string);
}

function emptyGuess(): Guess {
  return { properties: new Map(), values: new Set(), tested: false };
}

type Names = ReadonlyMap<string, Guess>;

function collect(node: YamlNode, names: Names, key: string | undefined): void {
  if (node.kind === 'seq') for (const item of node.items) collect(item, names, undefined);
  else if (node.kind === 'map') {
    const each = node.entries.find((e) => e.key.value === 'each')?.value;
    const loop = each?.kind === 'scalar' ? parseLoop(each.value).value : undefined;
    const inner = loop ? bindItems(loop.list, loop.names[0]?.name, names) : names;
    for (const e of node.entries) if (e.value !== each) collect(e.value, inner, e.key.value);
  } else collectText(node.value, names, key);
}

function collectText(text: string, names: Names, key: string | undefined): void {
  if (key === 'when' || key === 'otherwise') expression(parseCondition(text).value, names, 'test');
  else if (key === 'use')
    for (const a of parseCall(text).value?.args ?? []) expression(a.value, names, 'any');
  else {
    const { program } = parseTemplate(text);
    const whole =
      onlyExpression(program) && /(?:^|_)(?:url|action)$|^(?:image|video|audio|file)$/.test(key ?? '');
    const part = /->\s*\{\{\s*([^{}\s]+)\s*\}\}\s*(?:\([^()]*\))?\s*$/.exec(text)?.[1];
    walk(program, names, whole ? 'url' : 'output', part);
  }
}

/** `wanted`: what the place takes. */
function walk(program: Program | undefined, names: Names, wanted: string, target?: string): void {
  for (const s of program?.body ?? []) {
    if (s.type === 'MustacheStatement') {
      const isCall = s.params.length > 0 || s.hash.pairs.length > 0;
      const isTarget = s.path.type === 'PathExpression' && s.path.original === target;
      if (isCall) call(s.path, s.params, s.hash, names);
      else expression(s.path, names, isTarget ? 'url' : wanted);
    } else if (s.type === 'BlockStatement') {
      const [argument] = s.params;
      const name = s.path.original;
      const [first] = s.program.blockParams ?? [];
      let inner = names;
      if (name === 'each' && argument) inner = bindItems(argument, first, names);
      else if (argument) expression(argument, names, 'test');
      walk(s.program, inner, 'output');
      walk(s.inverse, names, 'output');
    } else if (s.type === 'PartialStatement') for (const p of s.hash.pairs) expression(p.value, names, 'any');
  }
}

function bindItems(list: Expression, item: string | undefined, names: Names): Names {
  const guess = listOf(list, names);
  if (!guess) return names;
  guess.items ??= emptyGuess();
  return item === undefined ? names : new Map([...names, [item, guess.items]]);
}

/** The list behind `take list 3` and its like. */
function listOf(list: Expression, names: Names): Guess | undefined {
  if (list.type === 'PathExpression') return guessOf(list, names);
  if (list.type !== 'SubExpression') return undefined;
  const [first] = list.params;
  return first && listOf(first, names);
}

function guessOf(path: PathExpression, names: Names): Guess | undefined {
  if (path.data || path.depth > 0) return undefined;
  let guess = names.get(path.parts[0] ?? '');
  for (const part of path.parts.slice(1)) {
    if (!guess) return undefined;
    if (part === 'length') return undefined;
    const next: Guess = guess.properties.get(part) ?? emptyGuess();
    guess.properties.set(part, next);
    guess = next;
  }
  return guess;
}

function expression(e: Expression | undefined, names: Names, wanted: string): void {
  if (e?.type === 'SubExpression') call(e.path, e.params, e.hash, names);
  if (e?.type !== 'PathExpression') return;
  const guess = guessOf(e, names);
  if (!guess) return;
  if (wanted === 'test') guess.tested = true;
  else if (wanted === 'list') guess.items ??= emptyGuess();
  else if (words.has(wanted)) guess.word ??= wanted;
  else if (wanted === 'output' || wanted === 'text') guess.word ??= 'string';
}

const words = new Set(['number', 'integer', 'boolean', 'url', 'date']);
const comparisons = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in']);

function call(path: Expression, params: readonly Expression[], hash: Hash, names: Names): void {
  const name = path.type === 'PathExpression' ? path.original : '';
  const spec = helperSpecs.get(name);
  for (const [i, p] of params.entries()) {
    const wanted = spec?.params[Math.min(i, spec.params.length - 1)]?.type ?? 'any';
    if (comparisons.has(name))
      compare(
        p,
        params.filter((o) => o !== p),
        names,
      );
    else if (name === 'and' || name === 'or' || name === 'not') expression(p, names, 'test');
    else expression(p, names, wanted);
  }
  for (const pair of hash.pairs) expression(pair.value, names, 'any');
}

/** `x == "paid"`: one of the texts that it is compared with. */
function compare(e: Expression, others: readonly Expression[], names: Names): void {
  if (e.type !== 'PathExpression') {
    expression(e, names, 'any');
    return;
  }
  const guess = guessOf(e, names);
  for (const other of guess ? others : []) {
    if (other.type === 'NumberLiteral') guess!.word ??= 'number';
    else if (other.type === 'BooleanLiteral') guess!.word ??= 'boolean';
    else if (other.type === 'StringLiteral') guess!.values.add(other.value);
    else guess!.tested = true;
  }
}

function write(name: string, guess: Guess, string: string): string[] {
  const lines = typeLines(guess, string);
  const [first = '', ...rest] = lines;
  return lines.length === 1
    ? [`${name}: ${first}`]
    : [`${name}:`, `  ${first}`, ...rest.map((l) => `  ${l}`)];
}

/** Numbers and lists get a range that the author narrows: one without is a finding of its own where it is written. */
function typeLines({ word, values, properties, items, tested }: Guess, string: string): string[] {
  if (items) {
    return ['type: array', 'minItems: 1', 'maxItems: 10', ...write('items', items, string)];
  }
  if (properties.size > 0) {
    const inner = [...properties].flatMap(([name, guess]) => write(name, guess, string));
    return ['type: object', 'properties:', ...inner.map((l) => `  ${l}`)];
  }
  if (values.size > 1) return [`[${[...values].map((v) => quoteScalar(v)).join(', ')}]`];
  switch (word) {
    case 'number':
    case 'integer':
      return [`${word}(0..99999)`];
    case 'boolean':
    case 'url':
      return [word];
    case 'date':
      return ['date-time'];
    case 'string':
      return [string];
    default:
      return [values.size === 0 && tested ? 'boolean' : string];
  }
}
