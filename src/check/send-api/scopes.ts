/** Facts that differ by profile and channel: a message that is checked for several channels must satisfy each. */
import type { Availability, Channel, Level, RuleContext, Scope } from '../../send-api/schema.ts';
import { pick } from '../../send-api/schema.ts';

const weight: Readonly<Record<Level, number>> = { error: 2, warning: 1, information: 0 };

export interface AvailabilityFound {
  readonly availability: Availability;
  readonly channel: Channel;
}

/** The gravest note on something among the channels that the message is for. */
export function availabilityIn(
  list: readonly Availability[] | undefined,
  rules: RuleContext,
): AvailabilityFound | undefined {
  let found: AvailabilityFound | undefined;
  for (const channel of rules.channels) {
    const availability = pick(list, rules.profile, channel);
    if (availability === undefined) continue;
    if (found === undefined || weight[availability.level] > weight[found.availability.level]) {
      found = { availability, channel };
    }
  }
  return found;
}

/** Whether a statement is about this profile and one of these channels. */
export function isAbout(scope: Scope, rules: RuleContext): boolean {
  return (
    (scope.profile === undefined || scope.profile === rules.profile) &&
    (scope.channel === undefined || rules.channels.includes(scope.channel))
  );
}
