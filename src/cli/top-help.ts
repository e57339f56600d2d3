/** `sendspec --help`. Made without the argument parser: it must cost next to nothing. */
import { commands } from './commands.ts';

export function topHelp(): string {
  const entries = Object.values(commands);
  const width = Math.max(...entries.map((c) => c.usage.length)) + 2;
  return `sendspec: Messenger and Instagram messages as files, checked, compiled and sent.

Usage: sendspec COMMAND [options]

Commands:
${entries.map((c) => `  ${c.usage.padEnd(width)}${c.summary}`).join('\n')}

Options:
  -h, --help     this text; after a command: its options and examples
  -V, --version  the version

Exit codes: 0 done, 1 errors in files or data, 2 wrong usage, 3 environment,
4 a send was stopped and can be resumed, 5 journal locked or of another
campaign, 70 a bug in sendspec, 130 and 143 ended by a signal.

Start with: sendspec init hello
`;
}
