import type { Emulation } from './emulation.ts';
import type { Tap } from './webhook-events.ts';

/** The person taps what has this title or payload: a webhook, and the window opens. */
export function tap(
  { webhooks, state, clock }: Emulation,
  psid: string,
  what: string,
): { readonly tapped: Tap } | { readonly problem: string } {
  const taps = webhooks.taps(psid);
  const tapped = taps.find(({ title, payload }) => title === what || payload === what);
  if (tapped === undefined) {
    const known = taps.map(({ title }) => JSON.stringify(title)).join(', ');
    return {
      problem: `${psid} has nothing to tap called ${JSON.stringify(what)}; there is ${known || 'nothing'}`,
    };
  }
  state.interact(psid, clock.now(), undefined);
  webhooks.tapped(psid, tapped);
  return { tapped };
}
