import { InvalidArgumentError } from 'commander';
import type { Context } from '../context.ts';
import { createCommand, Option } from '../parse-and-run.ts';
import { formats } from '../report-findings.ts';

export function checkCommand(context: Context) {
  return createCommand('check', 'Finds what is wrong in message files. Exit code 1 when there are errors.', {
    examples: `
      sendspec check                        all message files of the project
      sendspec check messages/ shop.msg.yaml
      sendspec check 'messages/**/*.msg.yaml' --max-warnings 0
      sendspec check --format github        annotations in GitHub Actions
      sendspec check --explain-bounds       the sums behind each limit
      sendspec check --watch                again after each change`,
  })
    .argument('[paths...]', 'files, folders or globs; without any, the project')
    .addOption(
      new Option('--format <format>', 'how to print the findings').choices(formats).default('pretty'),
    )
    .option(
      '--explain-bounds',
      'show how long each text and list can become, part by part (with --format pretty)',
    )
    .option('--fix', 'mend what has exactly one safe mend, then check')
    .option('--watch', 'check again whenever a file changes, until Ctrl-C')
    .option('--max-warnings <n>', 'exit with 1 when there are more warnings than this', wholeNumber)
    .option('--trust-helpers', 'let the helper module of sendspec.config.yaml run')
    .action(async (paths, options) => {
      const { checkFiles } = await import('../check-files.ts');
      context.exitCode = await checkFiles(paths, options, context);
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('it is a whole number, 0 or more.');
  return Number(text);
}
