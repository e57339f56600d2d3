/** The compiler's phases in one place: what cli/, lsp/ and send/ call. */
import { bindSpec } from './bind/bind-spec.ts';
import type { Spec } from './bind/model.ts';
import type { HelperModule } from './bind/own-helpers.ts';
import type { FileSystem } from './bind/spec-files.ts';
import { checkSpec } from './check/check-spec.ts';
import type { BoundNote } from './check/explain-bounds.ts';
import { applyIgnores } from './check/ignores.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Channel, Profile } from './send-api/schema.ts';
import type { SourceFile } from './source/source.ts';

export { lowerSpec as compile } from './lower/lower-spec.ts';
export type { BoundNote, FileSystem };

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

/** Reads, binds and checks one file. Never throws on what an author wrote. */
export function analyze(file: SourceFile, fs: FileSystem, settings: AnalysisSettings = {}): Analysis {
  const { api = 'v21.0', channel = 'messenger', language = 'en' } = settings;
  const channels = typeof channel === 'string' ? [channel] : channel;
  const helpers = settings.helpers?.functions;
  const bound = bindSpec(file, fs, {
    rules: { profile: api, channels },
    language,
    ...(helpers && { helpers }),
  });
  const found = bound.diagnostics;
  // a fragment is bound at each of its uses: equal sums are shown once
  const sums = new Map<string, BoundNote>();
  const explain = (note: () => BoundNote | undefined) => {
    const made = note();
    if (!made) return;
    const { file: of, range, name, limit, min, max } = made;
    const key = JSON.stringify([of.path, range.start, name, limit, min, max]);
    if (!sums.has(key)) sums.set(key, made);
  };
  if (bound.spec)
    checkSpec(bound.spec, (d) => void found.push(d), settings.explainBounds ? explain : undefined);
  return {
    file,
    spec: bound.spec,
    diagnostics: sorted(applyIgnores(file, bound.comments, unique(found))),
    ...(settings.explainBounds && {
      bounds: [...sums.values()].sort((a, b) => a.range.start - b.range.start),
    }),
  };
}

/** A fragment is bound at each of its uses: what is wrong with it is said once. */
function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const key = `${d.code} ${d.range.start} ${d.range.end} ${d.file.path} ${d.message}`;
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
