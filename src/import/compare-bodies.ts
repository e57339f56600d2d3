/** What a rendered body has otherwise than the one that was imported. */
import type { Json } from '../bind/model.ts';
import { isList, isObject, NumberText, type Value } from './json-value.ts';

export interface Difference {
  /** JSON pointer. */
  readonly pointer: string;
  /** `added`: only the rendered body has it. */
  readonly kind: 'added' | 'lost' | 'changed';
}

/** `given` is without nulls. A number (or boolean) and its text are the same: the place decides which is sent. */
export function compareBodies(given: Value, rendered: Json, pointer = ''): Difference[] {
  if (isObject(given)) {
    if (typeof rendered !== 'object' || rendered === null || Array.isArray(rendered))
      return [{ pointer, kind: 'changed' }];
    const other = rendered as Readonly<Record<string, Json>>;
    const at = (key: string) => `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = [...given].flatMap(([key, value]) =>
      Object.hasOwn(other, key)
        ? compareBodies(value, other[key]!, at(key))
        : [{ pointer: at(key), kind: 'lost' as const }],
    );
    const added = Object.keys(other).filter((key) => !given.has(key));
    return [...own, ...added.map((key) => ({ pointer: at(key), kind: 'added' as const }))];
  }
  if (isList(given)) {
    if (!Array.isArray(rendered) || rendered.length !== given.length) return [{ pointer, kind: 'changed' }];
    return given.flatMap((item, i) =>
      compareBodies(item, (rendered as readonly Json[])[i]!, `${pointer}/${i}`),
    );
  }
  return sameScalar(given, rendered) ? [] : [{ pointer, kind: 'changed' }];
}

function sameScalar(given: string | boolean | null | NumberText, rendered: Json): boolean {
  if (given instanceof NumberText) {
    if (typeof rendered === 'number') return rendered === Number(given.source) && isExact(given);
    return rendered === given.source;
  }
  if (typeof given === 'string' && typeof rendered === 'number') return String(rendered) === given;
  return rendered === given || (typeof given !== typeof rendered && String(rendered) === String(given));
}

/** False for integers of which a double keeps only the beginning. */
function isExact({ source }: NumberText): boolean {
  return !/^-?\d+$/.test(source) || Number.isSafeInteger(Number(source));
}
