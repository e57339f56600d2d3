import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function explainCommand(context: Context) {
  return createCommand('explain', 'Explains a code that check prints: why, how to mend it, and an example.', {
    examples: `
      sendspec explain yaml/duplicate-key`,
  })
    .argument('<code>', 'the code, as area/name')
    .action(async (code) => {
      const { explainCode } = await import('../explain-code.ts');
      context.exitCode = explainCode(code, context);
    });
}
