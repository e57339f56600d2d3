/** The messages and fragments of a file, bound and checked one by one; those that are as they were are not. */
import {
  bindFragmentUnit,
  bindUnit,
  type MessageEntry,
  messageEntry,
  type OpenSpec,
} from '../bind/bind-spec.ts';
import { entryOf } from '../bind/context.ts';
import type { Message } from '../bind/model.ts';
import { mostValues, newWork, type Work } from '../bind/spend.ts';
import { checkMessage, type FileFacts } from '../check/check-spec.ts';
import type { BoundNote } from '../check/explain-bounds.ts';
import { checkLooseTexts } from '../check/loose-fragments.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { entriesOf } from '../yaml/joined-map.ts';
import { MAX_ERRORS } from '../yaml/limits.ts';
import type { YamlEntry } from '../yaml/nodes.ts';
import type { Outline } from '../yaml/outline-parts.ts';
import { type Findings, movedFindings, type PlacedFindings, placeFindings } from './place-unit.ts';
import { isAsBefore, remember, type Seen, type World } from './reuse-unit.ts';
import { Totals } from './totals.ts';
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

/** Those of one version of a file. */
export interface Units {
  readonly outline: Outline;
  readonly ids: readonly object[];
  /** By the number of the part that they stand in: one each, nearly always. */
  readonly lists: readonly (readonly Unit[] | undefined)[];
  /** Numbers of the parts whose units have findings, or read more than params: each edit may change what they say. */
  readonly watched: readonly number[];
  readonly totals: Totals;
  /** The file was too much: units behind that place are missing. */
  readonly exhausted: boolean;
}

