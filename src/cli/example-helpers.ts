/** The project's own helpers for the examples of a file. */
import type { ExampleHelpers } from '../snapshot/run-examples.ts';
import { importModule, refusal, type TrustFlags } from './helper-module.ts';
import type { LoadedSpec } from './load-spec.ts';

/** Undefined in a project without helpers. Imports the module where it is trusted and the file calls some of it. */
export async function exampleHelpers(
  { root, config, analysis }: LoadedSpec,
  { trustHelpers = false }: TrustFlags,
): Promise<ExampleHelpers | undefined> {
  const { helpers } = config;
  if (!helpers || !analysis.spec) return undefined;
  const { lowerSpec } = await import('../lower/lower-spec.ts');
  const declared = lowerSpec(analysis.spec).helpers;
  if (!declared) return undefined;
  const imported = trustHelpers ? await importModule(root, helpers.module, declared) : undefined;
  return {
    module: imported?.exports,
    refusal: (message) => refusal(analysis.file.path, message.name, message.helpers ?? [], helpers.module),
  };
}
