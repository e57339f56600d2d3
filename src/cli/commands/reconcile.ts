import { InvalidArgumentError } from 'commander';
import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';
import { count, host } from '../target-options.ts';

export function reconcileCommand(context: Context) {
  return createCommand(
    'reconcile',
    'Finds out what became of messages that are unknown: by the echoes of the Page, by its conversations, or by your word. Without an option it lists them. Nothing is sent; send --resume sends what may be sent again.',
    {
      examples: `
        sendspec reconcile
        sendspec reconcile --echoes webhooks.jsonl
        sendspec reconcile --conversations
        sendspec reconcile .sendspec/d34b678080feac09.journal.db --mark-sent --row 17
        sendspec reconcile --resend-unknown --confirm 12`,
    },
  )
    .argument(
      '[journal]',
      'a journal, or with SENDSPEC_JOURNAL the id of a run; may be left out where one has unknown messages',
    )
    .option('--echoes <file>', 'webhooks of the field message_echoes, as JSON or JSON Lines; - reads stdin')
    .option(
      '--conversations',
      'look for them, by text and time, in the conversations of the Page; marks what --confirm confirms',
    )
    .option('--mark-sent', 'they have arrived')
    .option('--mark-failed', 'they have not arrived, and shall not be sent again')
    .option('--resend-unknown', 'send them again with the next send --resume')
    .option('--row <n>', 'only this row of the contacts; may be repeated', row, [])
    .option('--confirm <n>', 'how many that are, where nobody can be asked', count)
    .option('--contacts <file>', 'with --conversations: the contacts file, where it was moved')
    .option('--token-file <file>', 'page access token from a file (otherwise PAGE_ACCESS_TOKEN)')
    .option('--token-command <command>', 'page access token from the output of a command')
    .option(
      '--app-secret-file <file>',
      "the app's secret from a file, for appsecret_proof (otherwise APP_SECRET)",
    )
    .option(
      '--allow-host <host>',
      'a host besides Meta and this machine that the send was allowed; repeatable',
      host,
    )
    .option('--trust-helpers', 'let the helper module of the config run')
    .option('--json', 'the result as JSON on stdout')
    .action(async (journal, options) => {
      const { reconcile } = await import('../reconcile.ts');
      context.exitCode = await reconcile(journal, options, context);
    });
}

function row(text: string, earlier: readonly number[]): number[] {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('it is the number of a row, 1 or more.');
  return [...earlier, Number(text)];
}
