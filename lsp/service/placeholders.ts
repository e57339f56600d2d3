/** Names that a snippet begins with: real ones, so that what it writes holds as it stands. */
import type { DataType } from '../../src/bind/model.ts';
import type { Wanted } from './name-offers.ts';
import type { NamedType } from './names-at.ts';

/** The first value that fits, by its path; undefined where there is none. */
export function fittingPath(names: readonly NamedType[], wanted: Wanted): string | undefined {
  return fittingIn(
    names.filter(({ name }) => !everywhere.has(name)),
    wanted,
  );
}

/** What each file has says nothing about this one. */
const everywhere = new Set(['this', 'recipient', 'now']);
/** Steps into objects. */
const deepest = 2;

function fittingIn(names: readonly NamedType[], wanted: Wanted, depth = 0): string | undefined {
  const direct = names.find(({ type }) => type !== undefined && wanted(type));
  if (direct || depth >= deepest) return direct?.name;
  for (const { name, type } of names) {
    const inner = type?.kind === 'object' ? fittingIn(propertiesIn(type), wanted, depth + 1) : undefined;
    if (inner !== undefined) return `${name}.${inner}`;
  }
  return undefined;
}

function propertiesIn(type: Extract<DataType, { kind: 'object' }>): NamedType[] {
  return [...type.properties].map(([name, inner]) => ({ name, type: inner }));
}

/** One of them: `order.items` gives `item`, `categories` gives `category`. */
export function itemOf(list: string): string {
  const name = list.slice(list.lastIndexOf('.') + 1);
  const one = /[^aeiou]ies$/.test(name) ? name.replace(/ies$/, 'y') : name.replace(/(?<=[^s]{2})s$/, '');
  return one !== name && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(one) ? one : 'item';
}
