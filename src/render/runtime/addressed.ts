import type { RenderOptions } from '../api.ts';
import { hasOwn } from './values.ts';

type Body = { readonly [key: string]: never };

/** The body with `to` as its first field, unless it has a recipient of its own. */
export function addressed(body: object, to: RenderOptions['to']): Body {
  if (to === undefined || hasOwn.call(body, 'recipient')) return body as Body;
  return { recipient: to, ...body } as unknown as Body;
}
