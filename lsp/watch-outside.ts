/** Looks now and then whether what open documents read has changed: for clients that do not tell. */
import type { Workspace } from './service/workspace.ts';

/** Milliseconds. What it costs is one look at the time and size of each file that is imported. */
const pause = 2000;

/** Returns what ends it. */
export function watchOutside(workspace: () => Workspace, changed: () => void): () => void {
  let known = workspace().outsideStamp();
  let documents = names(workspace());
  const timer = setInterval(() => {
    const now = workspace().outsideStamp();
    const open = names(workspace());
    // of another set of documents another stamp is no news
    if (now !== known && open === documents) changed();
    known = now;
    documents = open;
  }, pause);
  (timer as Partial<NodeJS.Timeout>).unref?.();
  return () => clearInterval(timer);
}

function names({ documents }: Workspace): string {
  return [...documents].map((d) => `${d.uri} ${d.version}`).join('\n');
}
