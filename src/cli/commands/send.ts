import { InvalidArgumentError } from 'commander';
import { channelOption } from '../channel-option.ts';
import type { Context } from '../context.ts';
import { createCommand, Option } from '../parse-and-run.ts';
import { addTargetOptions, count } from '../target-options.ts';

export function sendCommand(context: Context) {
  const command = createCommand(
    'send',
    'Sends a message to everybody in a contacts file. The target must be named: --emulate, --endpoint or --live. The same command twice is refused; nobody gets a message twice.',
    {
      examples: `
        sendspec send shop.msg.yaml#welcome --to contacts.csv --emulate
        sendspec send shop.msg.yaml#welcome --to contacts.csv --emulate --dry-run
        sendspec send shop.msg.yaml#welcome --to contacts.csv --live --page-id 1234567890
        sendspec send shop.msg.yaml#welcome --to contacts.csv --live --resume --confirm 250
        sendspec send shop.msg.yaml#welcome --recipient 2345678901 --data ana.json --emulate`,
    },
  )
    .argument('<file#message>', 'the message')
    .option('--to <contacts>', 'contacts: a .csv or .jsonl file')
    .option('--recipient <id>', 'one person, by page-scoped id, instead of --to')
    .option('--data <file>', "with --recipient: JSON object with that person's params; - reads stdin")
    .addOption(channelOption())
    .option('--emulate', 'send to the built-in emulator');
  return addTargetOptions(command, 'send')
    .option('--confirm <n>', 'that number, where nobody can be asked', count)
    .option('--rate <n>', 'requests a second; unlimited only for an emulator (default: 35)', rate)
    .option(
      '--batch <n>',
      'n messages in one request, at most 50; one lost answer then makes n unknown',
      count,
    )
    .option('--map <name=column>', "the contacts' column for a param or psid; repeatable", mapping, {})
    .option('--limit <n>', 'send to at most this many people now', count)
    .option(
      '--canary <n>',
      'send to so many first, and go on when fewer than 2% of their messages went wrong',
      count,
    )
    .addOption(
      new Option(
        '--window <policy>',
        'people without last_interaction_at: taken to be inside the 24 hours, or left out',
      )
        .choices(['assume-open', 'skip'])
        .default('assume-open'),
    )
    .option('--human-agent <reason>', 'why a message with the tag HUMAN_AGENT goes to a whole file')
    .option('--strict', 'send nothing when one row of the contacts does not fit')
    .option('--dry-run', 'print the plan, send nothing')
    .option('--resume', 'go on with a send that was stopped')
    .option('--new-run', 'start over although this was sent before')
    .option('--json', 'events as JSON lines on stdout')
    .option('--trust-helpers', 'let the helper module of sendspec.config.yaml run')
    .action(async (target, options) => {
      const { sendMessage } = await import('../send-message.ts');
      context.exitCode = await sendMessage(target, options, context);
    });
}

function rate(text: string): number | 'unlimited' {
  if (text === 'unlimited') return text;
  if (!/^\d{1,4}(\.\d+)?$/.test(text) || Number(text) <= 0) {
    throw new InvalidArgumentError('it is a number of requests a second, or "unlimited".');
  }
  return Number(text);
}

function mapping(text: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new InvalidArgumentError('write it as psid=COLUMN.');
  }
  return { ...earlier, [text.slice(0, equals)]: text.slice(equals + 1) };
}
