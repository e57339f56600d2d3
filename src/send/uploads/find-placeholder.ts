import type { Json } from '../../bind/model.ts';
import { uploadPrefix } from '../../lower/ir.ts';

/** The first local file in a body that has no attachment id yet: it must never reach the API. */
export function findPlaceholder(value: Json, key = ''): string | undefined {
  if (typeof value === 'string') {
    return key === 'attachment_id' && value.startsWith(uploadPrefix)
      ? value.slice(uploadPrefix.length)
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value as { [key: string]: Json })) {
    const found = findPlaceholder(member, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
