import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function testCommand(context: Context) {
  return createCommand(
    'test',
    'Renders every example and compares it with its snapshot; lists the branches and variants that no example takes.',
    {
      examples: `
        sendspec test                         all message files of the project
        sendspec test messages/ shop.msg.yaml
        sendspec test --update                write what is rendered now: read the difference before committing it`,
    },
  )
    .argument('[paths...]', 'files, folders or globs; without any, the project')
    .option('--update', 'write new and changed snapshots, remove those of examples that are gone')
    .option('--trust-helpers', 'let the helper module of sendspec.config.yaml run')
    .action(async (paths, options) => {
      const { testFiles } = await import('../test-files.ts');
      context.exitCode = await testFiles(paths, options, context);
    });
}
