/** One entry of `messages:` -> steps. */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { requestFields } from '../send-api/index.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { metaKeys, nameOf } from './body.ts';
import { type BindContext, entryOf, isNull, kindOf, type Source, type SourcedEntry } from './context.ts';
import { bindExamples } from './examples.ts';
import { entriesOf } from './follow-use.ts';
import type { Example, Message, Place, StepItem } from './model.ts';
import { bindRules } from './rules.ts';
import { bindStep, bindSteps, type StepRun } from './steps.ts';

export interface MessageInput {
  readonly name: string;
  readonly namePlace: Place;
  readonly node: YamlNode;
  readonly defaults: readonly SourcedEntry[];
  /** The file's examples, for a message that has none of its own. */
  readonly examples: readonly Example[];
}

export function bindMessage(ctx: BindContext, source: Source, input: MessageInput): Message {
  const { name, namePlace, node } = input;
  const rules = bindRules(ctx, source.file, node, ctx.rules);
  const inner: BindContext = { ...ctx, rules };
  const assumed: Place[] = [];
  const steps = bindContent(inner, source, input, (at) => assumed.push(at));
  if (assumed.length > 0) {
    // where a null took away what defaults say, they need nothing
    const taken = input.defaults.some((e) => ['tag', 'messaging_type'].includes(nameOf(e)));
    const instead = taken ? 'messaging_type: RESPONSE' : 'defaults: { messaging_type: RESPONSE }';
    ctx.report(diagnostic('spec/messaging-type-assumed', namePlace.file, namePlace.range, { name, instead }));
  }
  const own = entryOf(node, 'examples');
  return {
    name,
    namePlace,
    file: source.file,
    range: node.range,
    ...descriptionOf(node),
    steps,
    rules,
    examples: own ? bindExamples(ctx, source.file, own.value) : input.examples,
  };
}

function bindContent(
  ctx: BindContext,
  source: Source,
  input: MessageInput,
  assumed: (at: Place) => void,
): StepItem[] {
  const { node, defaults } = input;
  const run: StepRun = { levels: [defaults], assumed };
  const reportEmpty = () =>
    ctx.report(diagnostic('spec/empty-message', source.file, input.namePlace.range, { name: input.name }));
  if (isEmpty(node)) {
    reportEmpty();
    return [];
  }
  if (node.kind === 'seq') return bindSteps(ctx, source, node.items, run);
  const steps = node.kind === 'map' ? entryOf(node, 'steps') : undefined;
  if (!steps || node.kind !== 'map') return bindStep(ctx, source, withoutMeta(node), run).items;
  if (steps.value.kind !== 'seq') {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, steps.value.range, {
        key: 'steps',
        expected: 'a list',
        found: kindOf(steps.value),
      }),
    );
    return [];
  }
  if (isEmpty(steps.value)) reportEmpty();
  const level = besideSteps(ctx, source, node);
  return bindSteps(ctx, source, steps.value.items, { ...run, levels: [level, ...run.levels] });
}

/** Nothing is written, or steps of which none is anything. */
function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'seq') return node.items.every(isNull);
  return node.kind === 'map' ? node.entries.length === 0 : isNull(node);
}

/** `description`, `api` … belong to the message, also where it is one step. */
function withoutMeta(node: YamlNode): YamlNode {
  if (node.kind !== 'map') return node;
  return {
    ...node,
    entries: node.entries.filter(
      (e) => e.key.value === 'unchecked' || e.key.value === 'variants' || !isMeta(e.key.value),
    ),
  };
}

/** Request fields and `metadata` beside `steps` hold for the steps. */
function besideSteps(ctx: BindContext, source: Source, node: YamlMap): SourcedEntry[] {
  const level: SourcedEntry[] = [];
  for (const each of entriesOf(source, node)) {
    const name = nameOf(each);
    if (isMeta(name)) continue;
    if (requestFields.includes(name) || name === 'metadata') level.push(each);
    else ctx.report(diagnostic('spec/beside-steps', source.file, each.entry.key.range, { name }));
  }
  return level;
}

function isMeta(name: string): boolean {
  return (metaKeys as readonly string[]).includes(name);
}

function descriptionOf(node: YamlNode): { description?: string } {
  const value = entryOf(node, 'description')?.value;
  return value?.kind === 'scalar' && value.core !== null ? { description: value.value } : {};
}
