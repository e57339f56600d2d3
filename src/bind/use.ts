/** `use: NAME arg=value …` -> the fragment's YAML and the scope in which it is read. */
import type { Call, HashPair } from '../../grammar/ast.ts';
import { parseCall } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import type { Range, SourceFile } from '../source/source.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { callBare } from './call-bare.ts';
import {
  type BindContext,
  entryOf,
  isNull,
  kindOf,
  paramsOf,
  place,
  type Reporting,
  reportProblems,
  type Source,
  scalarText,
} from './context.ts';
import { languageNamed } from './language.ts';
import { LayeredMap } from './layered-map.ts';
import type { FragmentScope, Params, Place, Scalar } from './model.ts';
import { bindParams, emptyParams } from './params.ts';
import { resolvePath, type SpecFile } from './spec-files.ts';
import { deepestUse, spend } from './spend.ts';

export interface Used<N extends YamlNode = YamlNode> {
  /** The fragment as written, without its `params`. */
  readonly node: N;
  readonly source: Source;
}

/** Undefined where the name leads nowhere: a diagnostic says why. */
export function bindUse(ctx: BindContext, source: Source, node: YamlNode): Used | undefined {
  if (node.kind !== 'scalar' || node.core === null) {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, node.range, {
        key: 'use',
        expected: 'the name of a fragment',
        found: kindOf(node),
      }),
    );
    return undefined;
  }
  const text = scalarText(source.file, node);
  const { value: call, problems } = parseCall(node.value);
  reportProblems(ctx, text, problems);
  if (!call) return undefined;
  const args = call.args.map((p) => ({ ...p, value: callBare(p.value, ctx.helpers) }));
  return resolveCall(ctx, source, text, { ...call, args });
}

/** Also for `{{> name}}`. */
export function resolveCall(ctx: BindContext, source: Source, text: Scalar, call: Call): Used | undefined {
  const entered = enterCall(ctx, source, text, call);
  if (!entered) return undefined;
  const { target, body, using } = entered;
  if (!spend(ctx, source, body)) return undefined;
  const scope = fragmentScope(ctx, source, text, call, target, body);
  return { node: withoutParams(body), source: { file: target.file, scope, using } };
}

export interface EnteredCall {
  /** The file of the fragment. */
  readonly target: SpecFile;
  /** The fragment, as written. */
  readonly body: YamlNode;
  readonly using: Source['using'];
}

/** Where a call leads, without the scope there. Undefined where it leads nowhere or in a circle: a diagnostic says so. */
export function enterCall(
  ctx: BindContext,
  source: Omit<Source, 'scope'>,
  text: Scalar,
  call: Call,
): EnteredCall | undefined {
  const target = call.from ? openFrom(ctx, source, text, call.from) : specOf(ctx, source);
  if (!target) return undefined;
  const part = target.parts.get(call.name);
  if (!part) {
    ctx.report(
      diagnostic(
        'spec/unknown-fragment',
        source.file,
        spanOf(text, call.nameSpan),
        {
          name: call.name,
          where: call.from ? `in ${target.file.path}` : 'in this file',
          suggestion: didYouMean(call.name, target.parts.keys()),
        },
        renameFixes(
          { file: source.file, range: spanOf(text, call.nameSpan) },
          call.name,
          target.parts.keys(),
        ),
      ),
    );
    return undefined;
  }
  const id = `${target.file.path}#${call.name}`;
  const here = place(source.file, spanOf(text, call.nameSpan));
  ctx.entered?.add(id);
  if (source.using.some((u) => u.id === id)) {
    const cycle = [...source.using.map((u) => u.id), id].slice(source.using.findIndex((u) => u.id === id));
    ctx.report(
      diagnostic(
        'spec/cycle',
        here.file,
        here.range,
        { cycle: cycle.map((c) => c.slice(c.lastIndexOf('#') + 1)).join(' -> ') },
        {
          related: source.using.map((u) => ({ ...u.place, message: `uses ${u.id}` })),
        },
      ),
    );
    return undefined;
  }
  if (source.using.length >= deepestUse) {
    ctx.report(diagnostic('spec/uses-too-deep', here.file, here.range, { limit: deepestUse }));
    return undefined;
  }
  return { target, body: part.value, using: [...source.using, { id, place: here }] };
}

function openFrom(
  ctx: BindContext,
  source: Omit<Source, 'scope'>,
  text: Scalar,
  from: NonNullable<Call['from']>,
): SpecFile | undefined {
  const range = spanOf(text, from.span);
  let path = from.text;
  if (from.kind === 'alias') {
    const imports = specOf(ctx, source)?.root?.entries.find((e) => e.key.value === 'imports')?.value;
    const aliases = imports?.kind === 'map' ? imports.entries : [];
    const found = aliases.find((e) => e.key.value === from.text)?.value;
    ctx.entered?.add(importId(source.file, from.text));
    if (found?.kind !== 'scalar') {
      ctx.report(
        diagnostic(
          'spec/unknown-import',
          source.file,
          range,
          {
            name: from.text,
            suggestion: didYouMean(
              from.text,
              aliases.map((e) => e.key.value),
            ),
          },
          renameFixes(
            { file: source.file, range },
            from.text,
            aliases.map((e) => e.key.value),
          ),
        ),
      );
      return undefined;
    }
    path = found.value;
  }
  const opened = openImport(ctx, source.file.path, path);
  // an import under an alias is reported once, where this file declares it
  if (from.kind === 'path' || source.file.path !== ctx.files.main.file.path) {
    reportImport(ctx, source.file, range, path, opened);
  }
  if (opened instanceof Error) return undefined;
  reportOtherLanguage(ctx, place(source.file, range), opened);
  return opened;
}

