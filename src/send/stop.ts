/** How a run is ended from outside: the first request drains it, the second aborts what is in flight. */
export interface StopHandle {
  /** No new intents; what is in flight finishes. */
  stop(): void;
  /** Aborts requests in flight: those that may have reached the Send API become unknown. */
  kill(): void;
  /** Called at once when it has already happened. */
  onStop(listener: (kind: 'stop' | 'kill') => void): void;
}

export function createStopHandle(): StopHandle {
  const listeners: ((kind: 'stop' | 'kill') => void)[] = [];
  const said: ('stop' | 'kill')[] = [];
  const tell = (kind: 'stop' | 'kill') => {
    if (said.includes(kind)) return;
    said.push(kind);
    for (const listener of listeners) listener(kind);
  };
  return {
    stop: () => tell('stop'),
    kill: () => {
      tell('stop');
      tell('kill');
    },
    onStop: (listener) => {
      listeners.push(listener);
      for (const kind of said) listener(kind);
    },
  };
}
