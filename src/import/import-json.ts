/**
 * Send API JSON -> a spec file that compiles back to the same bodies. Each message is tried with the compiler itself:
 * where shorthand and sugar would say something else, the message stands in the Send API's own form.
 */
import type { AnalysisSettings } from '../pipeline.ts';
import { request } from '../send-api/index.ts';
import type { Profile } from '../send-api/schema.ts';
import { MAX_FILE_LENGTH } from '../yaml/limits.ts';
import type { PrintValue } from '../yaml/print-yaml.ts';
import { printYaml } from '../yaml/print-yaml.ts';
import { type FoundBody, findBodies } from './find-bodies.ts';
import { type ObjectValue, withoutNulls } from './json-value.ts';
import { nameMessages } from './name-messages.ts';
import type { JsonError } from './read-json.ts';
import { renameKeys } from './rename-keys.ts';
import { type Shared, shareDefaults } from './share-defaults.ts';
import { tellNotes } from './tell-notes.ts';
import { type TriedSpec, trySpec } from './try-spec.ts';
import { writeMessage } from './write-message.ts';
import { map, text, writeFields } from './write-value.ts';

/** Something that the person who imports should know. */
export interface Note {
  readonly message: string;
  /** UTF-16 offset in the imported text. */
  readonly offset?: number;
}

export type ImportResult =
  | {
      readonly ok: true;
      /** The spec file. */
      readonly text: string;
      /** Names of its messages, in the order of the bodies. */
      readonly names: readonly string[];
      readonly notes: readonly Note[];
    }
  | { readonly ok: false; readonly error: JsonError };

/** Never throws on what stands in `json`. `settings`: those of the project that the spec file is to live in. */
export function importJson(json: string, settings: AnalysisSettings = {}): ImportResult {
  const found = findBodies(json);
  if (!found.ok) return found;
  const messages = found.bodies.map(prepare);
  const names = nameMessages(messages);
  const draft: Draft = {
    names,
    shared: shareDefaults(messages.map((m) => m.body)),
    longForm: new Set(),
    unknown: new Map(),
  };
  let spec = write(draft);
  if (spec.length > MAX_FILE_LENGTH) return { ok: false, error: tooLong(spec.length) };
  let tried = trySpec(spec, names, messages, settings);
  if (tried.different.size > 0) {
    for (const i of tried.different.keys()) draft.longForm.add(i);
    spec = write(draft);
    tried = trySpec(spec, names, messages, settings);
  }
  const better = newerRules(tried, draft, messages, settings);
  if (better) ({ spec, tried } = better);
  const notes = tellNotes({ messages, names, draft, tried, api: better !== undefined });
  return { ok: true, text: spec, names, notes: [...found.notes, ...notes] };
}

/** A body on its way into the file. */
export interface Imported extends FoundBody {
  /** Old names of keys -> the Send API's. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Keys that no file may hold. */
  readonly secrets: readonly string[];
  /** The nulls that were left out. */
  readonly nulls: boolean;
}

export interface Draft {
  readonly names: readonly string[];
  readonly shared: Shared;
  /** Messages that shorthand and sugar would change. */
  readonly longForm: Set<number>;
  /** Fields under `unchecked`: index of the message -> names. */
  readonly unknown: Map<number, Set<string>>;
}

const secretKeys = ['access_token', 'appsecret_proof'];

function prepare(found: FoundBody): Imported {
  const { body, renamed } = renameKeys(found.body);
  const open = new Map([...body].filter(([key]) => !secretKeys.includes(key)));
  const full = withoutNulls(open) as ObjectValue;
  return {
    ...found,
    body: full,
    renamed,
    secrets: [...body.keys()].filter((key) => secretKeys.includes(key)),
    nulls: sizeOf(open) !== sizeOf(full),
  };
}

function sizeOf(value: unknown): number {
  if (value instanceof Map) return [...value.values()].reduce((n: number, v) => n + sizeOf(v), 1);
  return Array.isArray(value) ? value.reduce((n: number, v) => n + sizeOf(v), 1) : 1;
}

/** Without the rules of 2026 some bodies are refused: then the file says `api: current`, if that mends more than it breaks. */
function newerRules(
  tried: TriedSpec,
  draft: Draft,
  messages: readonly Imported[],
  settings: AnalysisSettings,
): { spec: string; tried: TriedSpec } | undefined {
  if (tried.errors.length === 0 || settings.api === 'current') return undefined;
  const spec = write(draft, 'current');
  const again = trySpec(spec, draft.names, messages, settings);
  return again.errors.length < tried.errors.length ? { spec, tried: again } : undefined;
}

function write({ names, shared, longForm, unknown }: Draft, api?: Profile): string {
  const options = (i: number, sugar: boolean) => ({
    sugar,
    unknown: (key: string) => void unknown.set(i, (unknown.get(i) ?? new Set()).add(key)),
  });
  const entries = shared.bodies.map((body, i): readonly [string, PrintValue] => [
    names[i]!,
    writeMessage(body, options(i, !longForm.has(i))),
  ]);
  const defaults = writeFields(shared.defaults, request, options(0, false));
  return printYaml(
    map(
      [
        ...(api ? [['api', text(api)] as const] : []),
        ...(defaults.length > 0 ? [['defaults', map(defaults)] as const] : []),
        ['messages', map(entries, 'spaced')],
      ],
      'spaced',
    ),
  );
}

function tooLong(length: number): JsonError {
  const million = (n: number) => `${(n / 1_000_000).toFixed(1)} million`;
  return {
    offset: 0,
    message: `the spec file would have ${million(length)} characters, at most ${million(MAX_FILE_LENGTH)} are read: split the bodies over several files`,
  };
}
