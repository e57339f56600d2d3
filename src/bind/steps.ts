/** Steps of a message: bodies, pauses, action words. */
import { parseDuration } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { actionWords, apiLimits, request as requestShape } from '../send-api/index.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { bindBody, isBodyKey, type Levels, nameOf } from './body.ts';
import { colonText } from './colon-text.ts';
import {
  type BindContext,
  isNull,
  kindOf,
  reportProblems,
  type Source,
  type SourcedEntry,
  scalarText,
} from './context.ts';
import { entriesOf, followUse } from './follow-use.ts';
import { bindGuard, bindLoop, checkChain, splitControls } from './guards.ts';
import type { BodyStep, Guard, LoopScope, Place, StepItem, WaitStep } from './model.ts';
import { rulesUnder } from './rules.ts';
import { impliedField, reportOverride } from './value.ts';
import { bindVariants } from './variants.ts';

/** Milliseconds. `typing` beyond it would pause without an indicator; a longer `wait` is a message of its own. */
const longestTyping = apiLimits.typingIndicator.max * 1000;
const longestWait = 60_000;
/** Nobody wants to get more messages at once. */
const mostSteps = 200;

/** What the steps of one message share. */
export interface StepRun {
  readonly levels: Levels;
  /** Called where a body's messaging_type had to be assumed. */
  readonly assumed: (at: Place) => void;
  /** Where the steps of a fragment are used: defaults are read there, only the fragment's own texts inside it. */
  readonly home?: Source;
}

export function bindSteps(
  ctx: BindContext,
  source: Source,
  nodes: readonly YamlNode[],
  run: StepRun,
): StepItem[] {
  const steps: StepItem[] = [];
  let previous: Controls | undefined;
  if (nodes.length > mostSteps) {
    ctx.report(
      diagnostic('spec/too-many-steps', source.file, nodes[mostSteps]!.range, {
        found: nodes.length,
        max: mostSteps,
      }),
    );
    return steps;
  }
  for (const written of nodes) {
    const node = colonText(ctx, source, written, isBodyKey) ?? written;
    if (isNull(node)) {
      ctx.report(diagnostic('spec/null-item', source.file, node.range, {}));
      continue;
    }
    const bound = bindStep(ctx, source, node, run, previous);
    previous = bound.controls;
    steps.push(...bound.items);
  }
  return steps;
}

interface Controls {
  readonly each?: LoopScope;
  readonly when?: Guard;
  readonly otherwise?: Guard;
}

/** One step as written; `typing: 1s` gives two items. */
export function bindStep(
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  run: StepRun,
  previous?: Controls,
): { items: StepItem[]; controls: Controls } {
  const at: Place = { file: source.file, range: node.range };
  if (node.kind === 'scalar') return { items: scalarStep(ctx, source, node, run), controls: {} };
  if (node.kind === 'seq') {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, node.range, {
        key: 'a step',
        expected: 'a text or a mapping',
        found: kindOf(node),
      }),
    );
    return { items: [], controls: {} };
  }
  const { controls, rest } = splitControls(node);
  checkChain(ctx, source, controls.otherwise, previous);
  const each = controls.each && bindLoop(ctx, source, controls.each);
  const inner: Source = each ? { ...source, scope: each } : source;
  const when = controls.when && bindGuard(ctx, inner, controls.when);
  const otherwise = controls.otherwise && bindGuard(ctx, source, controls.otherwise);
  const bound: Controls = { ...(each && { each }), ...(when && { when }), ...(otherwise && { otherwise }) };
  const rules = rulesUnder(ctx.rules, when?.condition);
  const values = mappingSteps(
    rules === ctx.rules ? ctx : { ...ctx, rules },
    inner,
    { ...node, entries: rest },
    run,
  );
  const guarded = Object.keys(bound).length > 0;
  if (guarded && values.length > 1 && values.some((v) => v.each || v.when || v.otherwise)) {
    ctx.report(
      diagnostic('spec/not-yet', source.file, node.range, {
        what: 'a condition on a list of steps that has conditions of its own',
      }),
    );
  }
  return {
    items: values.map((value, i) => ({
      ...value,
      ...at,
      ...(rules !== ctx.rules && { rules }),
      ...(i === 0 ? bound : guarded ? { joined: true } : {}),
    })),
    controls: bound,
  };
}

function scalarStep(ctx: BindContext, source: Source, node: YamlScalar, run: StepRun): StepItem[] {
  const at: Place = { file: source.file, range: node.range };
  if (actionWords.includes(node.value)) return [actionStep(ctx, source, at, node.value, run.levels)];
  if (node.style === 'plain' && (/^[a-z]+(?:_[a-z]+)+$/.test(node.value) || isSlip(node.value))) {
    ctx.report(
      diagnostic(
        'spec/unknown-action',
        source.file,
        node.range,
        {
          word: node.value,
          of: 'step',
          known: actionWords.join(', '),
          instead: `"text: ${node.value}"`,
          suggestion:
            node.value === 'typing'
              ? ' Write "typing: 2s" for the indicator and a pause.'
              : didYouMean(node.value, actionWords),
        },
        renameFixes(at, node.value, actionWords),
      ),
    );
    return [];
  }
  const key: YamlScalar = {
    ...node,
    value: 'text',
    range: { start: node.range.start, end: node.range.start },
  };
  const entry: SourcedEntry = { source, entry: { key, value: node, range: node.range } };
  return [bodyItem(ctx, source, at, [entry], run)];
}

