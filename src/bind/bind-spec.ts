/** A spec file -> the message model, one message after the other. */

import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { requestFields } from '../send-api/index.ts';
import type { RuleContext } from '../send-api/schema.ts';
import type { Range, SourceFile } from '../source/source.ts';
import { entryNamed } from '../yaml/joined-map.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { type BindContext, entryOf, isNull, kindOf, type Source, type SourcedEntry } from './context.ts';
import { bindExamples } from './examples.ts';
import { entriesOf } from './follow-use.ts';
import { type BoundFragments, bindFragments } from './fragments.ts';
import { languageOf } from './language.ts';
import { bindMessage } from './message.ts';
import type { Example, Message, OwnHelpers, Params, RootScope } from './model.ts';
import { emptyParams } from './params.ts';
import { bindRules } from './rules.ts';
import { isSpec, type SpecFiles } from './spec-files.ts';
import { newWork } from './spend.ts';
import { fileParams, openImport, reportImport } from './use.ts';

export interface BindSettings {
  readonly rules: RuleContext;
  /** Of files that name none. */
  readonly language: string;
  readonly helpers?: OwnHelpers;
}

/** A file before its messages are bound: what holds for all of them. */
export interface OpenSpec {
  readonly file: SourceFile;
  readonly language: string;
  /** Of what stands outside of the messages and fragments. */
  readonly ctx: BindContext;
  readonly params: Params;
  readonly defaults: readonly SourcedEntry[];
  /** The file's own, for messages that have none. */
  readonly examples: readonly Example[];
  /** Made when someone asks for all of them. */
  readonly messages: readonly MessageEntry[];
  message(name: string): MessageEntry | undefined;
  /** The file is one message, which has its name from the file's path. */
  readonly single?: true;
  readonly fragments: readonly YamlEntry[];
  readonly imports: readonly YamlEntry[];
}

export interface MessageEntry {
  readonly name: string;
  readonly nameRange: Range;
  readonly node: YamlNode;
}

/** In what context a message or fragment is bound: who hears of it, and who sees what it reads. */
export type UnitContext = Pick<BindContext, 'files' | 'report' | 'work' | 'entered'> & {
  readonly params: Params;
};

/** Top-level keys of a specification. */
const topKeys = [
  'language',
  'api',
  'channel',
  'imports',
  'params',
  'defaults',
  'fragments',
  'messages',
  'examples',
  'description',
  '$schema',
] as const;
export type TopKey = (typeof topKeys)[number];

/** Undefined where the file holds nothing. */
export function openSpec(
  files: SpecFiles,
  { rules, helpers, language }: BindSettings,
  report: (d: Diagnostic) => void,
): OpenSpec | undefined {
  const { file, document } = files.main;
  const { root } = document;
  if (root === null) return undefined;
  const ctx: BindContext = { files, rules, language, report, work: newWork(), ...(helpers && { helpers }) };
  if (root.kind === 'map' && isSpec(root)) return openSpecification(ctx, file, root);
  return openSingle(ctx, file, root);
}

export function bindUnit(open: OpenSpec, entry: MessageEntry, unit: UnitContext): Message {
  const { file, defaults, examples } = open;
  const { ctx, source } = unitOf(open, unit);
  const { name, nameRange, node } = entry;
  if (!open.single && !namePattern.test(name)) {
    ctx.report(diagnostic('spec/bad-name', file, nameRange, { name }));
  }
  const namePlace = { file, range: nameRange };
  return bindMessage(ctx, source, { name, namePlace, node, defaults, examples });
}

const namePattern = /^\p{L}[\p{L}\p{N}_-]*$/u;

export function messageEntry({ key, value }: YamlEntry): MessageEntry {
  return { name: key.value, nameRange: key.range, node: value };
}

export function bindFragmentUnit(open: OpenSpec, entry: YamlEntry, unit: UnitContext): BoundFragments {
  const { ctx, source } = unitOf(open, unit);
  return bindFragments(ctx, source, [entry]);
}

function unitOf(open: OpenSpec, { params, ...unit }: UnitContext) {
  const ctx = { ...open.ctx, ...unit };
  const source = { file: open.file, scope: rootScope(ctx, open.file, params), using: [] };
  return { ctx, source };
}

