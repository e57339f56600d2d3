/** The helpers by the names that authors write. All are pure and total; their contract stands in `../../helpers.ts`. */

import { callOwn } from '../own-helpers.ts';
import { and, eq, ge, gt, isIn, le, lt, ne, not, or, orDefault } from './compare.ts';
import { date, relative } from './dates.ts';
import type { Helper, HelperFunction } from './helper.ts';
import { addQuery } from './links.ts';
import { join, length, list, lookup, pluck, sum, take } from './lists.ts';
import { currency, number } from './numbers.ts';
import { plural } from './plural.ts';
import { capitalize, json, lower, truncate, upper, urlencode } from './text.ts';

const takes = (min: number, max: number, call: HelperFunction): Helper => ({ call, min, max });

export const helpers: { readonly [name: string]: Helper } = {
  // what a text fragment sees; written by lower, unknown to authors
  $arguments: takes(0, 0, (_run, hash) => ({ ...hash })),
  // an argument, or the default of its param: unlike `default` it leaves an empty text
  $given: takes(2, 2, (_run, _hash, value, fallback) => value ?? fallback),
  // a list or an object that is the default of a text fragment's param; written by lower
  $json: takes(1, 1, (_run, _hash, value) => JSON.parse(value as string)),
  // a helper of the project's own; written by lower
  $own: takes(2, Infinity, callOwn),
  eq: takes(2, 2, eq),
  ne: takes(2, 2, ne),
  lt: takes(2, 2, lt),
  le: takes(2, 2, le),
  gt: takes(2, 2, gt),
  ge: takes(2, 2, ge),
  and: takes(1, Infinity, and),
  or: takes(1, Infinity, or),
  not: takes(1, 1, not),
  in: takes(2, Infinity, isIn),
  default: takes(2, 2, orDefault),
  truncate: takes(2, 2, truncate),
  upper: takes(1, 1, upper),
  lower: takes(1, 1, lower),
  capitalize: takes(1, 1, capitalize),
  length: takes(1, 1, length),
  take: takes(2, 2, take),
  pluck: takes(2, 2, pluck),
  sum: takes(1, Infinity, sum),
  join: takes(1, 2, join),
  list: takes(0, Infinity, list),
  number: takes(1, 1, number),
  currency: takes(2, 2, currency),
  plural: takes(1, 1, plural),
  date: takes(1, 2, date),
  relative: takes(1, 1, relative),
  add_query: takes(1, Infinity, addQuery),
  urlencode: takes(1, 1, urlencode),
  json: takes(1, 1, json),
  lookup: takes(2, 2, lookup),
};
