/** Names, properties and helpers that fit in an expression. */
import type { DataType } from '../../src/bind/model.ts';
import type { Env } from '../../src/check/environment.ts';
import { fitsHelper } from '../../src/check/helper-arguments.ts';
import { ownHelpers } from '../../src/check/helper-at.ts';
import { type HelperParam, type HelperSpec, helperSpecs } from '../../src/render/helpers.ts';
import type { Offer } from './complete.ts';
import type { Typing } from './expression-at.ts';
import { dataNamesAt, type NamedType, namesAt, propertiesOf, typeOfPath } from './names-at.ts';
import { helperDoc, signature, typeWords } from './words.ts';

/** Whether a value may stand where one is typed; nothing known fits everywhere. */
export type Wanted = (type: DataType | undefined) => boolean;

export const anything: Wanted = () => true;

export function wantedBy(param: HelperParam | undefined): Wanted {
  return param ? (type) => fitsHelper(param.type, type) : anything;
}

export function nameOffers({ base }: Pick<Typing, 'base'>, env: Env, wanted: Wanted = anything): Offer[] {
  if (base === '@') {
    return dataNamesAt(env)
      .filter((name) => name === 'root' || wanted(typeOfPath(`@${name}`, env)?.type))
      .map((name, i) => ({ label: name, kind: 'property', detail: `@${name}`, rank: i }));
  }
  if (/^(?:\.\.\/)+$/.test(base)) return parentOffers(base, env, wanted);
  if (base !== '') return typeOffers(propertiesOf(typeOfPath(base.slice(0, -1), env)), 'property', wanted);
  return typeOffers(namesAt(env), 'name', wanted);
}

function parentOffers(base: string, env: Env, wanted: Wanted): Offer[] {
  const depth = base.length / 3;
  if (depth > env.frames.length) return [];
  const outer = { ...env, frames: env.frames.slice(0, env.frames.length - depth) };
  return typeOffers(namesAt(outer), 'name', wanted);
}

function typeOffers(names: readonly NamedType[], kind: 'name' | 'property', wanted: Wanted): Offer[] {
  return names
    .filter(({ type }) => fitsDeep(type, wanted, 0))
    .map(({ name, type }, i) => ({
      label: name,
      kind,
      detail: typeWords(type),
      ...(type?.description && { doc: type.description }),
      rank: wanted(type) ? i : leadsOn + i,
    }));
}

/** From this rank on a name does not fit itself. */
export const leadsOn = 500;

/** What does not fit itself may lead to something that does. */
function fitsDeep(type: DataType | undefined, wanted: Wanted, depth: number): boolean {
  if (wanted(type)) return true;
  if (type?.kind !== 'object' || depth > 3) return false;
  return type.open || [...type.properties.values()].some((inner) => fitsDeep(inner, wanted, depth + 1));
}

/** Helpers whose result may stand here. */
export function helperOffers(env: Env, fits: (spec: HelperSpec) => boolean = () => true): Offer[] {
  const all = [...(ownHelpers(env.scope)?.values() ?? []), ...helperSpecs.values()];
  return all.filter(fits).map((spec, i) => ({
    label: spec.name,
    kind: 'helper',
    detail: signature(spec),
    doc: helperDoc(spec),
    rank: 1000 + i,
  }));
}

export function hashOffers(hash: readonly HelperParam[], given: readonly string[]): Offer[] {
  return hash
    .filter((p) => !given.includes(p.name))
    .map((p, i) => ({
      label: `${p.name}=`,
      kind: 'word',
      detail: p.optional ? 'optional' : 'required',
      doc: p.doc,
      rank: (p.optional ? 1500 : 900) + i,
    }));
}

export function words(list: readonly string[], docs: Readonly<Record<string, string>> = {}): Offer[] {
  return list.map((label, i) => ({
    label,
    kind: 'word',
    rank: 2000 + i,
    ...(docs[label] !== undefined && { doc: docs[label] }),
  }));
}
