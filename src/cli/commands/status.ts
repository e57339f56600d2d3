import { InvalidArgumentError } from 'commander';
import type { Context } from '../context.ts';
import { createCommand, Option } from '../parse-and-run.ts';

export function statusCommand(context: Context) {
  return createCommand(
    'status',
    'Tells what a send has done, from its journal, also while it runs. Without a journal: all of the project.',
    {
      examples: `
        sendspec status
        sendspec status .sendspec/d34b678080feac09.journal.db
        sendspec status --format json
        sendspec status .sendspec/d34b678080feac09.journal.db --format csv --state failed > again.csv`,
    },
  )
    .argument('[journal]', 'a journal, or with SENDSPEC_JOURNAL the id of a run')
    .addOption(
      new Option(
        '--format <format>',
        'pretty, json, or csv: the contacts whose message failed or is unknown, for another send',
      )
        .choices(['pretty', 'json', 'csv'])
        .default('pretty'),
    )
    .option('--state <states>', 'with csv: failed, unknown or both (default: failed,unknown)', states)
    .option('--contacts <file>', 'with csv: the contacts file, where it was moved')
    .option('--deliveries', 'with json: every message, with its id or why it was not sent')
    .action(async (journal, options) => {
      const { showStatus } = await import('../show-status.ts');
      context.exitCode = await showStatus(journal, options, context);
    });
}

function states(text: string): ('failed' | 'unknown')[] {
  return text.split(',').map((word) => {
    if (word !== 'failed' && word !== 'unknown')
      throw new InvalidArgumentError('it is failed, unknown or failed,unknown.');
    return word;
  });
}
