/** Ctrl-C and its kin, for commands that must finish what they began. All others leave the signals to Node. */
export interface Signals {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP: take nothing new on, finish what is in flight. */
  readonly stop: AbortSignal;
  /** Aborted by the second: give up what is in flight. */
  readonly abandon: AbortSignal;
}

let received: Signal | undefined;
type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

export function listenForSignals(): Signals {
  const stop = new AbortController();
  const abandon = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (received) abandon.abort();
      received ??= signal;
      stop.abort();
    });
  }
  return { stop: stop.signal, abandon: abandon.signal };
}

/** 130 or 143 (SIGHUP counts as SIGTERM) once a signal that was listened for came. */
export function signalCode(): number | undefined {
  if (received === undefined) return undefined;
  return received === 'SIGINT' ? 130 : 143;
}
