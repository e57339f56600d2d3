/** Looks now and then whether what open documents read has changed: for clients that do not tell. */
import type { Workspace } from './service/workspace.ts';

/** Milliseconds. */
const pause = 2000;

/**
 * Returns what ends it. `changed` is called once for each change, also where nobody then asks for an analysis; `tick` each time,
 * for what is not open.
 */
export function watchOutside(workspace: () => Workspace, changed: () => void, tick: () => void): () => void {
  let known: readonly object[] = [];
  const timer = setInterval(() => {
    const now = workspace().outdated();
    if (now.some((analysis) => !known.includes(analysis))) changed();
    known = now;
    tick();
  }, pause);
  (timer as Partial<NodeJS.Timeout>).unref?.();
  return () => clearInterval(timer);
}
