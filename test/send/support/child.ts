/** Runs one send in a process of its own, which a test may kill. Told what to do by one JSON argument. */

import { runSend, type SendOptions } from '../../../src/send/index.ts';
import type { Failpoint } from '../../../src/send/tuning.ts';
import { handRenderer, handSchema } from './renderer.ts';

export interface ChildOrder {
  readonly options: Omit<SendOptions, 'renderer' | 'token' | 'program'>;
  /** Kill this process (SIGKILL) the nth time it comes to the point. */
  readonly die?: { readonly at: Failpoint; readonly nth: number };
}

const order = JSON.parse(process.argv[2]!) as ChildOrder;
let count = 0;
const report = await runSend({
  ...order.options,
  renderer: handRenderer,
  program: { schema: handSchema },
  token: () => 'T0KEN-canary-1234',
  tuning: {
    ...order.options.tuning,
    failpoint: (name) => {
      if (name === order.die?.at && ++count === order.die.nth) process.kill(process.pid, 'SIGKILL');
    },
  },
});
process.stdout.write(`${JSON.stringify(report)}\n`);
