import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function initCommand(context: Context) {
  return createCommand('init', 'Makes a folder with a message, contacts and a config. Overwrites nothing.', {
    examples: `
      sendspec init hello                   the folder hello
      sendspec init                         the working folder`,
  })
    .argument('[dir]', 'the folder', '.')
    .action(async (dir) => {
      const { initFolder } = await import('../init-folder.ts');
      context.exitCode = initFolder(dir, context);
    });
}
