import type { Json } from '../bind/model.ts';
import type { MessageIR, ProgramIR } from '../lower/ir.ts';
import type { Renderer, RenderOptions, RenderProblem, RenderResult } from './api.ts';
import { DataCheck } from './data.ts';
import { evaluateProgram } from './generate/evaluate.ts';
import { createInterpreter } from './interpret/render.ts';
import { badData } from './runtime/data-problems.ts';
import { noHelpers, ownHelpers } from './runtime/own-helpers.ts';
import { describe } from './runtime/values.ts';

export interface RendererOptions {
  /**
   * 'generated' runs JavaScript made from the program; 'handlebars' walks it with Handlebars, which is slower and is what
   * the other is tested against. Both give the same.
   */
  readonly backend?: 'generated' | 'handlebars';
  /** What the project's module exports: its functions are called where messages call the project's own helpers. */
  readonly helpers?: object;
  /** Calls each of them twice and takes a different answer for a problem. */
  readonly callTwice?: boolean;
}

type Render = (message: MessageIR, data: object, options: RenderOptions) => RenderResult;

/** Renders the messages of a compiled file. Nothing is compiled before it is first used. */
export function createRenderer(
  program: ProgramIR,
  { backend = 'generated', helpers, callTwice }: RendererOptions = {},
): Renderer {
  const own = helpers ? ownHelpers(helpers, 'the module', program.helpers ?? [], callTwice) : noHelpers;
  const messages = new Map(program.messages.map((message) => [message.name, message]));
  const check = new DataCheck(program);
  let interpret: Render | undefined;
  let generated: Render | undefined;

  function render(name: string, data: Json, options: RenderOptions = {}): RenderResult {
    const message = messages.get(name);
    if (message === undefined) return { ok: false, problems: [unknownMessage(name)] };
    const filled = check.fill(data);
    if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) {
      return {
        ok: false,
        problems: [badData(`the data must be an object with the params, but is ${describe(data)}`)],
      };
    }
    try {
      if (backend === 'generated' && !options.sourceMap) {
        generated ??= evaluateProgram(program, own);
        return generated(message, filled, options);
      }
      // Sources of strings are kept by the walk alone.
      interpret ??= createInterpreter(program, own);
      return interpret(message, filled, options);
    } catch (error) {
      // Data so deep that a helper runs out of stack, or a context that has no text to compare.
      return {
        ok: false,
        problems: [{ code: 'internal', message: `rendering failed: ${(error as Error).message}` }],
      };
    }
  }

  return {
    messages: [...messages.keys()],
    check(name, data) {
      const message = messages.get(name);
      return message === undefined ? [unknownMessage(name)] : check.problems(message, data);
    },
    render,
  };
}

function unknownMessage(name: string): RenderProblem {
  return { code: 'unknown-message', message: `there is no message "${name}"` };
}
