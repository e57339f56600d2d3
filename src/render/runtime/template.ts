/** What blocks and paths of generated templates do at run time, as Handlebars does it. */
import { isEmpty, own } from './values.ts';

/** Contexts of a section: `{{#x}}` keeps that around it where x is true. */
export function sectionContexts(
  value: unknown,
  item: unknown,
  contexts: readonly unknown[],
): readonly unknown[] {
  return value === true ? contexts : [item, ...contexts];
}

/** A step of a path that begins with `@`: any false value ends it and is its value. */
export function dataMember(value: unknown, name: string): unknown {
  return value ? own(value, name) : value;
}

interface FrameValue {
  readonly _parent?: FrameValue;
}

/** `@../` so many times. */
export function frameAbove(frame: FrameValue | undefined, depth: number): FrameValue | undefined {
  let found = frame;
  for (let left = depth; left > 0 && found !== undefined; left--) found = found._parent;
  return found;
}

/** `{{#if x includeZero=…}}`. */
export function truthyOrZero(value: unknown, includeZero: unknown): boolean {
  return (Boolean(includeZero) || Boolean(value)) && !isEmpty(value);
}

/** Contexts of the turns of `{{#name}}`: none for the inverse. */
export function sectionItems(value: unknown, context: unknown): readonly unknown[] {
  if (value === true) return [context];
  if (value === false || value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** Adds an item, or the items of a list, to a list. */
export function splice(list: unknown[], value: unknown): void {
  if (Array.isArray(value)) for (const item of value) list.push(item);
  else if (value !== undefined) list.push(value);
}

/** Constants are shared by all renders, so nobody may change them. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
