/** The messages and fragments of a file, bound and checked one by one; those that are as they were are not. */
import { bindFragmentUnit, bindUnit, type MessageEntry, type OpenSpec } from '../bind/bind-spec.ts';
import { entryOf } from '../bind/context.ts';
import type { Message } from '../bind/model.ts';
import { mostValues, newWork, type Work } from '../bind/spend.ts';
import { checkMessage, type FileFacts } from '../check/check-spec.ts';
import type { BoundNote } from '../check/explain-bounds.ts';
import { checkLooseTexts } from '../check/loose-fragments.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { MAX_ERRORS } from '../yaml/limits.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import { type Findings, movedFindings, type PlacedFindings, placeFindings } from './place-unit.ts';
import { isAsBefore, remember, type Seen, type World } from './reuse-unit.ts';
import { noReads, type Reads, trackFiles, trackParams } from './track-reads.ts';

export interface Unit {
  readonly of: 'message' | 'fragment';
  readonly name: string;
  readonly found: PlacedFindings;
  readonly seen: Seen;
  /** Params that a message reaches, or names that a fragment may mean. */
  readonly needs: ReadonlySet<string>;
  /** What it added to the work of its file. */
  readonly values: number;
  readonly errors: number;
  /** Fragments and imports of this file that it enters. */
  readonly entered: ReadonlySet<string>;
  /** A message with examples of its own. */
  readonly own?: boolean;
  /** A fragment that something in the file enters: its texts are checked there. */
  readonly used?: boolean;
}

/** By the part that they stand in: one each, nearly always. */
export type Units = ReadonlyMap<object, readonly Unit[]>;

export interface UnitsInput {
  readonly open: OpenSpec;
  readonly world: World;
  /** Those that may be used again. */
  readonly last: Units;
  /** Errors that the file has without its messages. */
  readonly errors: number;
  readonly explain: boolean;
  /** Called with each message that is bound. */
  readonly onMessage?: (message: Message) => void;
}

export interface AnalyzedUnits extends Pick<FileFacts, 'needs' | 'reached' | 'entered'>, Findings {
  readonly units: Units;
  /** The file is too much: what comes behind is not looked at, and half a file would be said to lack the rest. */
  readonly exhausted: boolean;
}

export function analyzeUnits(input: UnitsInput): AnalyzedUnits {
  const { open } = input;
  const work: Work = { ...newWork(), errors: input.errors };
  const diagnostics: Diagnostic[] = [];
  const bounds: BoundNote[] = [];
  const units = new Map<object, readonly Unit[]>();
  const reached = new Set<string>();
  const entered = new Set<string>();
  // messages reach params only: nothing comes to a set that has them all
  let mostNeeds = open.params.types.size;
  let needs: Set<string> | undefined;

  for (const entry of open.messages) {
    if (work.errors > MAX_ERRORS) {
      work.exhausted = true;
      diagnostics.push(diagnostic('spec/too-many-errors', open.file, entry.nameRange, { limit: MAX_ERRORS }));
    }
    if (work.exhausted) break;
    const { name, nameRange } = entry;
    const unit = add({ of: 'message', name }, nameRange.start, () => messageUnit(input, entry, work));
    if (unit.own) continue;
    needs ??= new Set();
    addAll(needs, unit.needs, mostNeeds);
  }
  mostNeeds = Number.POSITIVE_INFINITY;
  for (const entry of open.fragments) {
    if (work.exhausted) break;
    const name = entry.key.value;
    const used = entered.has(`${open.file.path}#${name}`);
    add({ of: 'fragment', name, used }, entry.key.range.start, () => fragmentUnit(input, entry, used, work));
  }
  return { diagnostics, bounds, units, needs, reached, entered, exhausted: work.exhausted };

  function add(which: Which, offset: number, make: () => Unit): Unit {
    const id = input.world.parts.at(offset)?.id;
    const unit = (id && reuse(input, id, which, work)) ?? make();
    const { found } = unit;
    if (found.diagnostics.length > 0) diagnostics.push(...found.diagnostics);
    if (found.bounds.length > 0) bounds.push(...found.bounds);
    addAll(reached, unit.needs, mostNeeds);
    if (unit.entered.size > 0) for (const fragment of unit.entered) entered.add(fragment);
    work.values += unit.values;
    work.errors += unit.errors;
    if (id && !work.exhausted) keep(units, input.last, id, unit);
    return unit;
  }
}

