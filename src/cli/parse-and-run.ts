/** The only door to commander: parses a command's arguments and runs its action. */
import { Command, CommanderError, Option } from 'commander';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export async function parseAndRun(
  build: (context: Context) => Command,
  argv: readonly string[],
  context: Context,
): Promise<void> {
  const command = build(context);
  let complaint = '';
  command
    .exitOverride()
    .helpOption('-h, --help', 'this text')
    .configureHelp({ helpWidth: Math.min(context.out.width ?? 80, 100) })
    .configureOutput({
      writeOut: (text) => context.out.write(text),
      writeErr: () => {},
      outputError: (text) => {
        complaint = text;
      },
    });
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    throw usage(command, complaint || error.message);
  }
}

/** A command with its examples below the options. */
export function createCommand(
  name: string,
  description: string,
  extras: { readonly examples: string },
): Command {
  const command = new Command(`sendspec ${name}`)
    .description(description)
    .allowExcessArguments(false)
    .addHelpText('after', `\nExamples:\n${extras.examples.trim().replace(/^ */gm, '  ')}`);
  return command;
}

export { Option };

function usage(command: Command, complaint: string): Stop {
  const hint = `See: ${command.name()} --help`;
  const text = complaint
    .replace(/^error: /, '')
    .trim()
    .replace(/\n\(?(Did you mean [^)]*?)\)?$/, '. $1');
  return new Stop(exit.usage, text, hint);
}
