import { parseHttpUrl } from '../http-url.ts';
import { percentEncode } from '../output.ts';
import type { Run } from '../run.ts';
import { describe, isMissing } from '../values.ts';
import { complain, type Hash } from './helper.ts';
import { scalarText } from './text.ts';

/** The URL with query parameters (name, value, name, value …, then key=value) before its fragment. */
export function addQuery(run: Run, hash: Hash, url: unknown, ...pairs: unknown[]): string | undefined {
  if (pairs.length % 2 !== 0) return complain(run, 'add_query', 'a query parameter has a name but no value');
  if (isMissing(url) || url === '') return undefined;
  if (typeof url !== 'string' || !parseHttpUrl(url)) {
    return complain(run, 'add_query', `needs an absolute http:// or https:// URL, but got ${describe(url)}`);
  }
  let query = '';
  const add = (name: unknown, value: unknown): void => {
    const key = scalarText(run, 'add_query', name);
    const text = scalarText(run, 'add_query', value);
    if (key !== undefined && text !== undefined) query += `&${percentEncode(key)}=${percentEncode(text)}`;
  };
  for (let i = 0; i < pairs.length; i += 2) add(pairs[i], pairs[i + 1]);
  for (const name of Object.keys(hash)) add(name, hash[name]);
  if (query === '') return url;
  const fragment = url.indexOf('#');
  const base = fragment < 0 ? url : url.slice(0, fragment);
  const rest = fragment < 0 ? '' : url.slice(fragment);
  const mark = base.indexOf('?');
  const start = mark < 0 ? '?' : mark === base.length - 1 || base.endsWith('&') ? '' : '&';
  return base + start + query.slice(1) + rest;
}
