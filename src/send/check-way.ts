import type { Endpoint } from './check-endpoint.ts';
import type { ExitCode } from './events.ts';
import type { SendOptions } from './options.ts';
import { isEmulator, probeEndpoint } from './transport/probe-endpoint.ts';
import type { Settings } from './tuning.ts';

/** Whether anybody is there, and may be sent to without a rate: what is wrong, or undefined. */
export async function checkWay(
  options: Pick<SendOptions, 'rate'>,
  endpoint: Endpoint,
  settings: Settings,
): Promise<{ exit: ExitCode; message: string } | undefined> {
  const away = await probeEndpoint(endpoint, settings.connectTimeout);
  if (away !== undefined)
    return { exit: 3, message: `${endpoint.origin} cannot be reached: ${away}. Nothing was sent.` };
  if (options.rate !== 'unlimited' || (await isEmulator(endpoint, settings.connectTimeout))) return undefined;
  return {
    exit: 2,
    message: `The rate "unlimited" is for an emulator on this machine only, and ${endpoint.origin} is none: give a number, at most 300.`,
  };
}
