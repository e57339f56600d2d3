/** What each tag may not carry, as data (rules 5: R5-1 to R5-5, TG-1). */
export interface TagRule {
  readonly tag: string;
  readonly promotion: true;
  /** "Unrelated survey" stands among what the tag is not for. */
  readonly survey: boolean;
  readonly recurring: boolean;
}

const rule = (tag: string, more: Partial<TagRule> = {}): TagRule => ({
  tag,
  promotion: true,
  survey: false,
  recurring: false,
  ...more,
});

export const tagRules: readonly TagRule[] = [
  rule('ACCOUNT_UPDATE', { survey: true, recurring: true }),
  rule('CONFIRMED_EVENT_UPDATE', { survey: true }),
  rule('POST_PURCHASE_UPDATE', { survey: true }),
  rule('CUSTOMER_FEEDBACK'),
  rule('HUMAN_AGENT'),
];
