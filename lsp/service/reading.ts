/** A file's YAML, its params and the files it imports, without the analysis of its messages. */

import type { Loop } from '../../grammar/ast.ts';
import { parseLoop } from '../../grammar/index.ts';
import type { BindContext } from '../../src/bind/context.ts';
import { entryOf, scalarText } from '../../src/bind/context.ts';
import type { FragmentScope, OwnHelpers, Params, RootScope, Scope } from '../../src/bind/model.ts';
import { bindParams } from '../../src/bind/params.ts';
import { bindRules } from '../../src/bind/rules.ts';
import { createSpecFiles, type FileSystem, type SpecFile } from '../../src/bind/spec-files.ts';
import { newWork } from '../../src/bind/spend.ts';
import { fileParams, openImport } from '../../src/bind/use.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { type KeptParams, keepParams } from '../../src/incremental/keep-params.ts';
import type { AnalysisSettings } from '../../src/pipeline.ts';
import type { RuleContext } from '../../src/send-api/schema.ts';
import type { SourceFile } from '../../src/source/source.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import type { ParsedYaml } from '../../src/yaml/parse-yaml.ts';
import type { PartList } from '../../src/yaml/part-list.ts';
import type { PathPart } from './find-node.ts';

export interface Reading {
  readonly file: SourceFile;
  readonly root: YamlNode | null;
  readonly main: SpecFile;
  readonly params: Params;
  /** The params that a fragment has itself; empty for other names. */
  fragmentParams(spec: SpecFile, name: string): Params;
  paramsOf(spec: SpecFile): Params;
  /** The file behind an import's alias or a path written in this file; undefined where it cannot be read. */
  open(from: { readonly kind: 'alias' | 'path'; readonly text: string }): SpecFile | undefined;
  /** What is wrong with its YAML. */
  readonly findings: readonly Diagnostic[];
  /** The lines that were read by themselves. */
  readonly parts: PartList;
  /** What names mean in a text at the end of this way through the YAML. */
  scopeAt(path: readonly PathPart[]): Scope;
  /** The rules that hold at the end of this way: the message's, the file's, the project's. */
  rulesAt(path: readonly PathPart[], settings: RuleSettings): RuleContext;
}

type RuleSettings = Pick<AnalysisSettings, 'api' | 'channel'>;

/** `helpers`: the project's own, as its config declares them. `last`: the params of a version before. */
export function readSpec(
  parsed: ParsedYaml,
  fs: FileSystem,
  helpers?: OwnHelpers,
  last?: KeptParams,
): Reading {
  const { document } = parsed;
  const { file } = document;
  const files = createSpecFiles(document, fs);
  const ctx: BindContext = {
    files,
    rules: { profile: 'v21.0', channels: ['messenger'] },
    language: 'en',
    report: () => {},
    work: newWork(),
    ...(helpers && { helpers }),
  };
  const { main } = files;
  const { params } = keepParams(main, parsed.read, helpers, last);
  main.params = params;

  function fragmentParams(spec: SpecFile, name: string): Params {
    const part = spec.parts.get(name);
    const own = part?.of === 'fragments' ? entryOf(part.value, 'params')?.value : undefined;
    return own ? bindParams(ctx, spec.file, own) : { types: new Map(), schema: {} };
  }

  function open({ kind, text }: { readonly kind: 'alias' | 'path'; readonly text: string }) {
    const path = kind === 'path' ? text : importsOf(main).get(text);
    const opened = path === undefined ? undefined : openImport(ctx, file.path, path);
    return opened instanceof Error ? undefined : opened;
  }

  function scopeAt(path: readonly PathPart[]): Scope {
    let scope: Scope = rootScope(path);
    for (const [i, part] of path.entries()) {
      // `otherwise` is asked where there was no turn; the names of messages are no control keys
      if (part.kind !== 'entry' || /^(?:each|otherwise)$/.test(part.entry.key.value)) continue;
      if (i < 2 && main.root) continue;
      const loop = loopOf(part.map);
      if (loop) scope = { kind: 'loop', outer: scope, loop: loop.loop, text: scalarText(file, loop.each) };
    }
    return scope;
  }

  function rootScope(path: readonly PathPart[]): RootScope | FragmentScope {
    const root: RootScope = { kind: 'root', params, specPath: file.path, ...(helpers && { helpers }) };
    const [top, name] = path;
    if (top?.kind !== 'entry' || top.entry.key.value !== 'fragments' || name?.kind !== 'entry') return root;
    const own = fragmentParams(main, name.entry.key.value);
    // read as if each of its params were given: only its use knows what is
    const types = new Map([...params.types, ...own.types]);
    return { ...root, params: { types, schema: params.schema } };
  }

  function rulesAt([, name]: readonly PathPart[], { api, channel }: RuleSettings): RuleContext {
    const channels = typeof channel === 'string' ? [channel] : channel;
    let rules: RuleContext = { profile: api ?? ctx.rules.profile, channels: channels ?? ctx.rules.channels };
    const { root } = main.document;
    if (root?.kind === 'map') rules = bindRules(ctx, file, root, rules);
    const message = name?.kind === 'entry' && main.parts.get(name.entry.key.value)?.of === 'messages';
    return message ? bindRules(ctx, file, name.entry.value, rules) : rules;
  }

  return {
    findings: parsed.diagnostics,
    parts: parsed.read.parts,
    rulesAt,
    file,
    root: main.document.root,
    main,
    params,
    fragmentParams,
    paramsOf: (spec) => fileParams(ctx, spec),
    open,
    scopeAt,
  };
}

/** Alias -> path as written. */
export function importsOf(spec: SpecFile): ReadonlyMap<string, string> {
  const node = spec.root && entryOf(spec.root, 'imports')?.value;
  const entries = node?.kind === 'map' ? node.entries : [];
  return new Map(entries.flatMap((e) => (e.value.kind === 'scalar' ? [[e.key.value, e.value.value]] : [])));
}

/** Of a mapping with `each`; looked for once, since all that stands in it asks. */
function loopOf(map: YamlMap): { readonly each: YamlScalar; readonly loop: Loop } | undefined {
  const known = loops.get(map);
  if (known !== undefined) return known ?? undefined;
  const each = entryOf(map, 'each')?.value;
  const loop = each?.kind === 'scalar' ? parseLoop(each.value).value : undefined;
  const found = loop && each?.kind === 'scalar' ? { each, loop } : null;
  loops.set(map, found);
  return found ?? undefined;
}

const loops = new WeakMap<YamlMap, { readonly each: YamlScalar; readonly loop: Loop } | null>();
