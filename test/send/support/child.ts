/** Runs one send in a process of its own, which a test may kill. Told what to do by one JSON argument. */

import { runSend, runWorker, type SendOptions, type WorkerOptions } from '../../../src/send/index.ts';
import type { Failpoint } from '../../../src/send/tuning.ts';
import { handRenderer, handSchema } from './renderer.ts';

export interface ChildOrder {
  readonly options: Omit<SendOptions, 'renderer' | 'token' | 'program'>;
  /** Not a send, but a worker. */
  readonly worker?: Omit<WorkerOptions, 'token'>;
  /** Kill this process (SIGKILL) the nth time it comes to the point. */
  readonly die?: { readonly at: Failpoint; readonly nth: number };
}

const order = JSON.parse(process.argv[2]!) as ChildOrder;
let count = 0;
const tuning = {
  ...(order.worker ?? order.options).tuning,
  failpoint: (name: Failpoint) => {
    if (name === order.die?.at && ++count === order.die.nth) process.kill(process.pid, 'SIGKILL');
  },
};
const token = () => 'T0KEN-canary-1234';
const report =
  order.worker === undefined
    ? await runSend({
        ...order.options,
        renderer: handRenderer,
        program: { schema: handSchema },
        token,
        tuning,
      })
    : await runWorker({ ...order.worker, token, tuning });
process.stdout.write(`${JSON.stringify(report)}\n`);
