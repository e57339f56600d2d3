/** Defaults of params, at any depth. */
import { put } from './root.ts';
import { isMissing, own } from './values.ts';

/** Where the defaults stand in the data. Absent parts have none. */
export interface DefaultsPlan {
  readonly value?: unknown;
  readonly properties?: { readonly [name: string]: DefaultsPlan };
  readonly items?: DefaultsPlan;
}

/** The data with its defaults; parts that change are copied, the caller's data never does. */
export function fillDefaults(data: unknown, plan: DefaultsPlan): unknown {
  if (isMissing(data)) {
    // A default is a finished value, but an absent object has no properties to fill.
    return plan.value === undefined ? data : plan.value;
  }
  if (plan.items !== undefined && Array.isArray(data)) return fillItems(data, plan.items);
  if (plan.properties === undefined || typeof data !== 'object' || Array.isArray(data)) return data;
  let result: object = data;
  for (const name of Object.keys(plan.properties)) {
    const before = own(data, name);
    const after = fillDefaults(before, plan.properties[name] as DefaultsPlan);
    if (after !== before) {
      if (result === data) result = { ...data };
      put(result, name, after);
    }
  }
  return result;
}

function fillItems(list: readonly unknown[], plan: DefaultsPlan): readonly unknown[] {
  let result: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const after = fillDefaults(list[i], plan);
    if (after !== list[i]) {
      result ??= [...list];
      result[i] = after;
    }
  }
  return result ?? list;
}
