/** Objects that need one of several fields: where an author gives just one of them, it may not render empty. */
import { mediaPayload } from './attachment.ts';
import { message } from './message.ts';
import { recipient } from './recipient.ts';
import type { ObjectShape, Shape } from './schema.ts';
import { templates } from './templates/index.ts';

/** M-1, A-2, 1.3, R3.7-3, R3.4-3. */
const groups: ReadonlyMap<Shape | undefined, readonly string[]> = new Map<
  Shape | undefined,
  readonly string[]
>([
  [message, ['text', 'attachment', 'attachments', 'template', 'sticker_id']],
  [mediaPayload, ['url', 'attachment_id']],
  [recipient, Object.keys(recipient.fields).filter((key) => key !== 'name')],
  [templates.variants['coupon'], ['coupon_code', 'coupon_url']],
  [itemShape(templates.variants['media'], 'elements'), ['url', 'attachment_id']],
]);

/** The key that an object of this shape cannot do without, given the keys that it has. */
export function neededKey(shape: Shape | undefined, has: (key: string) => boolean): string | undefined {
  const keys = shape && groups.get(shape)?.filter(has);
  return keys?.length === 1 ? keys[0] : undefined;
}

function itemShape(shape: ObjectShape | undefined, key: string): Shape | undefined {
  const list = shape?.fields[key]?.shape;
  return list?.kind === 'list' ? list.of : undefined;
}
