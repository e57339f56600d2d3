/**
 * Ends a command with one message and an exit code. The only exception that the command line throws on purpose: it
 * never leaves `run`.
 */
export class Stop extends Error {
  readonly exitCode: number;
  /** A second line: what to do. */
  readonly hint: string | undefined;

  constructor(exitCode: number, message: string, hint?: string) {
    super(message);
    this.name = 'Stop';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
