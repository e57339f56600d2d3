import type { Context } from '../context.ts';
import { createCommand } from '../parse-and-run.ts';

export function compileCommand(context: Context) {
  return createCommand(
    'compile',
    'Writes x.msg.js (a standalone ES module) and x.msg.d.ts (its types) for each x.msg.yaml. Nothing is written when any file has errors.',
    {
      examples: `
        sendspec compile messages/ -o out
        sendspec compile shop.msg.yaml -o out --json
        node -e "import('./out/shop.msg.js').then((m) => console.log(m.render('welcome', {})))"`,
    },
  )
    .argument('<paths...>', 'files, folders or globs')
    .requiredOption('-o, --out <dir>', "folder to write to; mirrors the paths below the project's root")
    .option('--json', 'also x.msg.json: the bodies of the messages that need no params')
    .option('--trust-helpers', 'let the helper module of sendspec.config.yaml run')
    .action(async (paths, options) => {
      const { compileFiles } = await import('../compile-files.ts');
      context.exitCode = await compileFiles(paths, options, context);
    });
}
