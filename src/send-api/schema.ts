/**
 * The form in which sendspec knows the Send API. Data in this form (one file per object of the API) is the one
 * source for binding, validation, completion, hover, documentation, the JSON Schema and the emulator's answers.
 */

export type Profile = 'v21.0' | 'current';
export type Channel = 'messenger' | 'instagram';
export type Level = 'error' | 'warning' | 'information';
/** See the confidence column of the rule reference: how many independent sources say so. */
export type Confidence = 'seed' | 'seed+' | '2+' | '1' | 'mem';

/** Which files a fact is about: absent keys mean "all". */
export interface Scope {
  readonly profile?: Profile;
  readonly channel?: Channel;
}

/** Where a fact comes from. */
export interface Fact {
  /** Rule ids of the reference, as 'R3.2-4' or 'CB-4'. */
  readonly rule: string;
  /** Source keys of the reference, as 'SEED' or 'T-GEN'. */
  readonly source: string;
  readonly confidence: Confidence;
}

/** A size rule; the first whose scope fits holds. */
export interface Limit extends Fact, Scope {
  readonly min?: number;
  readonly max?: number;
  readonly unit: 'code points' | 'bytes' | 'items';
  readonly level: Level;
  /** Where this field stands beside it, an empty text is doubtful only: a warning. */
  readonly emptyBeside?: string;
}

/** Something that is not (any more) or only with a remark accepted. The first whose scope fits holds. */
export interface Availability extends Fact, Scope {
  readonly level: Level;
  /** What has become of it: 'removed', 'deprecated', 'legacy', 'unsupported' (by this channel), 'newer' (than the profile), 'undocumented'. */
  readonly status: 'removed' | 'deprecated' | 'legacy' | 'unsupported' | 'newer' | 'undocumented';
  /** ISO date of the change, where known. */
  readonly date?: string;
  /** What to use instead, as words that end a sentence: "use default_action". */
  readonly replacement?: string;
}

interface ShapeBase {
  /** Our own words, for hover and docs. */
  readonly doc?: string;
}

export type TextFormat =
  /** Absolute http(s) URL. */
  | 'url'
  /** Absolute URL, https only. */
  | 'https-url'
  /** `+` country code and number, digits only. */
  | 'phone-number'
  | 'numeric-id'
  | 'currency'
  | 'country'
  | 'unix-seconds'
  | 'identifier'
  | 'no-spaces'
  | 'no-url'
  | 'facebook-media-url'
  | 'emoji'
  /** The one reaction that Instagram's page names. */
  | 'love'
  /** International or national notation of a phone number with spaces, brackets and dashes. */
  | 'loose-phone-number';

export interface EnumValue {
  readonly value: string;
  readonly doc: string;
  readonly availability?: readonly Availability[];
}

export interface TextShape extends ShapeBase {
  readonly kind: 'text';
  readonly limits?: readonly Limit[];
  /** Sizes within the limits that some sources do not allow. */
  readonly cautions?: readonly Limit[];
  readonly formats?: readonly (Fact & Scope & { readonly format: TextFormat; readonly level: Level })[];
  /** Closed list of values. */
  readonly values?: readonly EnumValue[];
}

export interface NumberShape extends ShapeBase {
  readonly kind: 'number';
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape extends ShapeBase {
  readonly kind: 'boolean';
}

export interface ListShape extends ShapeBase {
  readonly kind: 'list';
  readonly of: Shape;
  readonly limits?: readonly Limit[];
  /** Counts within the limits that some sources do not allow. */
  readonly cautions?: readonly Limit[];
  /** Which one-line shorthand its items may be written in. */
  readonly line?: 'button' | 'reply' | 'id';
}

export interface ObjectShape extends ShapeBase {
  readonly kind: 'object';
  /** What an author calls it: 'generic template element', 'quick reply'. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Keys that exist elsewhere or under another name, with the words that send the author there. */
  readonly misplaced?: Readonly<Record<string, string>>;
  /** True where keys that are not listed pass without a word (never, unless the API itself is open there). */
  readonly open?: boolean;
  /** A template's, button's ... own status (of a union's variant). */
  readonly availability?: readonly Availability[];
  readonly line?: 'link';
  /** Constant fields that are written where the author left them out (sugar), as `type` of a default action. */
  readonly implied?: Readonly<Record<string, string>>;
  /** Where the knowledge of the object as a whole comes from. */
  readonly from?: Fact;
}

/** Objects told apart by one key's value: buttons by `type`, template payloads by `template_type`. */
export interface UnionShape extends ShapeBase {
  readonly kind: 'union';
  readonly name: string;
  readonly discriminator: string;
  readonly variants: Readonly<Record<string, ObjectShape>>;
  /**
   * Which variant is meant where the discriminator is absent: the first whose key is present; `''` matches always.
   * The discriminator is then written into the body (sugar).
   */
  readonly implied?: readonly (readonly [key: string, variant: string])[];
  /** Variants that exist in other places only, with the words that end the message. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** Anything; strings inside are templates, JSON literals keep their type. */
export interface AnyShape extends ShapeBase {
  readonly kind: 'any';
}

export type Shape = TextShape | NumberShape | BooleanShape | ListShape | ObjectShape | UnionShape | AnyShape;

export interface Field extends Fact {
  readonly shape: Shape;
  /** The API refuses the object without it ('error'), or it works but should be there ('warning'). */
  readonly required?: Level;
  readonly doc: string;
  readonly availability?: readonly Availability[];
  /** The tap's answer comes back to the bot: a payload that `compile` puts into its payload union. */
  readonly answer?: boolean;
}

/** Which rules a message is checked by. */
export interface RuleContext {
  readonly profile: Profile;
  readonly channels: readonly Channel[];
}

/** The first of `rules` that is about this profile and channel. */
export function pick<T extends Scope>(
  rules: readonly T[] | undefined,
  profile: Profile,
  channel: Channel,
): T | undefined {
  return rules?.find(
    (r) =>
      (r.profile === undefined || r.profile === profile) &&
      (r.channel === undefined || r.channel === channel),
  );
}
