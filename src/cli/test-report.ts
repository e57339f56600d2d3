/** How `sendspec test` prints what it found. Names and texts of files are made visible, not obeyed. */
import { displayWidth } from '../diagnostics/display-width.ts';
import { printable } from '../diagnostics/printable.ts';
import { painter } from '../diagnostics/reporters/pretty.ts';
import { counted } from '../diagnostics/reporters/report.ts';
import { placeOf } from '../render/index.ts';
import type { Compared, FileComparison, State } from '../snapshot/compare-file.ts';
import { diffJson } from '../snapshot/compare-steps.ts';
import type { Point } from '../snapshot/points.ts';
import type { FileRun } from '../snapshot/run-examples.ts';
import type { Snapshot } from '../snapshot/snapshot-file.ts';
import type { Context } from './context.ts';
import type { LoadedSpec } from './load-spec.ts';
import { createShowPath } from './show-paths.ts';
import type { TestFlags } from './test-files.ts';

export interface TestedFile {
  readonly loaded: LoadedSpec;
  readonly run: FileRun;
  readonly comparison: FileComparison;
  readonly snapshot: Snapshot | undefined;
  readonly snapshotPath: string;
}

export interface TestResults {
  readonly tested: readonly TestedFile[];
  /** Snapshot files whose message file is gone. */
  readonly left: readonly string[];
  /** Files with errors, reported already. */
  readonly broken: number;
}

type Paint = ReturnType<typeof painter>;
type Show = ReturnType<typeof createShowPath>;

export function reportTests({ tested, left, broken }: TestResults, flags: TestFlags, context: Context): void {
  const paint = painter(context.out.colour);
  const show = createShowPath(
    tested.map((t) => t.loaded),
    context.cwd,
  );
  const write = (text: string) => context.out.write(`${text}\n`);
  for (const file of tested) {
    const name = printable(show(file.loaded.analysis.file));
    for (const compared of file.comparison.examples) {
      for (const line of exampleLines(name, compared, file, flags, paint)) write(line);
    }
    for (const { message, example } of file.comparison.obsolete) {
      write(`${name}#${printable(message)}, ${printable(example)}: ${obsolete(flags)}`);
    }
  }
  for (const path of left) write(`${printable(path)}: its message file is gone: ${removed(flags)}`);
  for (const line of summary(tested, left, broken, flags)) write(line);
  for (const line of coverage(tested, show, paint)) write(line);
}

function exampleLines(
  name: string,
  { run, state, before }: Compared,
  { snapshot, loaded }: TestedFile,
  { update }: TestFlags,
  paint: Paint,
): string[] {
  const title = `${name}#${printable(run.message)}, ${printable(run.example)}`;
  switch (state) {
    case 'same':
      return [];
    case 'new':
      return update ? [] : [`${title}: ${paint('red', 'no snapshot yet')} (--update writes it)`];
    case 'failed':
      return [
        `${title}: ${paint('red', 'cannot be rendered')}`,
        ...run.problems.map((problem) => {
          const at = loaded.analysis.file.positionAt(run.at.start);
          const place = placeOf(problem) ?? `${name}:${at.line + 1}:${at.character + 1}`;
          return `  ${printable(place)}: ${printable(problem.message)} (${problem.code})`;
        }),
      ];
    case 'other-cldr':
      if (update) return [];
      return [
        `${title}: ${paint('yellow', 'texts differ')} from a snapshot made with CLDR ${printable(snapshot?.cldr ?? '')}; ` +
          `this Node has ${process.versions['cldr']}, and formats may differ (no failure)`,
        ...diffLines(before ?? [], run.steps ?? [], paint),
      ];
    case 'differs':
      if (update) return [];
      return [
        `${title}: ${paint('red', 'differs from its snapshot')} (- snapshot, + now)`,
        ...diffLines(before ?? [], run.steps ?? [], paint),
      ];
  }
}

function diffLines(before: readonly unknown[], after: readonly unknown[], paint: Paint): string[] {
  return diffJson(before as never, after as never).map(({ sign, text }) => {
    if (sign === '-') return paint('red', `  - ${text}`);
    if (sign === '+') return paint('green', `  + ${text}`);
    return sign === '…' ? paint('dim', '  …') : `    ${text}`;
  });
}

