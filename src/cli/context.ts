import type { Io } from './io.ts';
import type { Signals } from './signals.ts';

/** What a command's action gets, and where it leaves its exit code. */
export interface Context extends Io {
  exitCode: number;
  /** From this call on, signals no longer end the program by themselves. */
  readonly listenForSignals: () => Signals;
}