function openSpecification(outer: BindContext, file: SourceFile, root: YamlMap): OpenSpec {
  for (const { key } of root.entries) {
    if ((topKeys as readonly string[]).includes(key.value)) continue;
    outer.report(
      diagnostic(
        'spec/unknown-key',
        file,
        key.range,
        {
          name: key.value,
          of: 'a spec file',
          suggestion: didYouMean(key.value, topKeys),
        },
        renameFixes({ file, range: key.range }, key.value, topKeys),
      ),
    );
  }
  const ctx: BindContext = {
    ...outer,
    rules: bindRules(outer, file, root, outer.rules),
    language: languageOf(outer, file, root) ?? outer.language,
  };
  const imports = mappingOf(ctx, file, root, 'imports');
  checkImports(ctx, file, imports);
  const params = fileParams(ctx, ctx.files.main);
  const source: Source = { file, scope: rootScope(ctx, file, params), using: [] };
  const examplesNode = entryOf(root, 'examples')?.value;
  const examples = examplesNode ? bindExamples(ctx, file, examplesNode) : [];
  const defaults = bindDefaults(ctx, source, entryOf(root, 'defaults'));
  const messages = mapOf(ctx, file, root, 'messages');
  const fragments = mappingOf(ctx, file, root, 'fragments');
  if (messages) checkNames(ctx, file, messages, fragments);
  let entries: readonly MessageEntry[] | undefined;
  return {
    file,
    language: ctx.language,
    ctx,
    params,
    defaults,
    examples,
    get messages() {
      entries ??= messages?.entries.map(messageEntry) ?? [];
      return entries;
    },
    message(name) {
      const entry = messages && entryNamed(messages, name);
      return entry && messageEntry(entry);
    },
    fragments,
    imports,
  };
}

/** Any other mapping or list is one message named after the file. */
function openSingle(ctx: BindContext, file: SourceFile, root: YamlNode): OpenSpec {
  const open = {
    file,
    language: ctx.language,
    ctx,
    params: emptyParams,
    defaults: [],
    examples: [],
    fragments: [],
    imports: [],
  };
  if (root.kind === 'scalar') {
    ctx.report(diagnostic('spec/not-a-message', file, root.range, {}));
    return { ...open, messages: [], message: () => undefined };
  }
  const name = file.path.replace(/^.*[\\/]/, '').replace(/\.(?:msg\.)?(?:ya?ml|json)$/i, '') || 'message';
  const nameRange = { start: root.range.start, end: root.range.start };
  const entry = { name, nameRange, node: root };
  return {
    ...open,
    single: true,
    messages: [entry],
    message: (asked) => (asked === name ? entry : undefined),
  };
}

function rootScope({ helpers }: BindContext, file: SourceFile, params: Params): RootScope {
  return { kind: 'root', params, specPath: file.path, ...(helpers && { helpers }) };
}

/** Messages and fragments share one namespace. */
function checkNames(
  ctx: BindContext,
  file: SourceFile,
  messages: YamlMap,
  fragments: readonly YamlEntry[],
): void {
  for (const { key } of fragments) {
    const name = key.value;
    const twin = entryNamed(messages, name);
    if (!twin) continue;
    const related = [{ file, range: key.range, message: 'the fragment is here' }];
    ctx.report(diagnostic('spec/name-taken', file, twin.key.range, { name }, { related }));
  }
}

function mappingOf(ctx: BindContext, file: SourceFile, root: YamlMap, key: string): readonly YamlEntry[] {
  return mapOf(ctx, file, root, key)?.entries ?? [];
}

function mapOf(ctx: BindContext, file: SourceFile, root: YamlMap, key: string): YamlMap | undefined {
  const entry = entryOf(root, key);
  if (!entry || isNull(entry.value)) return undefined;
  if (entry.value.kind === 'map') return entry.value;
  ctx.report(
    diagnostic('spec/wrong-kind', file, entry.value.range, {
      key,
      expected: 'a mapping of names',
      found: kindOf(entry.value),
    }),
  );
  return undefined;
}

/** Request fields and `metadata`. */
function bindDefaults(ctx: BindContext, source: Source, entry: YamlEntry | undefined): SourcedEntry[] {
  if (!entry || isNull(entry.value)) return [];
  if (entry.value.kind !== 'map') {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, entry.value.range, {
        key: 'defaults',
        expected: 'a mapping',
        found: kindOf(entry.value),
      }),
    );
    return [];
  }
  const known = [...requestFields, 'metadata'];
  return entriesOf(source, entry.value).filter(({ entry: e }) => {
    if (known.includes(e.key.value)) return true;
    ctx.report(
      diagnostic(
        'spec/unknown-key',
        source.file,
        e.key.range,
        {
          name: e.key.value,
          of: 'defaults',
          suggestion: didYouMean(e.key.value, known),
        },
        renameFixes({ file: source.file, range: e.key.range }, e.key.value, known),
      ),
    );
    return false;
  });
}

function checkImports(ctx: BindContext, file: SourceFile, imports: readonly YamlEntry[]): void {
  for (const { key, value } of imports) {
    if (value.kind !== 'scalar' || value.core === null) {
      ctx.report(
        diagnostic('spec/wrong-kind', file, value.range, {
          key: key.value,
          expected: 'a path such as ./shared/common.msg.yaml',
          found: kindOf(value),
        }),
      );
      continue;
    }
    reportImport(ctx, file, value.range, value.value, openImport(ctx, file.path, value.value));
  }
}
