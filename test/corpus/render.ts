import { type Analysis, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';

/** The one body that a message without params renders; a list of problems where it renders none. */
export function renderOne({ spec }: Analysis, name: string): unknown {
  const result = createRenderer(compile(spec!)).render(name, {});
  if (!result.ok) return result.problems;
  const [step] = result.steps;
  return result.steps.length === 1 && step && 'body' in step ? step.body : result.steps;
}