/** One message has one language, also where it sends what another file holds. */
function reportOtherLanguage({ report, language }: BindContext, at: Place, { file, root }: SpecFile): void {
  const other = languageNamed(root);
  if (other === undefined || other === language) return;
  report(diagnostic('spec/other-language', at.file, at.range, { path: file.path, other, language }));
}

/** An import that cannot be read, or not without an error: what is left of it may lack anything. */
export function reportImport(
  ctx: Reporting,
  file: SourceFile,
  range: Range,
  path: string,
  opened: SpecFile | Error,
): void {
  if (opened instanceof Error) {
    ctx.report(diagnostic('spec/import-unreadable', file, range, { path, reason: opened.message }));
  } else if (opened.problem) {
    const { problem } = opened;
    const { line } = problem.file.positionAt(problem.range.start);
    const reason = `it has an error in line ${line + 1}, which is to be mended first: ${problem.message}`;
    const related = [{ file: problem.file, range: problem.range, message: problem.message }];
    ctx.report(diagnostic('spec/import-unreadable', file, range, { path, reason }, { related }));
  }
}

/** What `entered` holds where something goes through an import. */
export function importId(file: SourceFile, alias: string): string {
  return `${file.path}#${alias}.`;
}

/** Opens what a file at `from` imports as `path`. */
export function openImport(ctx: BindContext, from: string, path: string): SpecFile | Error {
  const resolved = resolvePath(from, path);
  if (resolved === undefined) return new Error("it lies outside the project's folder");
  const opened = ctx.files.open(resolved);
  if (opened instanceof Error) return opened;
  return opened.root ? opened : new Error('it has neither messages nor fragments');
}

function specOf(ctx: BindContext, source: Omit<Source, 'scope'>): SpecFile | undefined {
  const opened = ctx.files.open(source.file.path);
  return opened instanceof Error ? undefined : opened;
}

function fragmentScope(
  ctx: BindContext,
  source: Source,
  text: Scalar,
  call: Call,
  target: SpecFile,
  body: YamlNode,
): FragmentScope {
  const inherits = target.file.path === source.file.path;
  const own = entryOf(body, 'params');
  const ownParams =
    own && isFragmentParams(body) ? bindParams(quiet(ctx, inherits), target.file, own.value) : emptyParams;
  const params = mergeParams(fileParams(ctx, target), ownParams);
  checkArguments(ctx, source, text, call, params, ownParams, inherits);
  return {
    kind: 'fragment',
    name: call.name,
    caller: source.scope,
    args: new Map(call.args.map((pair) => [pair.key, pair.value])),
    text,
    place: place(source.file, spanOf(text, call.nameSpan)),
    params,
    inherits,
    specPath: target.file.path,
  };
}

function checkArguments(
  ctx: BindContext,
  source: Source,
  text: Scalar,
  call: Call,
  params: Params,
  own: Params,
  inherits: boolean,
): void {
  const given = new Set(call.args.map((pair: HashPair) => pair.key));
  for (const pair of call.args) {
    if (params.types.has(pair.key)) continue;
    ctx.report(
      diagnostic(
        'params/unknown-argument',
        source.file,
        spanOf(text, pair.keySpan),
        {
          name: pair.key,
          of: `the fragment ${call.name}`,
          suggestion: didYouMean(pair.key, params.types.keys()),
        },
        renameFixes({ file: source.file, range: spanOf(text, pair.keySpan) }, pair.key, params.types.keys()),
      ),
    );
  }
  // Params of the fragment's file that are not given come from the caller's file only where that is the same file.
  for (const [name, type] of inherits ? own.types : []) {
    if (
      given.has(name) ||
      type.optional ||
      type.default !== undefined ||
      paramsOf(source.scope).types.has(name)
    )
      continue;
    ctx.report(
      diagnostic('params/missing-argument', source.file, spanOf(text, call.nameSpan), {
        name,
        of: `the fragment ${call.name}`,
      }),
    );
  }
}

/** The params of a spec file, bound once. */
export function fileParams(ctx: BindContext, spec: SpecFile): Params {
  spec.params ??= bindFileParams(quiet(ctx, spec === ctx.files.main), spec);
  return spec.params;
}

export function bindFileParams(ctx: Reporting, { file, root }: SpecFile): Params {
  const node = root?.entries.find((e) => e.key.value === 'params')?.value;
  return node ? bindParams(ctx, file, node) : emptyParams;
}

/** Diagnostics of other files are their own business. */
function quiet(ctx: BindContext, speak: boolean): BindContext {
  return speak ? ctx : { ...ctx, report: () => {} };
}

export function mergeParams(outer: Params, own: Params): Params {
  if (own.types.size === 0) return outer;
  return { types: new LayeredMap(outer.types, own.types), schema: outer.schema };
}

function isFragmentParams(node: YamlNode): boolean {
  const value = entryOf(node, 'params')?.value;
  return value !== undefined && !isNull(value);
}

function withoutParams(node: YamlNode): YamlNode {
  if (node.kind !== 'map' || !entryOf(node, 'params')) return node;
  return { ...node, entries: node.entries.filter((e) => e.key.value !== 'params') };
}

function spanOf(text: Scalar, span: { start: number; end: number }) {
  return text.map.range(span.start, span.end);
}
