/** Waits that end early when the emulator closes, so that nothing keeps the process alive. */
export function createPauses(): { pause: (milliseconds: number) => Promise<boolean>; release: () => void } {
  const pending = new Set<(elapsed: boolean) => void>();
  const pause = (milliseconds: number) =>
    new Promise<boolean>((resolve) => {
      const done = (elapsed: boolean) => {
        clearTimeout(timer);
        pending.delete(done);
        resolve(elapsed);
      };
      const timer = setTimeout(done, milliseconds, true);
      pending.add(done);
    });
  return {
    pause,
    release: () => {
      for (const done of [...pending]) done(false);
    },
  };
}
