import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function fmtCommand(context: Context) {
  return createCommand(
    'fmt',
    'Lays message files out in the one canonical way. Comments, texts and meaning stay. Prints what was changed.',
    {
      examples: `
        sendspec fmt                          all message files of the project
        sendspec fmt messages/ shop.msg.yaml
        sendspec fmt --check                  change nothing; exit code 1 if something would`,
    },
  )
    .argument('[paths...]', 'files, folders or globs; without any, the project')
    .option('--check', 'only list the files that would change, and exit with 1 when there are any')
    .action(async (paths, options) => {
      const { formatFiles } = await import('../format-files.ts');
      context.exitCode = await formatFiles(paths, options, context);
    });
}
