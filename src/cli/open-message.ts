/** Opens FILE#MESSAGE: read, analysed without errors, compiled. */
import { resolve } from 'node:path';
import type { Message } from '../bind/model.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { count, counted } from '../diagnostics/reporters/report.ts';
import type { MessageIR, ProgramIR } from '../lower/ir.ts';
import { compile } from '../pipeline.ts';
import type { Context } from './context.ts';
import { exit } from './exit-codes.ts';
import { createLoader, type LoadedSpec } from './load-spec.ts';
import { makeReport, writeReport } from './report-findings.ts';
import { Stop } from './stop.ts';

export interface OpenedMessage {
  readonly spec: LoadedSpec;
  readonly program: ProgramIR;
  readonly message: MessageIR;
  readonly model: Message;
}

/** Errors of the file are reported on stderr and end the command with exit 1. */
export async function openMessage(target: string, context: Context): Promise<OpenedMessage> {
  const hash = target.lastIndexOf('#');
  const file = hash < 0 ? target : target.slice(0, hash);
  const name = hash < 0 ? undefined : target.slice(hash + 1);
  const loaded = createLoader(context.cwd)(resolve(context.cwd, file));
  if (!('analysis' in loaded)) {
    const isArgument = /^(does not exist|is a folder|is a device)/.test(loaded.message);
    throw new Stop(isArgument ? exit.usage : exit.errors, `${file} ${loaded.message}.`);
  }
  const report = makeReport([loaded], context.cwd);
  const errors = count(report, 'error');
  const { spec } = loaded.analysis;
  if (errors > 0 || spec === undefined) {
    await writeReport('pretty', report, context.err);
    throw new Stop(exit.errors, `${file} has ${counted(errors, 'error')}: nothing was done.`);
  }
  const model = chooseMessage(spec.messages, name, file);
  const program = compile(spec);
  const message = program.messages.find((m) => m.name === model.name);
  if (!message) throw new Error(`the compiled file has no message ${model.name}`);
  return { spec: loaded, program, message, model };
}

/** Without a name the file must have exactly one message. */
function chooseMessage(messages: readonly Message[], name: string | undefined, file: string): Message {
  const names = messages.map((m) => m.name);
  if (name === undefined && messages.length === 1) return messages[0]!;
  const found = messages.find((m) => m.name === name);
  if (found) return found;
  const listed = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';
  throw new Stop(
    exit.usage,
    name === undefined
      ? `say which message of ${file}, as ${file}#NAME: ${listed}.`
      : `${file} has no message "${name}": ${listed}.${didYouMean(name, names)}`,
  );
}
