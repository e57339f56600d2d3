/** All checks of a bound message: one walk over it, the rules of the Send API for each body; then those of its file. */
import type {
  Example,
  FieldNode,
  ItemNode,
  ListNode,
  Message,
  Node,
  ObjectNode,
  Params,
  StepItem,
  TextNode,
} from '../bind/model.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleContext } from '../send-api/schema.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { namingCalls } from './at-call.ts';
import { checkGuard, checkLoop, withFacts, withItemFacts } from './conditions.ts';
import { rootEnv } from './environment.ts';
import { checkDefaults, checkExamples } from './examples.ts';
import type { BoundNote } from './explain-bounds.ts';
import { typeOf } from './expressions.ts';
import { type Facts, factsOf, union } from './facts.ts';
import { ArgumentCheck } from './fragment-arguments.ts';
import { checkCount, checkLength } from './length.ts';
import { paramsReached } from './needs.ts';
import { checkPolicy } from './policy/index.ts';
import { checkBody } from './send-api/index.ts';
import { checkSequence } from './sequence.ts';
import { checkText } from './texts.ts';
import { alwaysIs } from './truth.ts';
import { checkUnusedImports, checkUnusedParams } from './unused.ts';

export type Report = (d: Diagnostic) => void;

/** What holds in the place that is looked at. */
export interface Walk {
  readonly rules: RuleContext;
  readonly report: Report;
  readonly present: Facts;
  readonly calls: ArgumentCheck;
  /** Keys of the object whose field is looked at. */
  readonly beside?: ReadonlySet<string>;
  /** Called with each sum where the author wants to see them. */
  readonly explain?: (note: () => BoundNote | undefined) => void;
}

/** `own`: its examples stand in it, and not in its file for all messages. Gives the params that it reaches. */
export function checkMessage(
  message: Message,
  { language, params, own }: { readonly language: string; readonly params: Params; readonly own: boolean },
  reportAll: Report,
  explain?: Walk['explain'],
): ReadonlySet<string> {
  const report = namingTheCaller(message, reportAll);
  const walk: Walk = {
    rules: message.rules,
    report,
    present: new Set(),
    calls: new ArgumentCheck(report),
    ...(explain && { explain }),
  };
  const chain = new Chain(walk);
  for (const step of message.steps) checkStep(step, step.joined ? walk : chain.next(step));
  checkSequence(message, report);
  checkPolicy(message, language, report);
  const needs = paramsReached(message);
  if (own) checkExamples(message.examples, params.types, needs, report);
  return needs;
}

/** What stands in an imported file may be right there: the message that brings it is named. */
function namingTheCaller({ file, namePlace, name }: Message, report: Report): Report {
  return (d) => {
    if (d.file === file || d.related?.some((r) => r.file === file)) return report(d);
    const caller = { ...namePlace, message: `"${name}" uses it` };
    report({ ...d, related: [...(d.related ?? []), caller] });
  };
}

export interface FileFacts {
  readonly file: SourceFile;
  readonly params: Params;
  readonly examples: readonly Example[];
  /** Params that messages without examples of their own reach; undefined: there is no such message. */
  readonly needs: ReadonlySet<string> | undefined;
  /** Params that any message or fragment reaches. */
  readonly reached: ReadonlySet<string>;
  readonly imports: readonly YamlEntry[];
  /** Fragments and imports that any message or fragment enters: see BindContext. */
  readonly entered: ReadonlySet<string>;
}

/** What is known when all messages are checked. */
export function checkFile(facts: FileFacts, report: Report): void {
  const { params, examples, needs, reached } = facts;
  if (needs) checkExamples(examples, params.types, needs, report);
  checkDefaults(params.types, report);
  checkUnusedParams(params, reached, report);
  checkUnusedImports(facts, report);
}

function checkStep(step: StepItem, outer: Walk): void {
  const walk: Walk = step.rules ? { ...outer, rules: step.rules } : outer;
  const inner = guarded(step, walk);
  if (step.value.kind === 'wait') return;
  for (const { body } of step.value.variants ?? [{ body: step.value.body }]) {
    checkBody(body, walk.rules, walk.report, inner.present);
    checkNode(body, undefined, inner);
  }
}

type Guarded = Pick<ItemNode, 'each' | 'when' | 'otherwise'>;

