/** What has become of a file's snapshots. */
import type { Json } from '../bind/model.ts';
import type { MessageIR } from '../lower/ir.ts';
import { differences } from './compare-steps.ts';
import type { ExampleRun } from './run-examples.ts';
import type { Snapshot } from './snapshot-file.ts';

export type State =
  /** As in the snapshot. */
  | 'same'
  | 'differs'
  /** Only texts differ, in a message whose texts `Intl` formats, and the snapshot is of other CLDR data. */
  | 'other-cldr'
  | 'new'
  /** It could not be rendered. */
  | 'failed';

export interface Compared {
  readonly run: ExampleRun;
  readonly state: State;
  readonly before?: readonly Json[];
}

export interface FileComparison {
  readonly examples: readonly Compared[];
  /** Snapshots that no example has any more. */
  readonly obsolete: readonly { readonly message: string; readonly example: string }[];
}

/** `formatted`: the messages whose texts depend on CLDR data. */
export function compareFile(
  runs: readonly ExampleRun[],
  snapshot: Snapshot | undefined,
  cldr: string,
  formatted: ReadonlySet<string>,
): FileComparison {
  const examples = runs.map((run): Compared => {
    const before = snapshot?.messages.get(run.message)?.get(run.example);
    const kept = before && { before };
    if (!run.steps) return { run, state: 'failed', ...kept };
    if (!snapshot || !before) return { run, state: 'new' };
    const found = differences(before as Json, run.steps as Json);
    if (found === 'none') return { run, state: 'same', ...kept };
    const excused = found === 'texts' && snapshot.cldr !== cldr && formatted.has(run.message);
    return { run, state: excused ? 'other-cldr' : 'differs', ...kept };
  });
  const known = new Set(runs.map((run) => JSON.stringify([run.message, run.example])));
  const obsolete = [...(snapshot?.messages ?? [])].flatMap(([message, own]) =>
    [...own.keys()]
      .filter((example) => !known.has(JSON.stringify([message, example])))
      .map((example) => ({ message, example })),
  );
  return { examples, obsolete };
}

/** The snapshots as they are to be written; an example that failed keeps what it had. */
export function updatedSnapshot({ examples }: FileComparison, cldr: string): Snapshot {
  const messages = new Map<string, Map<string, readonly Json[]>>();
  for (const { run, before } of examples) {
    const steps = (run.steps as readonly Json[] | undefined) ?? before;
    if (!steps) continue;
    const own = messages.get(run.message) ?? new Map<string, readonly Json[]>();
    messages.set(run.message, own.set(run.example, steps));
  }
  return { cldr, messages };
}

/** Helpers whose texts come from CLDR data: they differ between versions of Node. */
const formatting = new Set([
  'number',
  'currency',
  'plural',
  'date',
  'relative',
  'upper',
  'lower',
  'capitalize',
  'truncate',
]);

export function formattedMessages(messages: readonly MessageIR[]): Set<string> {
  return new Set(messages.filter((m) => usesFormats(m.steps)).map((m) => m.name));
}

/** A helper's name stands in the first part of a call's path. */
function usesFormats(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(usesFormats);
  if (typeof node !== 'object' || node === null) return false;
  const { type, parts } = node as { readonly type?: unknown; readonly parts?: unknown };
  if (type === 'PathExpression')
    return Array.isArray(parts) && parts.length === 1 && formatting.has(parts[0]);
  return Object.values(node).some(usesFormats);
}