export interface UnitsInput {
  readonly open: OpenSpec;
  readonly outline: Outline;
  readonly world: World;
  /** Those that may be used again. */
  readonly last?: Units;
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

/** Stops after each unit, so that whoever runs it can do something else meanwhile. */
export function* analyzeUnits(input: UnitsInput): Steps<AnalyzedUnits> {
  return (input.last && (yield* analyzeEdited(input, input.last))) ?? (yield* analyzeAll(input));
}

/** Work that is done bit by bit. */
export type Steps<T> = Generator<void, T, void>;

function* analyzeAll(input: UnitsInput): Steps<AnalyzedUnits> {
  const { open, outline, world } = input;
  const run = startRun(input, new Totals(), []);
  const { work } = run;
  for (const entry of open.messages) {
    if (work.errors > MAX_ERRORS) {
      work.exhausted = true;
      run.diagnostics.push(
        diagnostic('spec/too-many-errors', open.file, entry.nameRange, { limit: MAX_ERRORS }),
      );
    }
    if (work.exhausted) break;
    run.message(world.parts.numberAt(entry.nameRange.start), entry);
    yield;
  }
  for (const entry of open.fragments) {
    if (work.exhausted) break;
    run.fragment(world.parts.numberAt(entry.key.range.start), entry);
    yield;
  }
  return run.finish(outline);
}

/**
 * The same where the names of parts are what they were: looked at are the parts that are new, those that are watched, those
 * that read a changed param, and the fragments, as many as they are. Undefined where that does not hold, or the file has become too much.
 */
function* analyzeEdited(input: UnitsInput, last: Units): Steps<AnalyzedUnits | undefined> {
  const { open, outline, world, errors } = input;
  const { parts, changedParams } = world;
  if (outline !== last.outline || open.single || last.exhausted) return undefined;
  const messages = sectionOf(outline, 'messages');
  const fragments = sectionOf(outline, 'fragments');
  if (!messages || !fragments) return undefined;
  const totals = last.totals.copy();
  const run = startRun(input, totals, last.lists.slice());
  const numbers = new Set(last.watched);
  for (let i = messages.from; i < messages.to; i++) {
    const isNew = parts.ids[i] !== last.ids[i];
    if (isNew || (changedParams.size > 0 && readsAny(last.lists[i], changedParams))) numbers.add(i);
  }
  const inOrder = [...numbers].sort((a, b) => a - b).filter((i) => messages.from <= i && i < messages.to);
  for (const i of inOrder) run.take(i);
  for (const i of inOrder) {
    for (const entry of entriesOf(parts.at(i))) run.message(i, messageEntry(entry));
    yield;
  }
  for (let i = fragments.from; i < fragments.to; i++) run.take(i);
  for (let i = fragments.from; i < fragments.to; i++) {
    for (const entry of entriesOf(parts.at(i))) run.fragment(i, entry);
    yield;
  }
  if (run.work.exhausted || totals.values > mostValues || errors + totals.errors > MAX_ERRORS)
    return undefined;
  return run.finish(outline);
}

/** Whether one of these units looked a name up. */
function readsAny(units: readonly Unit[] | undefined, names: ReadonlySet<string>): boolean {
  return (
    units?.some(
      ({ seen: { reads } }) => reads.allParams || [...names].some((name) => reads.params.has(name)),
    ) === true
  );
}

/** Numbers of the parts of a section that was read in parts, none where the file has none; undefined for others. */
function sectionOf(outline: Outline, key: string): { from: number; to: number } | undefined {
  const section = outline.find(({ keys }) => keys.includes(key));
  if (!section) return outline.length > 0 ? { from: 0, to: 0 } : undefined;
  const { first, parts, of, twins } = section;
  return of === 'map' && twins === 0 ? { from: first + 1, to: first + 1 + parts } : undefined;
}

type Lists = (readonly Unit[] | undefined)[];

/** Units are put into `lists` and counted in `totals`; those that a run goes through stand in neither before. */
function startRun(input: UnitsInput, totals: Totals, lists: Lists) {
  const { open, world } = input;
  const work: Work = { ...newWork(), values: totals.values, errors: input.errors + totals.errors };
  const diagnostics: Diagnostic[] = [];
  const bounds: BoundNote[] = [];
  const watched = new Set<number>();

  function add(number: number, unit: Unit): void {
    const { found, seen } = unit;
    diagnostics.push(...found.diagnostics);
    bounds.push(...found.bounds);
    if (found.file || !seen.alone) watched.add(number);
    totals.add(unit);
    work.values += unit.values;
    work.errors += unit.errors;
    const list = lists[number];
    if (!work.exhausted) lists[number] = list ? [...list, unit] : [unit];
  }

  return {
    work,
    diagnostics,
    /** Takes out what is known of a part. */
    take(number: number): void {
      for (const unit of lists[number] ?? []) {
        totals.remove(unit);
        work.values -= unit.values;
        work.errors -= unit.errors;
      }
      lists[number] = undefined;
    },
    message(number: number, entry: MessageEntry): void {
      const which: Which = { of: 'message', name: entry.name };
      add(number, reuse(input, number, which, work) ?? messageUnit(input, entry, work));
    },
    fragment(number: number, entry: YamlEntry): void {
      const name = entry.key.value;
      const used = totals.hasEntered(`${open.file.path}#${name}`);
      const which: Which = { of: 'fragment', name, used };
      add(number, reuse(input, number, which, work) ?? fragmentUnit(input, entry, used, work));
    },
    finish(outline: Outline): AnalyzedUnits {
      const { exhausted } = work;
      const { ids } = world.parts;
      const units: Units = { outline, ids, lists, watched: [...watched], totals, exhausted };
      return { diagnostics, bounds, units, exhausted, ...totals.facts() };
    },
  };
}

type Which = Pick<Unit, 'of' | 'name' | 'used'>;

/** The unit of the version before, if all that it says holds in this one. */
function reuse(
  { open, world, last }: UnitsInput,
  number: number,
  { of, name, used }: Which,
  { values }: Work,
): Unit | undefined {
  const list = last && unitsOf(last, world.parts.ids[number]!, number);
  const unit = list?.find((u) => u.name === name && u.of === of && u.used === used);
  if (!unit || values + unit.values > mostValues || !isAsBefore(unit.seen, world)) return undefined;
  const found = movedFindings(unit.found, open.file, world.parts);
  return found && (found === unit.found ? unit : { ...unit, found });
}

function unitsOf(units: Units, id: object, guess: number): readonly Unit[] | undefined {
  if (units.ids[guess] === id) return units.lists[guess];
  let known = numbers.get(units);
  if (!known) {
    known = new Map(units.ids.map((each, i) => [each, i]));
    numbers.set(units, known);
  }
  const number = known.get(id);
  return number === undefined ? undefined : units.lists[number];
}

const numbers = new WeakMap<Units, ReadonlyMap<object, number>>();

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
