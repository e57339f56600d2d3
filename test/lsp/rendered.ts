/** What the messages of a file send with the data of their examples: what a rewriting must not change. */
import type { Json } from '../../src/bind/model.ts';
import { type Analysis, compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';

/** By message and example; undefined for a file with errors. */
export function bodiesOf({ spec, diagnostics }: Analysis): Record<string, unknown> | undefined {
  if (!spec || diagnostics.some((d) => d.severity === 'error')) return undefined;
  const renderer = createRenderer(compile(spec));
  const options = { now: '2026-05-04T10:00:00Z', recipient: { id: '1' } };
  const bodies = spec.messages.flatMap(({ name, examples }) =>
    [{ name: '', data: {} as Json }, ...examples].map((example) => {
      const result = renderer.render(name, example.data, options);
      return [`${name} ${example.name}`, result.ok ? result.steps : result.problems.map((p) => p.code)];
    }),
  );
  return Object.fromEntries(bodies);
}
