/** What an unexpected exception prints: short, without a stack and without secrets. */
import { printable, printableLines } from '../diagnostics/printable.ts';
import { version } from '../version.ts';
import type { Io } from './io.ts';
import { redact } from './secrets.ts';

export function reportBug(error: unknown, command: string | undefined, env: Io['env']): string {
  const first = hideSecrets(String(error instanceof Error ? error.message : error).split('\n')[0]!, env);
  const where = printable((command ?? '').slice(0, 40));
  const lines = [
    `sendspec: a bug in sendspec ${version}, not in your files: ${printable(first.slice(0, 300))}`,
    `Please report it with this line, the command (${where || 'none'}), Node ${process.version} (${process.platform}) and, if you can, the file.`,
    'SENDSPEC_DEBUG=1 adds the stack.',
  ];
  if (env['SENDSPEC_DEBUG'] === '1' && error instanceof Error && error.stack) {
    lines.push(printableLines(hideSecrets(error.stack, env)));
  }
  return `${lines.join('\n')}\n`;
}

/** A secret that was not read yet stands in the environment still. */
function hideSecrets(text: string, env: Io['env']): string {
  for (const name of ['PAGE_ACCESS_TOKEN', 'APP_SECRET']) redact.add(env[name] ?? '');
  return redact(text);
}
