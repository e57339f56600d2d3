/** What `sendspec worker` does. */
import { printableJson } from '../diagnostics/printable.ts';
import { createStopHandle, runWorker, type SendEvent } from '../send/index.ts';
import { readConfig } from './config.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { findRoot } from './project.ts';
import { readSharedJournal, redact } from './secrets.ts';
import { createProgress } from './send-progress.ts';
import { summarise } from './send-summary.ts';
import { checkTargetFlags, openTarget, type TargetFlags } from './send-target.ts';
import { Stop } from './stop.ts';

export interface WorkerFlags extends TargetFlags {
  readonly concurrency?: number;
  readonly code1200?: 'retry' | 'unknown';
  readonly untilDone?: boolean;
  readonly json?: boolean;
}

export async function runWorkerCommand(flags: WorkerFlags, context: Context): Promise<number> {
  const sharedJournal = readSharedJournal(context);
  if (sharedJournal === undefined) {
    throw new Stop(
      exit.usage,
      'a worker needs a journal that several machines share.',
      'Set SENDSPEC_JOURNAL to a PostgreSQL address, as postgres://USER@HOST/DATABASE.',
    );
  }
  const config = readConfig(findRoot(context.cwd, context.cwd));
  checkTargetFlags(flags, config);
  const to = await openTarget(flags, config, { profile: 'v21.0', channel: 'messenger' }, context);
  const { token, appSecret } = to;
  const stop = createStopHandle();
  const signals = context.listenForSignals();
  signals.stop.addEventListener('abort', () => stop.stop());
  signals.abandon.addEventListener('abort', () => stop.kill());
  const progress = createProgress(context.err);
  try {
    const report = await runWorker(
      {
        sharedJournal,
        endpoint: to.endpoint,
        ...(to.pageId !== undefined && { pageId: to.pageId }),
        ...(token !== undefined && { token: () => token }),
        ...(appSecret !== undefined && { appSecret: () => appSecret }),
        ...(flags.allowHost !== undefined && { allowHosts: flags.allowHost }),
        ...(flags.concurrency !== undefined && { concurrency: flags.concurrency }),
        ...(flags.code1200 !== undefined && { code1200: flags.code1200 }),
        ...(flags.untilDone && { untilDone: true }),
        stop,
      },
      (event: SendEvent) => {
        progress.on(event);
        if (flags.json) context.out.write(`${redact(printableJson(event))}\n`);
      },
    );
    progress.end();
    if (report.runId !== undefined) {
      (flags.json ? context.err : context.out).write(redact(summarise(report, context.cwd)));
    }
    context.err.write(`${report.exit === exit.done ? '' : 'sendspec: '}${redact(report.why)}\n`);
    return report.exit;
  } finally {
    progress.end();
    await to.close();
  }
}
