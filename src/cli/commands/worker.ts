import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';
import { count, host } from './send.ts';

export function workerCommand(context: Context) {
  return createCommand(
    'worker',
    'Takes part in the sends of one Page whose journal is in PostgreSQL (SENDSPEC_JOURNAL), beside any number of other workers. sendspec send begins them.',
    {
      examples: `
        sendspec worker --live --page-id 1234567890
        sendspec worker --endpoint http://127.0.0.1:8400 --until-done`,
    },
  )
    .option('--endpoint <url>', 'work on sends to the Send API at this address')
    .option('--live', 'work on sends to Meta')
    .option('--page-id <id>', 'the Page that speaks (or page_id in the config)')
    .option('--token-file <file>', 'page access token from a file (otherwise PAGE_ACCESS_TOKEN)')
    .option('--token-command <command>', 'page access token from the output of a command')
    .option(
      '--app-secret-file <file>',
      "the app's secret from a file, for appsecret_proof (otherwise APP_SECRET)",
    )
    .option('--allow-host <host>', 'with --endpoint: a host besides Meta and this machine; repeatable', host)
    .option('--concurrency <n>', 'requests in flight at once', count)
    .option('--until-done', 'end when no send is left, instead of waiting for the next')
    .option('--json', 'events as JSON lines on stdout')
    .action(async (options) => {
      const { runWorkerCommand } = await import('../run-worker.ts');
      context.exitCode = await runWorkerCommand(options, context);
    });
}
