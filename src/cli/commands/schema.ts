import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function schemaCommand(context: Context) {
  return createCommand(
    'schema',
    'Prints a JSON Schema (2020-12) of message files, for editors: completion and hover text.',
    {
      examples: `
      sendspec schema > sendspec.schema.json`,
    },
  ).action(async () => {
    const { languageSchema } = await import('../../schema/language-schema.ts');
    context.out.write(`${JSON.stringify(languageSchema(), null, 2)}\n`);
  });
}
