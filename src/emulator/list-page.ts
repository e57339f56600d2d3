import { type GraphError, parameterError } from './graph-error.ts';

export interface ListPage<Item> {
  readonly data: readonly Item[];
  readonly paging?: { readonly cursors: { readonly before: string; readonly after: string } };
}

/** A part of a list by `limit` and `after`; an empty one has no cursors, which is how a client sees the end. */
export function pageOf<Item>(
  all: readonly Item[],
  { limit, after }: Readonly<Record<string, unknown>>,
  idOf: (item: Item) => string,
): ListPage<Item> | GraphError {
  const size = limit === undefined ? 25 : Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > 5000)
    return parameterError('Param limit must be a number from 1 to 5000');
  const at = after === undefined ? -1 : all.findIndex((item) => cursor(idOf(item)) === after);
  if (after !== undefined && at === -1) return parameterError('Invalid cursors values were passed');
  const data = all.slice(at + 1, at + 1 + size);
  if (data.length === 0) return { data };
  const cursors = { before: cursor(idOf(data[0]!)), after: cursor(idOf(data.at(-1)!)) };
  return { data, paging: { cursors } };
}

function cursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}