/** Checks the control keys and gives the walk of what they guard. */
function guarded(item: Guarded, walk: Walk): Walk {
  if (!item.each && !item.when && !item.otherwise) return walk;
  checkLoop(item.each, walk.present, walk.report);
  const inLoop = withItemFacts(walk.present, { each: item.each });
  checkGuard(item.when, inLoop, walk.report);
  checkGuard(item.otherwise, walk.present, walk.report);
  const present = withItemFacts(inLoop, { when: item.when, otherwise: item.otherwise });
  const inner = { ...walk, present };
  const isNever = [item.when, item.otherwise].some(
    (guard) => guard && alwaysIs(guard.condition, rootEnv(guard.scope, inLoop))?.value === false,
  );
  return isNever ? neverReached(inner) : inner;
}

/** No data comes here, so none is too long: the constant condition is told instead. */
function neverReached(walk: Walk): Walk {
  const report: Report = (d) => {
    if (!d.code.startsWith('length/')) walk.report(d);
  };
  return { ...walk, report };
}

/** An item, and what was known there. */
interface Passed {
  readonly item: Guarded;
  readonly present: Facts;
}

/** Items in turn: where an `otherwise` is looked at, those before it in its chain gave nothing. */
class Chain {
  private readonly walk: Walk;
  private passed: Facts = new Set();
  private before: Passed | undefined;
  /** One of the alternatives so far is always taken: those behind it are not. */
  private settled = false;

  constructor(walk: Walk) {
    this.walk = walk;
  }

  /** The walk of the next item, before its own guards. */
  next(item: Guarded): Walk {
    const { walk } = this;
    this.settled = item.otherwise !== undefined && (this.settled || isAlwaysTaken(this.before));
    const known: Walk = item.otherwise ? { ...walk, present: union([walk.present, this.passed]) } : walk;
    const here = this.settled ? neverReached(known) : known;
    this.before = { item, present: here.present };
    const passed = givesNothing(item, here.present);
    this.passed = item.otherwise ? union([this.passed, passed]) : passed;
    return here;
  }
}

/** Its condition is always true, as one that is told as constant. */
function isAlwaysTaken(before: Passed | undefined): boolean {
  if (!before) return false;
  const { item, present } = before;
  const { each, when, otherwise } = item;
  if (each || !(when || otherwise)) return false;
  return [when, otherwise].every(
    (guard) => !guard || alwaysIs(guard.condition, rootEnv(guard.scope, present))?.value === true,
  );
}

/** What is known where this item gave nothing; of two conditions nobody knows which one failed. */
function givesNothing({ each, when, otherwise }: Guarded, present: Facts): Facts {
  const guards = [
    ...(each ? [{ condition: each.loop.list, scope: each.outer }] : []),
    ...(when ? [when] : []),
    ...(otherwise ? [otherwise] : []),
  ];
  const [guard] = guards;
  if (!guard || guards.length > 1) return new Set();
  return factsOf(guard.condition, false, rootEnv(guard.scope, present), typeOf);
}

function checkNode(node: Node, owner: FieldNode | undefined, walk: Walk): void {
  walk.calls.enter(node.scope, walk.present);
  if (node.kind === 'object') checkObject(node, walk);
  else if (node.kind === 'list') checkList(node, owner, walk);
  else if (node.kind === 'text') checkTextNode(node, owner, walk);
}

function checkObject(node: ObjectNode, walk: Walk): void {
  const beside = new Set(node.fields.map((field) => field.key));
  const inner: Walk = { ...walk, beside };
  for (const field of node.fields) {
    checkGuard(field.when, walk.present, walk.report);
    const facts = field.when ? { ...inner, present: withFacts(walk.present, field.when) } : inner;
    checkNode(field.value, field, facts);
  }
}

function checkList(node: ListNode, owner: FieldNode | undefined, walk: Walk): void {
  const chain = new Chain(walk);
  for (const item of node.items) checkNode(item.value, undefined, guarded(item, chain.next(item)));
  if (owner && !owner.unchecked) checkCount(node, owner, walk);
}

function checkTextNode(node: TextNode, owner: FieldNode | undefined, walk: Walk): void {
  checkText(node, owner, walk);
  if (owner && !owner.unchecked)
    checkLength(node, owner, { ...walk, report: namingCalls(node.scope, walk.report) });
}
