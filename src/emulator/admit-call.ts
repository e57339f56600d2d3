import { tokenError, warnOfRealToken } from './check-token.ts';
import type { Emulation } from './emulation.ts';
import type { GraphCall } from './graph-call.ts';
import type { GraphError } from './graph-error.ts';
import type { CallKind } from './limiter.ts';
import type { Channel } from './pages.ts';

/** Who calls: what its token and its path say. */
export interface Caller {
  /** As in the path, `me` too. */
  readonly page: string;
  /** The Page behind it; undefined where `me` may be anybody. */
  readonly pageId: string | undefined;
  readonly channel: Channel;
}

/** What every call must pass: token, appsecret_proof, Page, in this order. */
export function admitCall(
  emulation: Emulation,
  call: GraphCall,
  page: string,
): Caller | { readonly error: GraphError } {
  const { token, appsecretProof } = call.parameters;
  warnOfRealToken(emulation, token ?? '');
  const wrongToken = tokenError(token, page);
  if (wrongToken) return { error: wrongToken };
  const found = emulation.pages.find(page, token!);
  const wrongProof = emulation.checkProof(token!, appsecretProof);
  if ('error' in found) return found.error.code === 190 ? found : { error: wrongProof ?? found.error };
  if (wrongProof) return { error: wrongProof };
  return { page, pageId: found.id, channel: found.channel };
}

/** Counts the call against the rate limits, where there are any. */
export function limitCall(emulation: Emulation, caller: Caller, kind: CallKind): GraphError | undefined {
  return emulation.limiter?.admit(caller.pageId ?? caller.page, caller.channel, kind);
}

/** The usage headers that go with an answer; none where there are no limits. */
export function usageHeaders(
  emulation: Emulation,
  caller: Caller,
): Readonly<Record<string, string>> | undefined {
  return emulation.limiter?.headers(caller.pageId ?? caller.page, caller.channel);
}
