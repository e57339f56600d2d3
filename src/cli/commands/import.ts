import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function importCommand(context: Context) {
  return createCommand(
    'import',
    'Turns Send API JSON into a message file that compiles back to the same bodies: a request body, a message, a list of them, JSON lines, or a Postman collection. Prints it, or writes a new file.',
    {
      examples: `
        sendspec import welcome.json
        sendspec import bodies.jsonl -o messages/shop.msg.yaml
        sendspec import shop.postman_collection.json -o shop.msg.yaml
        pbpaste | sendspec import -`,
    },
  )
    .argument('<file>', 'JSON file; - reads stdin')
    .option('-o, --out <file>', 'write to this new file instead of stdout')
    .action(async (file, options) => {
      const { importFile } = await import('../import-file.ts');
      context.exitCode = await importFile(file, options, context);
    });
}
