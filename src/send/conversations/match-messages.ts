/**
 * What a person's conversation says of messages to them that are unknown. The Conversations API gives no metadata, so text and
 * time have to do; wherever two readings are possible the answer is that nobody can tell.
 */
import type { DeliveryKey } from '../journal/journal.ts';

/** A message that is unknown, as it was rendered. */
export interface Missing extends DeliveryKey {
  /** Absent: it has none, as a template. */
  readonly text: string | undefined;
}

export interface SeenMessage {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly fromPage: boolean;
  /** Undefined where Meta no longer tells it. */
  readonly text: string | undefined;
}

export interface Seen {
  readonly messages: readonly SeenMessage[];
  /** There is no older one. */
  readonly whole: boolean;
}

export interface Span {
  /** Milliseconds since 1970: not before, not after. */
  readonly from: number;
  readonly to: number;
}

export type Verdict = DeliveryKey &
  (
    | { readonly kind: 'found'; readonly mid: string }
    /** Everything of that time was seen, and it is not there. */
    | { readonly kind: 'absent' }
    | { readonly kind: 'undecided'; readonly why: string }
  );

/** `taken`: ids that the journal has for other messages. */
export function matchMessages(
  missing: readonly Missing[],
  seen: Seen,
  span: Span,
  taken: ReadonlySet<string>,
): Verdict[] {
  const oldest = Math.min(...seen.messages.map(({ time }) => time));
  const reachesBack = seen.whole || oldest < span.from;
  const own = seen.messages
    .filter(({ fromPage, time, id }) => fromPage && time >= span.from && time <= span.to && !taken.has(id))
    .sort((a, b) => a.time - b.time);
  const hidden = own.some(({ text }) => text === undefined);
  return missing.map((one): Verdict => {
    const { row, step } = one;
    const undecided = (why: string): Verdict => ({ row, step, kind: 'undecided', why });
    const text = same(one.text);
    if (text === '') return undecided('it has no text by which it could be found');
    const twins = missing.filter((other) => same(other.text) === text);
    const found = own.filter((message) => same(message.text) === text);
    if (found.length === twins.length)
      return { row, step, kind: 'found', mid: found[twins.indexOf(one)]!.id };
    if (found.length > twins.length)
      return undecided(`the conversation has this text ${found.length} times, also from elsewhere`);
    if (found.length > 0)
      return undecided(`of ${twins.length} messages with this text ${found.length} arrived`);
    if (!reachesBack || hidden) return undecided('there are newer messages than Meta shows');
    return { row, step, kind: 'absent' };
  });
}

/** Spaces at the ends are taken off on the way. */
function same(text: string | undefined): string {
  return (text ?? '').normalize('NFC').trim();
}
