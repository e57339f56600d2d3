import type { MessageIR, ProgramIR } from '../../lower/ir.ts';
import type { RenderedStep, RenderOptions, RenderResult } from '../api.ts';
import * as runtime from '../runtime/index.ts';
import type { OwnHelpers } from '../runtime/own-helpers.ts';
import { Run } from '../runtime/run.ts';
import { generateFunctions, runtimeNames } from './program.ts';

/** Runs the generated functions of a program in this process: the same source that a compiled module holds. */
export function evaluateProgram(
  program: ProgramIR,
  own: OwnHelpers,
): (message: MessageIR, data: object, options: RenderOptions) => RenderResult {
  const { source, names } = generateFunctions(program);
  const code = `"use strict";\n${runtimeNames}\n${source}\nreturn [${names.join(', ')}];`;
  const functions = new Function('R', code)(runtime) as ((run: Run, data: object) => RenderedStep[])[];
  const byName = new Map(program.messages.map((message, i) => [message.name, functions[i]]));
  return (message, data, options) => {
    const run = new Run(program.language, options, own);
    const steps = byName.get(message.name)?.(run, data) ?? [];
    return run.problems.length > 0 ? { ok: false, problems: run.problems } : { ok: true, steps };
  };
}
