import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of V8's space for new objects from which on it does not grow any more: a quarter of what V8 would take. */
const enough = 8e6;
/** Garbage that V8 lets pile up before it collects it, of what lives, in percent: by itself it takes 100 to 300. */
const garbage = 70;

/**
 * Each edit of a long file leaves the text before the edit behind, and an editor keeps a server for days. V8 weighs memory
 * against time for programs that compute; a server that computes some milliseconds for a key can do with less. V8 is told once
 * a session has grown, and not before: with other flags it refuses its compiled form of the bundles.
 */
export function limitHeap(): void {
  const observer = new PerformanceObserver(() => {
    const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (!space || space.space_size < enough) return setFlagsFromString(`${growth}2`);
    observer.disconnect();
    setFlagsFromString(`${growth}1`);
    setFlagsFromString(`--heap-growing-percent=${garbage}`);
  });
  observer.observe({ entryTypes: ['gc'] });
}

const growth = '--semi-space-growth-factor=';

/** Characters that are read in one go of more than a few milliseconds. */
const long = 100_000;

/**
 * A long text is about to be read for the first time. In that time V8 would double its space for new objects again and
 * again, unseen by the observer, and not give it back: it stays as it is until the observer is told of a collection.
 */
export function holdHeap(length: number): void {
  if (length >= long) setFlagsFromString(`${growth}1`);
}
