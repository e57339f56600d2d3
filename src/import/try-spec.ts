/** Compiles and renders a spec file and compares what it sends with the imported bodies. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type AnalysisSettings, analyze, compile } from '../pipeline.ts';
import { createRenderer } from '../render/index.ts';
import { createSource } from '../source/create-source.ts';
import { compareBodies, type Difference } from './compare-bodies.ts';
import type { ObjectValue } from './json-value.ts';

export interface TriedSpec {
  /** Index of the message -> where it is sent otherwise than it was given. */
  readonly different: ReadonlyMap<number, readonly Difference[]>;
  /** Index of the message -> fields that the language adds: a missing `type` that follows from the other keys. */
  readonly added: ReadonlyMap<number, readonly Difference[]>;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

const noFiles = { read: (path: string) => new Error(`${path} does not exist`) };
/** Fields that the language writes where an author leaves them out. */
const implied = /\/(?:messaging_type|type|content_type)$/;

export function trySpec(
  text: string,
  names: readonly string[],
  messages: readonly { readonly body: ObjectValue }[],
  settings: AnalysisSettings,
): TriedSpec {
  const { spec, diagnostics } = analyze(createSource('import.msg.yaml', text), noFiles, settings);
  const renderer = createRenderer(compile(spec!));
  const different = new Map<number, Difference[]>();
  const added = new Map<number, Difference[]>();
  for (const [i, { body }] of messages.entries()) {
    const result = renderer.render(names[i]!, {});
    const steps = result.ok ? result.steps : [];
    const only = steps.length === 1 ? steps[0] : undefined;
    const found: Difference[] =
      only && 'body' in only ? compareBodies(body, only.body) : [{ pointer: '', kind: 'lost' }];
    const wrong = found.filter((d) => d.kind !== 'added' || !implied.test(d.pointer));
    if (wrong.length > 0) different.set(i, wrong);
    const extra = found.filter((d) => d.kind === 'added' && implied.test(d.pointer));
    if (extra.length > 0) added.set(i, extra);
  }
  return {
    different,
    added,
    errors: diagnostics.filter((d) => d.severity === 'error'),
    warnings: diagnostics.filter((d) => d.severity === 'warning'),
  };
}
