/**
 * The emulator of `send --emulate`, in a thread of its own: it judges every body as the Send API would, and on the
 * sender's event loop that would halve the rate. The thread runs the same bundled program.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { EmulatorOptions } from '../emulator/index.ts';

export interface RunningEmulator {
  readonly url: string;
  close(): Promise<void>;
}

type Options = Pick<EmulatorOptions, 'profile' | 'channel'>;
type Started = { readonly emulator: RunningEmulator } | { readonly problem: string };
type News = { readonly url: string } | { readonly problem: string } | { readonly warning: string };

/** `program`: the file of the bundled program; undefined where there is none (sources, tests): then it runs here. */
export function startEmulatorThread(
  program: string | undefined,
  options: Options,
  onWarning: (text: string) => void,
): Promise<Started> {
  if (program === undefined) return startHere(options, onWarning);
  return new Promise((resolve) => {
    const worker = new Worker(program, { workerData: { emulator: options } });
    worker.on('message', (news: News) => {
      if ('warning' in news) onWarning(news.warning);
      else if ('problem' in news) resolve(news);
      else {
        const close = async () => {
          await worker.terminate();
        };
        resolve({ emulator: { url: news.url, close } });
      }
    });
    // A bug of ours; the sender sees that nobody answers any more.
    worker.on('error', (error) => {
      onWarning(`The emulator failed: ${error.stack ?? error}`);
      resolve({ problem: 'The emulator could not start.' });
    });
  });
}

/** True, and an emulator runs, where this is such a thread. */
export function runAsEmulatorThread(): boolean {
  const wanted = (workerData as { emulator?: Options } | null)?.emulator;
  if (isMainThread || parentPort === null || wanted === undefined) return false;
  const tell = (news: News) => parentPort?.postMessage(news);
  void startHere(wanted, (warning) => tell({ warning })).then((started) => {
    tell('problem' in started ? started : { url: started.emulator.url });
  });
  return true;
}

async function startHere(options: Options, onWarning: (text: string) => void): Promise<Started> {
  const { startEmulator } = await import('../emulator/index.ts');
  const started = await startEmulator({ ...options, onWarning });
  return 'problem' in started ? { problem: started.problem.message } : { emulator: started.emulator };
}
