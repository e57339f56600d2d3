/** One contact of a contacts file, with its data converted by the types of the params. */
import type { Json } from '../../bind/model.ts';
import type { SkipReason } from '../events.ts';

export interface Contact {
  /** 1 is the first contact (the header and blank lines do not count). */
  readonly row: number;
  /** Of the file, 1-based, where the contact begins. */
  readonly line: number;
  /** Bytes from the start of the file to the end of the contact. */
  readonly offset: number;
  /** `{ id: '…' }`; absent where the row has none. */
  readonly recipient?: Recipient;
  readonly data: { readonly [name: string]: Json };
  readonly locale?: string;
  readonly timeZone?: string;
  /** When the person last wrote or tapped: decides until when a message may be sent. Milliseconds since 1970. */
  readonly lastInteraction?: number;
  /** The row cannot be used. */
  readonly problem?: { readonly reason: SkipReason; readonly detail: string };
}

export interface Recipient {
  readonly kind: RecipientKind;
  readonly value: string;
}

export type RecipientKind = 'id' | 'user_ref' | 'comment_id' | 'post_id' | 'phone_number';

/** Column name -> key in the body's `recipient`. */
export const recipientColumns: { readonly [column: string]: RecipientKind } = {
  psid: 'id',
  user_ref: 'user_ref',
  comment_id: 'comment_id',
  post_id: 'post_id',
  phone_number: 'phone_number',
};

export const reservedColumns = ['locale', 'time_zone', 'last_interaction_at'] as const;

/** What `sendspec status --format csv` adds to a row; a send does not read them. */
export const extraColumns = ['sendspec_state', 'sendspec_why'] as const;

/** The file as a whole cannot be used; nothing was sent. */
export class ContactsError extends Error {}