/** `mark-seen`, `typingOn`, and `typing` without its time: nobody sends these as a text. */
function isSlip(word: string): boolean {
  const folded = word.replace(/[-\s]/g, '').toLowerCase();
  return word === 'typing' || actionWords.some((action) => action.replace('_', '') === folded);
}

function mappingSteps(ctx: BindContext, source: Source, node: YamlMap, run: StepRun): StepItem[] {
  const at: Place = { file: source.file, range: node.range };
  const get = (key: string) => node.entries.find((e) => e.key.value === key);
  const typing = get('typing');
  const wait = get('wait');
  if (typing) return typingSteps(ctx, source, at, node, typing, run);
  if (wait) return waitSteps(ctx, source, at, node, wait);
  const use = get('use');
  if (!use) return [bodyItem(ctx, source, at, entriesOf(source, node), run)];
  const followed = followUse(ctx, source, node);
  if (!followed) return [];
  if ('entries' in followed) return [bodyItem(ctx, source, at, followed.entries, run)];
  const { used, beside } = followed;
  reportOverride(ctx, beside);
  const inside: StepRun = { ...run, home: run.home ?? source };
  if (used.node.kind !== 'seq') return scalarStep(ctx, used.source, used.node, inside);
  const steps = bindSteps(ctx, used.source, used.node.items, inside);
  if (steps.some((s) => s.each || s.when || s.otherwise)) {
    ctx.report(
      diagnostic('spec/not-yet', source.file, use.value.range, {
        what: 'a list of steps with conditions as a fragment',
      }),
    );
  }
  return steps;
}

function bodyItem(
  ctx: BindContext,
  source: Source,
  at: Place,
  entries: readonly SourcedEntry[],
  run: StepRun,
): StepItem {
  const home = run.home ?? source;
  const variants = entries.find((e) => nameOf(e) === 'variants');
  if (variants && !isNull(variants.entry.value)) {
    const step = bindVariants(
      ctx,
      home,
      at,
      entries.filter((e) => e !== variants),
      variants,
      run,
    );
    return { ...at, value: step };
  }
  const { body, assumed } = bindBody(ctx, home, at, entries, run.levels);
  if (assumed) run.assumed(at);
  return { ...at, value: { kind: 'body', body, ...at } };
}

/** A sender action takes nothing from `defaults` but the recipient. */
function actionStep(ctx: BindContext, source: Source, at: Place, action: string, levels: Levels): StepItem {
  const { body } = bindBody(
    ctx,
    source,
    at,
    [],
    levels.map((l) => l.filter((e) => nameOf(e) === 'recipient')),
  );
  const field = impliedField(at, source, requestShape, 'sender_action', action);
  const value: BodyStep = { kind: 'body', body: { ...body, fields: [...body.fields, field] }, ...at };
  return { ...at, value };
}

/** `typing: 1500ms`: the indicator, then a pause. Request fields may stand beside it. */
function typingSteps(
  ctx: BindContext,
  source: Source,
  at: Place,
  node: YamlMap,
  entry: YamlEntry,
  run: StepRun,
): StepItem[] {
  const milliseconds = duration(ctx, source, entry, longestTyping);
  const rest = entriesOf(source, node).filter((e) => e.entry !== entry);
  const { body } = bindBody(
    ctx,
    source,
    at,
    rest,
    run.levels.map((l) => l.filter((e) => nameOf(e) === 'recipient')),
  );
  const field = impliedField(at, source, requestShape, 'sender_action', 'typing_on');
  const action: StepItem = {
    ...at,
    value: { kind: 'body', body: { ...body, fields: [...body.fields, field] }, ...at },
  };
  return milliseconds === undefined
    ? [action]
    : [action, { ...at, value: pause(at, milliseconds), joined: true }];
}

function waitSteps(ctx: BindContext, source: Source, at: Place, node: YamlMap, entry: YamlEntry): StepItem[] {
  for (const other of node.entries) {
    if (other === entry) continue;
    ctx.report(
      diagnostic('spec/unknown-key', source.file, other.key.range, {
        name: other.key.value,
        of: 'a wait',
        suggestion: '',
      }),
    );
  }
  const milliseconds = duration(ctx, source, entry, longestWait);
  return milliseconds === undefined ? [] : [{ ...at, value: pause(at, milliseconds) }];
}

function pause(at: Place, milliseconds: number): WaitStep {
  return { kind: 'wait', milliseconds, ...at };
}

function duration(
  ctx: BindContext,
  source: Source,
  { key, value }: YamlEntry,
  longest: number,
): number | undefined {
  if (value.kind !== 'scalar' || value.core === null) {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, value.range, {
        key: key.value,
        expected: 'a time such as 1500ms or 2s',
        found: kindOf(value),
      }),
    );
    return undefined;
  }
  const { value: milliseconds, problems } = parseDuration(value.value);
  reportProblems(ctx, scalarText(source.file, value), problems);
  if (milliseconds !== undefined && milliseconds > longest) {
    ctx.report(
      diagnostic('spec/too-long-pause', source.file, value.range, {
        key: key.value,
        found: milliseconds / 1000,
        max: longest / 1000,
      }),
    );
  }
  return milliseconds;
}
