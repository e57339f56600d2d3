/** The compiler's phases in one place: what cli/, lsp/ and send/ call. */
import { type BindSettings, bindUnit, type OpenSpec, openSpec } from './bind/bind-spec.ts';
import type { Message, Spec } from './bind/model.ts';
import type { HelperModule } from './bind/own-helpers.ts';
import { createSpecFiles, type FileSystem, type ImportMemory, type SpecFiles } from './bind/spec-files.ts';
import { newWork } from './bind/spend.ts';
import { checkFile } from './check/check-spec.ts';
import type { BoundNote } from './check/explain-bounds.ts';
import { applyIgnores } from './check/ignores.ts';
import type { Diagnostic, Severity } from './diagnostics/diagnostic.ts';
import { analyzeUnits, type Steps, type Units } from './incremental/analyze-units.ts';
import { type KeptParams, keepParams } from './incremental/keep-params.ts';
import { partsBeside } from './incremental/parts-of.ts';
import { changedNames, signatureOf } from './incremental/reuse-unit.ts';
import type { Channel, Profile } from './send-api/schema.ts';
import type { SourceFile } from './source/source.ts';
import { type ParsedYaml, parseYaml } from './yaml/parse-yaml.ts';
import type { ReadParts } from './yaml/read-parts.ts';

export { lowerSpec as compile } from './lower/lower-spec.ts';
export type { BoundNote, FileSystem, Steps };

/** What `sendspec.config.yaml` says for files that say nothing themselves. */
export interface AnalysisSettings {
  readonly api?: Profile;
  readonly channel?: Channel | readonly Channel[];
  readonly language?: string;
  /** The project's own helpers: their declarations only, no code runs. */
  readonly helpers?: HelperModule;
  /** Gather the sums of `check --explain-bounds`. */
  readonly explainBounds?: boolean;
}

export interface Analysis {
  readonly file: SourceFile;
  /** Undefined where the file holds nothing that could be bound. Only a file without errors may be compiled. */
  readonly spec: Spec | undefined;
  /** By place in the file; findings of the same code in the same place come once. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where `explainBounds` asked for them: by place. */
  readonly bounds?: readonly BoundNote[];
}

/** An analysis that the next one, of the file after an edit, can go on from. */
export interface LiveAnalysis extends Analysis {
  readonly memory: AnalysisMemory;
  /** One message of `spec`; the others are not bound for it. */
  message(name: string): Message | undefined;
}

/** What is left of the analysis of one version of a file. */
export interface AnalysisMemory {
  readonly settings: AnalysisSettings;
  /** The parts outside of messages, fragments, params and examples. */
  readonly frame: readonly object[];
  readonly params: KeptParams;
  /** Signature of each param's type. */
  readonly types: ReadonlyMap<string, string>;
  readonly imports: ImportMemory;
  readonly units: Units | undefined;
}

/** Reads, binds and checks one file. Never throws on what an author wrote. */
export function analyze(file: SourceFile, fs: FileSystem, settings: AnalysisSettings = {}): Analysis {
  const messages: Message[] = [];
  const { open, diagnostics, bounds } = toEnd(
    run(parseYaml(file), fs, settings, undefined, (message) => {
      messages.push(message);
    }),
  );
  return {
    file,
    spec: open && { ...specOf(open), messages },
    diagnostics,
    ...(settings.explainBounds && { bounds }),
  };
}

/**
 * The same for one version of a file that is being edited. `last`: what the analysis of an earlier version left; what
 * the edits in between do not reach is not worked out again. Messages are bound when `spec` is first asked for them.
 */
export function analyzeNext(
  parsed: ParsedYaml,
  fs: FileSystem,
  settings: AnalysisSettings,
  last?: AnalysisMemory,
): LiveAnalysis {
  return toEnd(analyzeInSteps(parsed, fs, settings, last));
}

/** The same, bit by bit: it stops where something else may be done before it goes on. */
export function* analyzeInSteps(
  parsed: ParsedYaml,
  fs: FileSystem,
  settings: AnalysisSettings,
  last?: AnalysisMemory,
): Steps<LiveAnalysis> {
  const { open, diagnostics, bounds, memory } = yield* run(parsed, fs, settings, last);
  const bound = new Map<string, Message>();
  const message = (name: string): Message | undefined => {
    const entry = open?.message(name);
    const made = bound.get(name) ?? (open && entry && bindUnit(open, entry, quietly(open)));
    if (made) bound.set(name, made);
    return made;
  };
  return {
    file: parsed.document.file,
    spec: open && {
      ...specOf(open),
      get messages() {
        return open.messages.map(({ name }) => message(name)!);
      },
    },
    message,
    diagnostics,
    ...(settings.explainBounds && { bounds }),
    memory,
  };
}

function toEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function specOf({ file, language, params, ctx: { rules, helpers } }: OpenSpec): Omit<Spec, 'messages'> {
  return { file, language, rules, params, ...(helpers && { helpers }) };
}

function quietly({ ctx, params }: OpenSpec) {
  return { files: ctx.files, params, report: () => {}, work: newWork() };
}

function* run(
  parsed: ParsedYaml,
  fs: FileSystem,
  settings: AnalysisSettings,
  last: AnalysisMemory | undefined,
  onMessage?: (message: Message) => void,
) {
  const { document } = parsed;
  const { file } = document;
  const found: Diagnostic[] = [...parsed.diagnostics];
  const report = (d: Diagnostic) => void found.push(d);
  const files = createSpecFiles(document, fs, last?.imports);
  // Half a file would be said to lack the rest.
  const isCut = parsed.diagnostics.some(({ code }) => code === 'spec/too-many-errors');
  const params = keepParams(files.main, parsed.read, settings.helpers?.functions, last?.params);
  files.main.params = params.params;
  if (!isCut) found.push(...params.diagnostics);
  const open = isCut ? undefined : openSpec(files, bindSettings(settings), report);
  const { units: known, changedParams, ...now } = compare(files, parsed.read, params, settings, last);
  const units =
    open &&
    (yield* analyzeUnits({
      open,
      outline: parsed.read.outline,
      world: {
        files,
        parts: parsed.read.parts,
        lastImports: last?.imports ?? new Map(),
        changedParams,
      },
      ...(known && { last: known }),
      errors: found.filter((d) => d.severity === 'error').length,
      explain: settings.explainBounds === true,
      ...(onMessage && { onMessage }),
    }));
  if (open && units) {
    found.push(...units.diagnostics);
    const { params, examples, imports } = open;
    if (!units.exhausted) checkFile({ file, params, examples, imports, ...units }, report);
  }
  const memory: AnalysisMemory = {
    ...now,
    params,
    settings,
    imports: files.imports,
    units: units?.units,
  };
  return {
    open: units?.exhausted ? undefined : open,
    diagnostics: sorted(applyIgnores(file, document.comments, unique(found))),
    bounds: uniqueNotes(units?.bounds ?? []),
    memory,
  };
}

function bindSettings({ api, channel, language, helpers }: AnalysisSettings): BindSettings {
  const channels = typeof channel === 'string' ? [channel] : channel;
  return {
    rules: { profile: api ?? 'v21.0', channels: channels ?? ['messenger'] },
    language: language ?? 'en',
    ...(helpers && { helpers: helpers.functions }),
  };
}

/** What of the last analysis still holds, and what the next one has to compare with. */
function compare(
  { main }: SpecFiles,
  read: ReadParts,
  params: KeptParams,
  settings: AnalysisSettings,
  last: AnalysisMemory | undefined,
) {
  const frame = partsBeside(read, ['messages', 'fragments', 'examples', 'params']).map(({ id }) => id);
  const isSame = last && params.bound === last.params.bound;
  const types = isSame
    ? last.types
    : new Map([...params.params.types].map(([name, type]) => [name, signatureOf(type)]));
  // A file that is one message is one unit over several parts.
  const holds = last && main.root && last.settings === settings && sameList(frame, last.frame);
  return {
    frame,
    types,
    changedParams: last && !isSame ? changedNames(last.types, types) : new Set<string>(),
    units: holds ? last.units : undefined,
  };
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** A fragment is bound at each of its uses: what is wrong with it is said once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return withoutTwins(
    // of two profiles or channels one may forbid what the other only warns of
    [...diagnostics].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    (d) => `${d.code} ${d.range.start} ${d.range.end} ${d.file.path} ${d.message}`,
  );
}

const severities: readonly Severity[] = ['error', 'warning', 'information'];

/** Equal sums are shown once too. */
function uniqueNotes(notes: readonly BoundNote[]): BoundNote[] {
  return withoutTwins(notes, ({ file, range, name, limit, min, max }) =>
    JSON.stringify([file.path, range.start, name, limit, min, max]),
  ).sort((a, b) => a.range.start - b.range.start);
}

function withoutTwins<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const seen = new Set<string>();
  return all.filter((each) => {
    const key = keyOf(each);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      a.range.start - b.range.start ||
      a.range.end - b.range.end ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