function obsolete(flags: TestFlags): string {
  return `there is no such example any more: ${removed(flags)}`;
}

function removed({ update }: TestFlags): string {
  return update ? 'its snapshot was removed' : 'its snapshot is left over (--update removes it)';
}

function summary(
  tested: readonly TestedFile[],
  left: readonly string[],
  broken: number,
  { update }: TestFlags,
): string[] {
  const all = tested.flatMap((t) => t.comparison.examples);
  const number = (state: State) => all.filter((c) => c.state === state).length;
  const words: readonly [number, string][] = [
    [number('same'), 'as before'],
    [number('differs'), update ? 'updated' : 'different'],
    [number('other-cldr'), update ? 'updated' : 'different with other CLDR data'],
    [number('new'), update ? 'written' : 'without a snapshot'],
    [number('failed'), 'cannot be rendered'],
  ];
  const parts = words.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  const over = left.length + tested.reduce((n, t) => n + t.comparison.obsolete.length, 0);
  if (over > 0) parts.push(`${counted(over, 'snapshot')} ${update ? 'removed' : 'left over'}`);
  if (broken > 0) parts.push(`${counted(broken, 'file')} with errors not tested`);
  return [`${counted(all.length, 'example')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`];
}

// ---------- coverage ----------

function coverage(tested: readonly TestedFile[], show: Show, paint: Paint): string[] {
  const points = tested.flatMap((t) => inOrder(t.run.points));
  const ways = (some: readonly Point[]) => {
    const possible = some.reduce((n, p) => n + p.ways.size, 0);
    const gone = some.reduce((n, p) => n + [...p.ways].filter((way) => p.gone.has(way)).length, 0);
    return `${gone} of ${possible}`;
  };
  const variants = points.filter((p) => p.kind === 'variant');
  const branches = points.filter((p) => p.kind !== 'variant');
  const lines: string[] = [];
  if (branches.length > 0) lines.push(`${ways(branches)} ways of branches taken by an example`);
  if (variants.length > 0) lines.push(`${ways(variants)} variants chosen by an example`);
  lines.push(...table(points.flatMap((p) => row(p, show))).map((line) => paint('yellow', line)));
  for (const { run } of tested) {
    for (const { name, namePlace } of run.without) {
      lines.push(`${place(namePlace, show)}: "${printable(name)}" has no example, so it was not rendered`);
    }
  }
  return lines;
}

/** By place; those of other files, whose fragments are used, come last. */
function inOrder(points: readonly Point[]): Point[] {
  const files = [...new Set(points.map((p) => p.place.file))];
  const rank = (p: Point) => files.indexOf(p.place.file);
  return [...points].sort((a, b) => rank(a) - rank(b) || a.place.range.start - b.place.range.start);
}

/** Nothing for a point whose ways were all gone. */
function row(point: Point, show: Show): string[][] {
  const missing = [...point.ways].filter((way) => !point.gone.has(way));
  if (missing.length === 0) return [];
  const text = point.kind === 'variant' ? `variant ${point.text}` : point.text;
  return [[place(point.place, show), printable(shorten(text)), verdict(point, missing)]];
}

function verdict({ kind, gone }: Point, missing: readonly string[]): string {
  if (kind === 'variant') return 'never chosen';
  if (gone.size === 0) return 'never reached';
  const taken = missing.includes('taken');
  if (kind === 'each') return taken ? 'never has an item' : 'never empty';
  return taken === (kind !== 'unless') ? 'never true' : 'never false';
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function place({ file, range }: Point['place'], show: Show): string {
  const at = file.positionAt(range.start);
  return printable(`${show(file)}:${at.line + 1}:${at.character + 1}`);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1].map((i) => Math.max(0, ...rows.map((r) => displayWidth(r[i]!))));
  return rows.map((r) => {
    const cells = r.map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cell))));
    return `  ${cells.join('  ').trimEnd()}`;
  });
}
