/** What an emulator can be told of the world: the same shape in its options, in a seed file and in its control routes. */
import type { FaultRule } from './fault-rule.ts';
import type { Limits } from './limiter.ts';
import type { WebhookOptions } from './webhooks.ts';

/** ISO 8601 with a zone, or how long ago by the emulator's clock: `25h ago`, `8d ago`. */
export type SeedTime = string;

export interface UserSeed {
  /** Page-scoped id; Instagram-scoped on Instagram. */
  readonly psid: string;
  /** The only Page that may write to the person; any where absent. */
  readonly page?: string;
  /** When the person last wrote or tapped: opens the window. Absent: now; null: never. */
  readonly last_interaction_at?: SeedTime | null;
  /** The person does not receive messages: 551. */
  readonly blocked?: boolean;
}

/** A comment or a visitor's post that may get one private reply. */
export interface PostSeed {
  readonly id: string;
  readonly page?: string;
  /** Now where absent. */
  readonly created_at?: SeedTime;
}

export type AttachmentType = 'image' | 'audio' | 'video' | 'file';

export interface AttachmentSeed {
  readonly id: string;
  readonly page?: string;
  readonly type: AttachmentType;
  /** Ids live for 90 days from here; now where absent. */
  readonly created_at?: SeedTime;
}

export interface PersonaSeed {
  readonly id: string;
  readonly name: string;
  readonly profile_picture_url: string;
  readonly page?: string;
}

export interface PageSeed {
  readonly id: string;
  /** The token of this Page; `me` with it is this Page. Any token that is no other Page's where absent. */
  readonly token?: string;
  /** An Instagram account: the rules of Instagram judge. */
  readonly instagram?: boolean;
}

/** Kinds of things that the emulator may know all of. */
export type Kind = 'users' | 'attachments' | 'personas' | 'comments';

/** What may be changed while the emulator runs. */
export interface StateSeed {
  readonly users?: readonly UserSeed[];
  readonly comments?: readonly PostSeed[];
  readonly posts?: readonly PostSeed[];
  readonly attachments?: readonly AttachmentSeed[];
  readonly personas?: readonly PersonaSeed[];
  /**
   * What becomes of an id that the emulator does not know. Without a word of it, `refuse` for the kinds of which
   * something was given (an empty list too), and `accept` for the others. `comments` is about posts too.
   */
  readonly unknown?: Readonly<Partial<Record<Kind, 'accept' | 'refuse'>>>;
}

export interface Seed extends StateSeed {
  /** The only Pages that exist; any where absent. */
  readonly pages?: readonly (string | PageSeed)[];
  /** The only access token that is accepted, besides those of `pages`; any non-empty one where absent. */
  readonly token?: string;
  /** Calls must carry the appsecret_proof that goes with this secret. */
  readonly appSecret?: string;
  /** The clock at the start (ISO 8601 with a zone); the machine's where absent. */
  readonly now?: string;
  /** The clock stands still until it is told to move. */
  readonly stopped?: boolean;
  /** Rate limits and usage headers; `{}` for Meta's figures, none where absent. */
  readonly limits?: Limits;
  /** Where webhooks go, and which. They are signed with `appSecret`. */
  readonly webhooks?: WebhookOptions;
  readonly faults?: readonly FaultRule[];
}
