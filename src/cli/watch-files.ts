/** `check --watch`: checks again when a message file or the config below the watched folders changes. */
import { dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { printableLines } from '../diagnostics/printable.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findRoot } from './project.ts';
import { Stop } from './stop.ts';

/** Milliseconds without a change before the check: an editor's save is several events. */
const quiet = 100;

export async function watchFiles(
  paths: readonly string[],
  check: () => Promise<number>,
  context: Context,
): Promise<number> {
  const { stop } = context.listenForSignals();
  const again = async () => {
    try {
      await check();
    } catch (error) {
      // An input that is gone or a broken config: said, and watched on.
      if (!(error instanceof Stop)) throw error;
      context.err.write(`sendspec: ${printableLines(error.message)}\n`);
    }
    context.err.write('Watching for changes; Ctrl-C ends.\n');
  };
  await again();
  await new Promise<void>((done, fail) => {
    const watcher = watch(watchedPlaces(paths, context.cwd), {
      ignoreInitial: true,
      ignored: (path) => /[\\/](node_modules|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path.slice(context.cwd.length)),
    });
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    watcher.on('all', (_event, path) => {
      if (!/\.ya?ml$/.test(path)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(again).catch(fail);
      }, quiet);
    });
    watcher.on('error', fail);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      watcher.close().then(done, fail);
    });
  });
  return exit.done;
}

/** The root too: an import or the config may change. A glob's fixed part stands for it. */
function watchedPlaces(paths: readonly string[], cwd: string): string[] {
  const places = paths.map((path) => {
    const fixed = path.split(/[*?[\]{}!()]/)[0]!;
    return resolve(cwd, fixed === path ? path : `${dirname(`${fixed}x`)}`);
  });
  return [...new Set([findRoot(places[0] ?? cwd, cwd), ...places])];
}
