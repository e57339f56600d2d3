import { put } from './root.ts';

const prefix = 'upload:';

/**
 * A constant with the `attachment_id` of uploaded files in the place of `upload:PATH`. `key`: the field in which the
 * constant stands. What has no id yet, and what is not one of the message's files, stays as it is.
 */
export function withUploads(
  value: unknown,
  key: string,
  paths: ReadonlySet<string>,
  ids: { readonly [path: string]: string } | undefined,
): unknown {
  if (ids === undefined || paths.size === 0) return value;
  if (typeof value === 'string') {
    if (key !== 'attachment_id' || !value.startsWith(prefix)) return value;
    const path = value.slice(prefix.length);
    return paths.has(path) && Object.hasOwn(ids, path) ? ids[path] : value;
  }
  if (Array.isArray(value)) return value.map((item) => withUploads(item, '', paths, ids));
  if (typeof value !== 'object' || value === null) return value;
  const result = {};
  for (const [name, member] of Object.entries(value))
    put(result, name, withUploads(member, name, paths, ids));
  return result;
}
