import type { Channel } from '../send-api/schema.ts';
import { Option } from './parse-and-run.ts';

const channels: readonly Channel[] = ['messenger', 'instagram'];

/** `--channel`, of render and send. */
export function channelOption(): Option {
  return new Option(
    '--channel <name>',
    'of a message that is for both (default: the first that it names)',
  ).choices(channels);
}
