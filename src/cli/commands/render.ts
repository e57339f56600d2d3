import { channelOption } from '../channel-option.ts';
import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function renderCommand(context: Context) {
  return createCommand(
    'render',
    'Prints the request bodies of a message, one JSON line each. MESSAGE may be left out where FILE has only one.',
    {
      examples: `
        sendspec render shop.msg.yaml#welcome --data '-' < ana.json
        sendspec render shop.msg.yaml#welcome --example 'a new customer' --pretty
        sendspec render shop.msg.yaml#welcome --data ana.json --recipient 1234567890
        sendspec render shop.msg.yaml#welcome --steps     the waits too`,
    },
  )
    .argument('<file#message>', 'the message')
    .option('--data <file>', 'JSON object with the params; - reads stdin')
    .option('--example <name>', 'data, recipient and now of one of the examples in the file')
    .option('--recipient <id>', 'page-scoped id of the person')
    .option('--locale <tag>', "the person's locale, such as de-DE (recipient.locale)")
    .option('--time-zone <zone>', "the person's time zone, such as Europe/Berlin (recipient.time_zone)")
    .addOption(channelOption())
    .option('--now <instant>', 'ISO 8601 instant that `now` stands for (default: the present)')
    .option('--steps', 'one {"body": …} or {"wait": milliseconds} a line')
    .option('--source-map', 'one {"body": …, "sources": […]} a line: where in the file each string came from')
    .option('--pretty', 'indented JSON')
    .option('--trust-helpers', 'let the helper module of sendspec.config.yaml run')
    .action(async (target, options) => {
      const { renderMessage } = await import('../render-message.ts');
      context.exitCode = await renderMessage(target, options, context);
    });
}
