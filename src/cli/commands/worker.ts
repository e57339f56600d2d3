import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';
import { addTargetOptions } from '../target-options.ts';

export function workerCommand(context: Context) {
  const command = createCommand(
    'worker',
    'Takes part in the sends of one Page whose journal is in PostgreSQL (SENDSPEC_JOURNAL), beside any number of other workers. sendspec send begins them.',
    {
      examples: `
        sendspec worker --live --page-id 1234567890
        sendspec worker --endpoint http://127.0.0.1:8400 --until-done`,
    },
  );
  return addTargetOptions(command, 'work on sends')
    .option('--until-done', 'end when no send is left, instead of waiting for the next')
    .option('--json', 'events as JSON lines on stdout')
    .action(async (options) => {
      const { runWorkerCommand } = await import('../run-worker.ts');
      context.exitCode = await runWorkerCommand(options, context);
    });
}
