/** A server that ends with each bug is started again by the editor, and again: it tells and goes on. */
export function goOnAfterBugs(failed: (what: string, error: unknown) => void): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.removeAllListeners(event);
    process.on(event, (error) => failed('server', error));
  }
}