type Which = Pick<Unit, 'of' | 'name' | 'used'>;

/** The unit of the version before, if all that it says holds in this one. */
function reuse(
  { open, world, last }: UnitsInput,
  id: object,
  { of, name, used }: Which,
  { values }: Work,
): Unit | undefined {
  const unit = last.get(id)?.find((u) => u.name === name && u.of === of && u.used === used);
  if (!unit || values + unit.values > mostValues || !isAsBefore(unit.seen, world)) return undefined;
  const found = movedFindings(unit.found, open.file, world.parts);
  return found && (found === unit.found ? unit : { ...unit, found });
}

/** Lists of the version before are taken over: an edit changes one of many. */
function keep(units: Map<object, readonly Unit[]>, last: Units, id: object, unit: Unit): void {
  const before = units.get(id);
  const known = last.get(id);
  if (before) units.set(id, [...before, unit]);
  else units.set(id, known?.length === 1 && known[0] === unit ? known : [unit]);
}

function addAll(set: Set<string>, more: ReadonlySet<string>, most: number): void {
  if (set.size < most) for (const each of more) set.add(each);
}

function messageUnit(input: UnitsInput, entry: MessageEntry, before: Work): Unit {
  const { open, explain, onMessage } = input;
  const run = startUnit(input, { of: 'message', name: entry.name }, before.values);
  const { params, report, work } = run.context;
  const own = entryOf(entry.node, 'examples') !== undefined;
  const message = bindUnit(open, entry, run.context);
  if (work.exhausted) {
    before.exhausted = true;
    return run.finish({ needs: new Set() });
  }
  onMessage?.(message);
  const about = { language: open.language, params, own };
  const note = (made: BoundNote | undefined) => void (made && run.bounds.push(made));
  const needs = checkMessage(message, about, report, explain ? (make) => note(make()) : undefined);
  return run.finish({ needs, own });
}

function fragmentUnit(input: UnitsInput, entry: YamlEntry, used: boolean, before: Work): Unit {
  const run = startUnit(input, { of: 'fragment', name: entry.key.value, used }, before.values);
  const { entered, work, report } = run.context;
  if (used) entered.add(`${input.open.file.path}#${entry.key.value}`);
  const { uses, loose } = bindFragmentUnit(input.open, entry, run.context);
  if (work.exhausted) before.exhausted = true;
  else checkLooseTexts(loose, report);
  return run.finish({ needs: uses });
}

/** Writes down what a unit reads and finds. `values`: those of the units before it. */
function startUnit({ open, world }: UnitsInput, which: Which, values: number) {
  const reads: Reads = noReads();
  const diagnostics: Diagnostic[] = [];
  const bounds: BoundNote[] = [];
  const work: Work = { ...newWork(), values };
  const report = (d: Diagnostic): void => {
    diagnostics.push(d);
    if (d.severity === 'error') work.errors++;
  };
  const context = {
    files: trackFiles(world.files, open.params, reads),
    params: trackParams(open.params, reads),
    report,
    work,
    entered: new Set<string>(),
  };
  const finish = (rest: Pick<Unit, 'needs' | 'own'>): Unit => ({
    ...which,
    ...rest,
    found: placeFindings(open.file, world.parts, { diagnostics, bounds }),
    seen: remember(reads, world),
    entered: context.entered,
    values: work.values - values,
    errors: work.errors,
  });
  return { context, bounds, finish };
}
