/** `check --trust-helpers`: the examples of messages that call the project's own helpers, rendered. */
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerSpec } from '../lower/lower-spec.ts';
import { problemText } from '../render/index.ts';
import { runExamples } from '../snapshot/run-examples.ts';
import { exampleData } from './example-data.ts';
import { exampleHelpers } from './example-helpers.ts';
import type { LoadedSpec } from './load-spec.ts';

/** What goes wrong in them; nothing where the file has errors, which come first. */
export async function tryExamples(loaded: LoadedSpec): Promise<Diagnostic[]> {
  const { spec, diagnostics } = loaded.analysis;
  if (!spec || diagnostics.some((d) => d.severity === 'error')) return [];
  const own = await exampleHelpers(loaded, { trustHelpers: true });
  if (!own) return [];
  const callers = new Set(
    lowerSpec(spec)
      .messages.filter((m) => m.helpers)
      .map((m) => m.name),
  );
  const messages = spec.messages.filter((m) => callers.has(m.name));
  const { runs } = runExamples({ ...spec, messages }, exampleData(loaded), own);
  return runs.flatMap(({ message, example, problems }) => {
    const model = messages.find((m) => m.name === message);
    const at = model?.examples.find((e) => e.name === example) ?? model?.namePlace;
    if (!at) return [];
    return problems.map((problem) =>
      diagnostic('params/example', at.file, at.range, {
        example,
        problem: problemText(problem),
        about: 'rendering',
      }),
    );
  });
}
