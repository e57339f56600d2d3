/** Where a send goes. The target must be named on the command line; a config or a default never chooses it. */
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { type RunningEmulator, startEmulatorThread } from './emulator-thread.ts';
import { exit } from './exit-codes.ts';
import { readAppSecret, readToken, type TokenSources } from './secrets.ts';
import { Stop } from './stop.ts';

export interface TargetFlags extends TokenSources {
  readonly emulate?: boolean;
  readonly endpoint?: string;
  readonly live?: boolean;
  readonly pageId?: string;
  readonly allowHost?: readonly string[];
}

export interface Target {
  readonly endpoint: string;
  /** Only for the emulator, whose port is another one each time. */
  readonly endpointLabel?: string;
  readonly pageId?: string;
  readonly token: string | undefined;
  readonly appSecret?: string;
  /** A count must be typed or given before anything is sent. */
  readonly needsConfirmation: boolean;
  /** For messages: `the built-in emulator`, `Meta (page 123)`. */
  readonly name: string;
  close(): Promise<void>;
}

const metaEndpoint = 'https://graph.facebook.com';
/** Any word is a token to an emulator; a real one is never sent to it. */
export const madeUpToken = 'emulator';

export function checkTargetFlags(flags: TargetFlags, config: Config): void {
  const named = [flags.emulate && '--emulate', flags.endpoint && '--endpoint', flags.live && '--live'];
  const given = named.filter((n) => typeof n === 'string');
  if (given.length > 1) throw new Stop(exit.usage, `${given.join(' and ')} name two targets: give one.`);
  if (given.length === 0) {
    const known = config.endpoint ? ` (the config names ${config.endpoint})` : '';
    throw new Stop(
      exit.usage,
      'say where to send.',
      `--emulate for the built-in emulator, --endpoint URL for a Send API elsewhere${known}, --live for Meta.`,
    );
  }
  if (flags.live && flags.pageId === undefined && config.page_id === undefined) {
    throw new Stop(
      exit.usage,
      '--live needs the Page that speaks: give --page-id ID, or page_id in sendspec.config.yaml.',
    );
  }
}

export async function openTarget(
  flags: TargetFlags,
  config: Config,
  rules: { readonly profile: 'v21.0' | 'current'; readonly channel: 'messenger' | 'instagram' },
  context: Context,
): Promise<Target> {
  const pageId = flags.pageId ?? config.page_id;
  const page = pageId === undefined ? {} : { pageId };
  if (flags.emulate) {
    const emulator = await startOwnEmulator(rules, context);
    return {
      ...page,
      endpoint: emulator.url,
      endpointLabel: 'emulator',
      token: madeUpToken,
      needsConfirmation: false,
      name: 'the built-in emulator',
      close: () => emulator.close(),
    };
  }
  // The secret first: a token command must not inherit it.
  const secret = readAppSecret(flags, context);
  const token = await readToken(flags, context);
  const appSecret = secret === undefined ? {} : { appSecret: secret };
  const close = async () => {};
  if (flags.live) {
    return {
      ...page,
      ...appSecret,
      endpoint: metaEndpoint,
      token,
      needsConfirmation: true,
      name: `Meta, page ${pageId}`,
      close,
    };
  }
  const endpoint = flags.endpoint!;
  const loopback = isLoopback(endpoint);
  return {
    ...page,
    ...appSecret,
    endpoint,
    token: token ?? (loopback ? madeUpToken : undefined),
    needsConfirmation: !loopback,
    name: endpoint,
    close,
  };
}

async function startOwnEmulator(
  rules: { readonly profile: 'v21.0' | 'current'; readonly channel: 'messenger' | 'instagram' },
  context: Context,
): Promise<RunningEmulator> {
  const warn = (text: string) => context.err.write(`sendspec: ${text}\n`);
  const started = await startEmulatorThread(context.program, rules, warn);
  if ('problem' in started) throw new Stop(exit.environment, started.problem);
  return started.emulator;
}

export function isLoopback(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) {
    throw new Stop(exit.usage, `--endpoint "${endpoint}" is not a URL: write it as http://127.0.0.1:8400.`);
  }
  const host = new URL(endpoint).hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
