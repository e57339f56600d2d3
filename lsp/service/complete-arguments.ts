/** Arguments of helpers and blocks: values of a closed list, names of a fitting type, `key=`. */
import type { Env } from '../../src/check/environment.ts';
import { helperAt } from '../../src/check/helper-at.ts';
import { blockSpecs, type HelperParam, type HelperSpec, helperSpecs } from '../../src/render/helpers.ts';
import type { ScalarStyle } from '../../src/yaml/nodes.ts';
import type { Offer } from './complete.ts';
import { currencies } from './complete-text.ts';
import type { Typing } from './expression-at.ts';
import {
  hashOffers,
  helperOffers,
  leadsOn,
  nameOffers,
  type Wanted,
  wantedBy,
  words,
} from './name-offers.ts';
import { propertiesOf, typeOfPath } from './names-at.ts';

/** What is typed, in `env`; in a scalar of this style. */
export function argumentOffers(typing: Typing, env: Env, style: ScalarStyle): Offer[] {
  const { callee, key, quoted, base } = typing;
  // the name of the call itself
  if (callee === undefined) return quoted === undefined ? headOffers(typing, env) : [];
  const block = typing.sigil === '#' || typing.sigil === '^' ? blockSpecs.get(callee) : undefined;
  if (block) return blockArguments(typing, env);
  const spec = helperAt(callee, env.scope);
  if (!spec) return [];
  const param = key === undefined ? positional(spec, typing.before) : hashParam(spec, key);
  const texts = param ? literals(spec, param, typing, env) : [];
  if (quoted !== undefined) return texts;
  const names = param
    ? nameOffers({ base }, env, wantedBy(param)).filter((o) => o.label !== callee || base !== '')
    : [];
  if (base !== '') return names;
  const mark = style === 'double' ? "'" : '"';
  const written = [...texts]
    .sort((a, b) => a.rank - b.rank)
    .map((o, i) => ({
      ...o,
      label: `${mark}${o.label}${mark}`,
      // of many only the first come before what leads on
      rank: (texts.length <= 20 ? -100 : i < 10 ? leadsOn - 100 : leadsOn + 100) + i,
    }));
  const flags = param?.type === 'boolean' ? words(['true', 'false']) : [];
  const pairs = key === undefined ? hashOffers(spec.hash, typing.keys) : [];
  return [...written, ...flags, ...names, ...pairs];
}

function headOffers({ base, inBrackets }: Typing, env: Env): Offer[] {
  if (inBrackets) return base === '' ? helperOffers(env) : [];
  const names = nameOffers({ base }, env);
  return base === '' ? [...names, ...written(helperOffers(env))] : names;
}

/** What compares writes "true" into a text: it comes last there. */
function written(helpers: readonly Offer[]): Offer[] {
  return helpers.map((o) =>
    helperSpecs.get(o.label)?.returns === 'boolean' ? { ...o, rank: o.rank + 500 } : o,
  );
}

function positional({ params }: HelperSpec, index: number): HelperParam | undefined {
  const last = params.at(-1);
  return params[index] ?? (last?.rest ? last : undefined);
}

function hashParam({ hash, anyHash }: HelperSpec, key: string): HelperParam | undefined {
  return hash.find((p) => p.name === key) ?? anyHash;
}

/** Texts that are known beforehand: a closed list, codes, names of properties. */
function literals(spec: HelperSpec, param: HelperParam, { first }: Typing, env: Env): Offer[] {
  if (param.values) {
    return param.values.map((label, i) => ({ label, kind: 'value', rank: i, doc: param.doc }));
  }
  if (comparers.has(spec.name)) {
    const compared = first === undefined ? undefined : typeOfPath(first, env)?.type;
    const values = compared?.kind === 'string' ? (compared.values ?? []) : [];
    return values.map((label, i) => ({ label, kind: 'value', rank: i }));
  }
  if (spec.name === 'currency' && param.name === 'currency') return currencies();
  const isProperty =
    (spec.name === 'pluck' && param.name === 'property') || (spec.name === 'lookup' && param.name === 'key');
  const of = isProperty && first !== undefined ? typeOfPath(first, env) : undefined;
  const type = of?.type?.kind === 'list' && spec.name === 'pluck' ? of.type.of : of?.type;
  if (!of || type?.kind !== 'object') return [];
  return propertiesOf({ ...of, type }).map(({ name }, i) => ({ label: name, kind: 'property', rank: i }));
}

const comparers = new Set(['eq', 'ne', 'in']);

/** `{{#if |`: one value; `{{#each list as |`. */
function blockArguments(typing: Typing, env: Env): Offer[] {
  const { callee, before, key, keys, base, quoted } = typing;
  if (quoted !== undefined) return [];
  if (key !== undefined) return key === 'includeZero' ? words(['true', 'false']) : [];
  if (before === 0) return nameOffers({ base }, env, blockWants[callee ?? ''] ?? (() => true));
  const isBranch = callee === 'if' || callee === 'unless';
  if (isBranch) return hashOffers([includeZero], keys);
  return before === 1 ? [{ ...asWord, rank: 0 }] : [];
}

const includeZero: HelperParam = {
  name: 'includeZero',
  type: 'boolean',
  doc: 'True: 0 counts as true too.',
  optional: true,
};

const asWord: Offer = {
  label: 'as',
  kind: 'word',
  doc: 'A name for the item: `as |item|`, and for its number: `as |item index|`.',
  insert: 'as |item|',
  snippet: 'as |${1:item}|',
  rank: 0,
};

export const loopWord = asWord;

/** What a block's value can be. */
export const blockWants: Readonly<Record<string, Wanted>> = {
  each: (type) =>
    type === undefined || type.kind === 'list' || type.kind === 'object' || type.kind === 'unknown',
  with: (type) => type === undefined || type.kind === 'object' || type.kind === 'unknown',
};
