/** `--channel`: which of a message's channels is meant; without it the first. */
import type { Channel, RuleContext } from '../send-api/schema.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export function chooseChannel(
  { channels }: RuleContext,
  wanted: string | undefined,
  message: string,
): Channel {
  const found = wanted === undefined ? channels[0] : channels.find((channel) => channel === wanted);
  if (found) return found;
  throw new Stop(
    exit.usage,
    `"${message}" is checked for ${channels.join(' and ')}, not for ${wanted}.`,
    `Add it where the channel is named: "channel: [${[...channels, wanted].join(', ')}]" in the message, its file or sendspec.config.yaml.`,
  );
}
