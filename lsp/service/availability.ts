/** What may be offered under the rules of a file or message, and the words on its history. */
import { type Availability, type Channel, pick, type RuleContext } from '../../src/send-api/schema.ts';

/** 'refused': an error on one of the channels. 'old': accepted with a warning. */
export function standing(
  availability: readonly Availability[] | undefined,
  { profile, channels }: RuleContext,
): 'fine' | 'old' | 'refused' {
  const found = channels.map((channel) => pick(availability, profile, channel));
  if (found.some((a) => a?.level === 'error')) return 'refused';
  return found.some((a) => a?.level === 'warning') ? 'old' : 'fine';
}

/** `Messenger only, withdrawn 2026-04-27`: what stands beside a label. Empty where there is nothing to say. */
export function historyOf(availability: readonly Availability[] | undefined): string {
  const words = availability?.map((a) => {
    const date = a.date === undefined ? '' : ` ${a.date}`;
    switch (a.status) {
      case 'unsupported':
        return a.channel === undefined ? '' : `${otherChannel(a.channel)} only`;
      case 'newer':
        return `api: current, since${date}`;
      case 'removed':
        return `withdrawn${date}`;
      case 'undocumented':
        return 'not documented';
      default:
        return `${a.status}${date}`;
    }
  });
  return [...new Set(words)].filter((w) => w !== '').join(', ');
}

/** The channels that a value exists on, in words. */
export function channelsOf(availability: readonly Availability[] | undefined): string {
  const not = availability?.find((a) => a.status === 'unsupported' && a.channel !== undefined)?.channel;
  return not === undefined ? 'Messenger and Instagram' : `${otherChannel(not)} only`;
}

function otherChannel(channel: Channel): string {
  return channel === 'instagram' ? 'Messenger' : 'Instagram';
}
