import type { MessageIR, ProgramIR } from '../../lower/ir.ts';
import type { RenderedStep, RenderOptions, RenderResult, StringSource } from '../api.ts';
import { addressed } from '../runtime/addressed.ts';
import type { OwnHelpers } from '../runtime/own-helpers.ts';
import { messageRoot } from '../runtime/root.ts';
import { Run } from '../runtime/run.ts';
import { unwrapSources } from '../runtime/sourced.ts';
import { Texts } from './texts.ts';
import { Walk } from './walk.ts';

/** Renders messages by walking the IR with Handlebars: the meaning that generated code is tested against. */
export function createInterpreter(
  program: ProgramIR,
  own: OwnHelpers,
): (message: MessageIR, data: object, options: RenderOptions) => RenderResult {
  const texts = new Texts(new Run(program.language, {}));
  return (message, data, options) => {
    const run = new Run(program.language, options, own);
    run.places = message.helperSpans ?? [];
    texts.run = run;
    const root = messageRoot(run, data);
    const raw = new Walk(run, texts, message).steps({ root, names: [], values: [], frame: { root } });
    if (run.problems.length > 0) return { ok: false, problems: run.problems };
    return { ok: true, steps: raw.map((step) => ('wait' in step ? step : finish(step.body ?? {}, options))) };
  };
}

function finish(body: unknown, options: RenderOptions): RenderedStep {
  const whole = addressed(body as object, options.to);
  if (!options.sourceMap) return { body: whole };
  const sources: StringSource[] = [];
  return { body: unwrapSources(whole, sources) as typeof whole, sources };
}
