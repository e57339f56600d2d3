/** Runs one command line. Never throws: every end is an exit code, and a message where it is not 0. */
import { version } from '../version.ts';
import { type CommandName, commands, laterCommands } from './commands.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { Signals } from './signals.ts';
import { Stop } from './stop.ts';
import { topHelp } from './top-help.ts';

export async function run(argv: readonly string[], io: Io, listen: () => Signals): Promise<number> {
  const context: Context = { ...io, exitCode: exit.done, listenForSignals: listen };
  try {
    await dispatch(argv, context);
    return context.exitCode;
  } catch (error) {
    if (error instanceof Stop) {
      const { printableLines } = await import('../diagnostics/printable.ts');
      io.err.write(`sendspec: ${printableLines(error.message)}\n`);
      if (error.hint) io.err.write(`${printableLines(error.hint)}\n`);
      return error.exitCode;
    }
    const { reportBug } = await import('./report-bug.ts');
    io.err.write(reportBug(error, argv[0], io.env));
    return exit.bug;
  }
}

async function dispatch(argv: readonly string[], context: Context): Promise<void> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-V') {
    context.out.write(`${version}\n`);
  } else if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    context.out.write(topHelp());
  } else if (name === undefined) {
    context.err.write(topHelp());
    context.exitCode = exit.usage;
  } else if (name === 'help') {
    await dispatch([...rest, '--help'], context);
  } else if (Object.hasOwn(commands, name)) {
    const { parseAndRun } = await import('./parse-and-run.ts');
    const { loadCommand } = await import('./load-command.ts');
    await parseAndRun(await loadCommand(name as CommandName), rest, context);
  } else {
    await refuse(name);
  }
}

async function refuse(name: string): Promise<never> {
  const hint = 'See: sendspec --help';
  if (laterCommands.includes(name)) {
    throw new Stop(exit.usage, `"${name}" is planned, but not in this version (${version}) yet.`, hint);
  }
  const { didYouMean } = await import('../diagnostics/did-you-mean.ts');
  const what = name.startsWith('-') ? 'unknown option' : 'unknown command';
  const known = name.startsWith('-') ? ['--help', '--version'] : Object.keys(commands);
  throw new Stop(exit.usage, `${what} "${name}".${didYouMean(name, known)}`, hint);
}
