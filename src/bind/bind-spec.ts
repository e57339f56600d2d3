/** A spec file -> the message model. */

import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { requestFields } from '../send-api/index.ts';
import type { RuleContext } from '../send-api/schema.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/nodes.ts';
import { type BindContext, entryOf, isNull, kindOf, type Source, type SourcedEntry } from './context.ts';
import { bindExamples } from './examples.ts';
import { bindFragments } from './fragments.ts';
import { bindMessage } from './message.ts';
import type { Message, OwnHelpers, Params, RootScope, Spec } from './model.ts';
import { emptyParams } from './params.ts';
import { bindRules } from './rules.ts';
import { createSpecFiles, type FileSystem, isSpec } from './spec-files.ts';
import { mostErrors } from './spend.ts';
import { fileParams, openImport } from './use.ts';
import { entriesOf } from './value.ts';

export interface BindSettings {
  readonly rules: RuleContext;
  /** Of files that name none. */
  readonly language: string;
  readonly helpers?: OwnHelpers;
}

export interface Bound {
  readonly spec: Spec | undefined;
  readonly diagnostics: Diagnostic[];
  readonly comments: readonly {
    readonly text: string;
    readonly range: { readonly start: number; readonly end: number };
  }[];
}

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

export function bindSpec(file: SourceFile, fs: FileSystem, settings: BindSettings): Bound {
  const diagnostics: Diagnostic[] = [];
  const work = { values: 0, errors: 0, exhausted: false };
  const report = (d: Diagnostic) => {
    diagnostics.push(d);
    if (d.severity === 'error') work.errors++;
  };
  const files = createSpecFiles(file, fs, report);
  const { root, comments } = files.main.document;
  const { rules, helpers } = settings;
  const ctx: BindContext = {
    files,
    rules,
    report,
    work,
    entered: new Set(),
    ...(helpers && { helpers }),
  };
  const spec =
    root === null
      ? undefined
      : root.kind === 'map' && isSpec(root)
        ? bindSpecification(ctx, file, root, settings)
        : bindSingle(ctx, file, root, settings);
  // half a file would be said to lack what was not read
  return { spec: ctx.work.exhausted ? undefined : spec, diagnostics, comments };
}

function bindSpecification(
  outer: BindContext,
  file: SourceFile,
  root: YamlMap,
  settings: BindSettings,
): Spec {
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
  const ctx: BindContext = { ...outer, rules: bindRules(outer, file, root, outer.rules) };
  checkImports(ctx, file, root);
  const params = fileParams(ctx, ctx.files.main);
  const scope = rootScope(ctx, file, params);
  const source: Source = { file, scope, using: [] };
  const examplesNode = entryOf(root, 'examples')?.value;
  const examples = examplesNode ? bindExamples(ctx, file, examplesNode) : [];
  const defaults = bindDefaults(ctx, source, entryOf(root, 'defaults'));
  const messages: Message[] = [];
  for (const entry of mappingOf(ctx, file, root, 'messages')) {
    if (ctx.work.exhausted) break;
    if (ctx.work.errors > mostErrors) {
      ctx.work.exhausted = true;
      ctx.report(diagnostic('spec/too-many-errors', file, entry.key.range, { limit: mostErrors }));
      break;
    }
    checkName(ctx, file, root, entry);
    messages.push(
      bindMessage(ctx, source, {
        name: entry.key.value,
        namePlace: { file, range: entry.key.range },
        node: entry.value,
        defaults,
        examples,
      }),
    );
  }
  const fragments = mappingOf(ctx, file, root, 'fragments');
  const bound = bindFragments(ctx, { ...source, scope }, fragments);
  return {
    file,
    language: languageOf(ctx, file, root) ?? settings.language,
    rules: ctx.rules,
    params,
    ...(ctx.helpers && { helpers: ctx.helpers }),
    messages,
    fragmentNames: fragments.map((e) => e.key.value),
    fragmentUses: bound.uses,
    looseTexts: bound.loose,
  };
}

/** Any other mapping or list is one message named after the file. */
function bindSingle(ctx: BindContext, file: SourceFile, root: YamlNode, settings: BindSettings): Spec {
  const scope = rootScope(ctx, file, emptyParams);
  const name = file.path.replace(/^.*[\\/]/, '').replace(/\.(?:msg\.)?(?:ya?ml|json)$/i, '') || 'message';
  const start = { start: root.range.start, end: root.range.start };
  const base = {
    file,
    language: settings.language,
    rules: ctx.rules,
    params: emptyParams,
    ...(ctx.helpers && { helpers: ctx.helpers }),
    fragmentNames: [],
    fragmentUses: new Set<string>(),
    looseTexts: [],
  };
  if (root.kind === 'scalar') {
    ctx.report(diagnostic('spec/not-a-message', file, root.range, {}));
    return { ...base, messages: [] };
  }
  const input = { name, namePlace: { file, range: start }, node: root, defaults: [], examples: [] };
  return { ...base, messages: [bindMessage(ctx, { file, scope, using: [] }, input)] };
}

function rootScope({ helpers }: BindContext, file: SourceFile, params: Params): RootScope {
  return { kind: 'root', params, specPath: file.path, ...(helpers && { helpers }) };
}

function checkName(ctx: BindContext, file: SourceFile, root: YamlMap, entry: YamlEntry): void {
  const name = entry.key.value;
  if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(name)) {
    ctx.report(diagnostic('spec/bad-name', file, entry.key.range, { name }));
  }
  const fragments = entryOf(root, 'fragments')?.value;
  const twin = fragments && entryOf(fragments, name);
  if (!twin) return;
  ctx.report(
    diagnostic(
      'spec/name-taken',
      file,
      entry.key.range,
      { name },
      {
        related: [{ file, range: twin.key.range, message: 'the fragment is here' }],
      },
    ),
  );
}

function mappingOf(ctx: BindContext, file: SourceFile, root: YamlMap, key: string): readonly YamlEntry[] {
  const entry = entryOf(root, key);
  if (!entry || isNull(entry.value)) return [];
  if (entry.value.kind === 'map') return entry.value.entries;
  ctx.report(
    diagnostic('spec/wrong-kind', file, entry.value.range, {
      key,
      expected: 'a mapping of names',
      found: kindOf(entry.value),
    }),
  );
  return [];
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

function checkImports(ctx: BindContext, file: SourceFile, root: YamlMap): void {
  for (const { key, value } of mappingOf(ctx, file, root, 'imports')) {
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
    const opened = openImport(ctx, file.path, value.value);
    if (opened instanceof Error) {
      ctx.report(
        diagnostic('spec/import-unreadable', file, value.range, {
          path: value.value,
          reason: opened.message,
        }),
      );
    }
  }
}

function languageOf(ctx: BindContext, file: SourceFile, root: YamlMap): string | undefined {
  const value = entryOf(root, 'language')?.value;
  if (!value || isNull(value)) return undefined;
  if (value.kind === 'scalar') {
    // Intl costs more than the rest of a small file
    if (/^[a-z]{2}$/.test(value.value)) return value.value;
    try {
      return Intl.getCanonicalLocales(value.value)[0];
    } catch {
      // not a language tag: reported below
    }
  }
  ctx.report(
    diagnostic('spec/wrong-kind', file, value.range, {
      key: 'language',
      expected: 'a language tag such as en or pt-BR',
      found: value.kind === 'scalar' ? `"${value.value}"` : kindOf(value),
    }),
  );
  return undefined;
}
