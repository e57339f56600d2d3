/** Exit codes, everywhere the same (docs/cli.md). 130 and 143 are a signal's. */
export const exit = {
  done: 0,
  /** Files or data have errors and nothing was sent, or a send ended with failed or unknown. */
  errors: 1,
  usage: 2,
  /** Before the first send: network, token, journal. */
  environment: 3,
  /** After the first send: token, Page, breaker or disk. Stopped and resumable. */
  stopped: 4,
  /** The journal is locked, or of another campaign. */
  journal: 5,
  bug: 70,
} as const;
