/**
 * Fragments are bound where they are used, since only the place of use says what shape they have. Here each is looked
 * at on its own, so that one that nobody in its file uses (a file of shared ones) has its syntax and its names checked,
 * and its params counted as used.
 */
import type { Expression } from '../../grammar/ast.ts';
import { parseCall, parseTemplate, walkExpression, walkExpressions } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { type BindContext, entryOf, isNull, reportProblems, type Source, scalarText } from './context.ts';
import { bindGuard, bindLoop } from './guards.ts';
import { expandInline } from './inline-partials.ts';
import { checkLooseKeys } from './loose-keys.ts';
import type { LooseText, RootScope } from './model.ts';
import { bindParams, emptyParams } from './params.ts';
import { bindPartials } from './partials.ts';
import { bindUse, enterCall, mergeParams } from './use.ts';

export interface BoundFragments {
  /** First names of all paths in the fragments. */
  readonly uses: ReadonlySet<string>;
  /** The texts of those that nothing in the file uses. */
  readonly loose: readonly LooseText[];
}

export function bindFragments(
  ctx: BindContext,
  source: Source & { readonly scope: RootScope },
  fragments: readonly YamlEntry[],
): BoundFragments {
  const found: Found = { uses: new Set(), loose: [] };
  for (const { key, value } of fragments) {
    if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(key.value))
      ctx.report(diagnostic('spec/bad-name', source.file, key.range, { name: key.value }));
    if (isNull(value)) {
      ctx.report(diagnostic('spec/empty-message', source.file, key.range, { name: key.value }));
      continue;
    }
    const own = entryOf(value, 'params')?.value;
    const params = mergeParams(
      source.scope.params,
      own && !isNull(own) ? bindParams(ctx, source.file, own) : emptyParams,
    );
    const id = `${source.file.path}#${key.value}`;
    const inner: Source = {
      file: source.file,
      scope: { ...source.scope, params },
      using: [{ id, place: { file: source.file, range: key.range } }],
    };
    const used = ctx.entered?.has(id) === true;
    if (!used) checkLooseKeys(ctx, inner, value);
    visit(ctx, inner, value, found, used);
  }
  return found;
}

interface Found {
  readonly uses: Set<string>;
  readonly loose: LooseText[];
}

/** `used`: its findings are told where it is used. */
function visit(ctx: BindContext, source: Source, node: YamlNode, found: Found, used: boolean): void {
  if (node.kind === 'map') visitMap(ctx, source, node, found, used);
  else if (node.kind === 'seq') for (const item of node.items) visit(ctx, source, item, found, used);
  else if (node.core !== null) {
    const text = scalarText(source.file, node);
    const { program: written, problems } = parseTemplate(node.value);
    reportProblems(ctx, text, problems);
    const program = expandInline(used ? { ...ctx, report: () => {} } : ctx, text, written);
    walkExpressions(program, (e) => addName(e, found.uses));
    if (used) return;
    const partials = bindPartials(ctx, source, text, program);
    found.loose.push({ kind: 'text', text, scope: source.scope, program, ...(partials && { partials }) });
  }
}

function visitMap(ctx: BindContext, source: Source, node: YamlMap, found: Found, used: boolean): void {
  const quiet: BindContext = used ? { ...ctx, report: () => {} } : ctx;
  const each = node.entries.find((e) => e.key.value === 'each' && e.value.kind === 'scalar');
  const loop = each && bindLoop(quiet, source, each);
  if (loop) {
    walkExpression(loop.loop.list, (e) => addName(e, found.uses));
    if (!used) found.loose.push({ kind: 'loop', loop });
  }
  const inner: Source = loop ? { ...source, scope: loop } : source;
  for (const entry of node.entries) {
    const { key, value } = entry;
    if (key.value === 'params' || entry === each) continue;
    if (value.kind !== 'scalar') visit(ctx, inner, value, found, used);
    else if (key.value === 'when' || key.value === 'otherwise') {
      const guard = bindGuard(quiet, key.value === 'when' ? inner : source, entry);
      if (guard) walkExpression(guard.condition, (e) => addName(e, found.uses));
      if (guard && !used) found.loose.push({ kind: 'guard', guard });
    } else if (key.value === 'use') visitUse(ctx, inner, value, found, used);
    else visit(ctx, inner, value, found, used);
  }
}

function visitUse(ctx: BindContext, source: Source, node: YamlScalar, found: Found, used: boolean): void {
  const args = parseCall(node.value).value?.args ?? [];
  for (const { value } of args) walkExpression(value, (e) => addName(e, found.uses));
  if (used) return;
  const target = bindUse(ctx, source, node);
  if (target) reportCycles(ctx, target.node, target.source);
  const text = scalarText(source.file, node);
  for (const { value } of args) {
    found.loose.push({ kind: 'argument', text, scope: source.scope, expression: value });
  }
}

/** Uses that are followed from one `use`: a cycle is found long before, and a wide net of fragments takes no time. */
const mostFollowed = 500;

/** Where nothing uses the fragments of a cycle nothing else goes round it. */
function reportCycles(ctx: BindContext, node: YamlNode, { file, using }: Source): void {
  const { entered, ...rest } = ctx;
  const report: BindContext['report'] = (d) => void (d.code === 'spec/cycle' && ctx.report(d));
  const quiet: BindContext = { ...rest, report };
  const seen = new Set<string>();
  const follow = (node: YamlNode, file: SourceFile, using: Source['using']): void => {
    const { id } = using[using.length - 1]!;
    if (seen.has(id) || seen.size >= mostFollowed) return;
    seen.add(id);
    for (const use of usesIn(node)) {
      const call = parseCall(use.value).value;
      const next = call && enterCall(quiet, { file, using }, scalarText(file, use), call);
      if (next) follow(next.body, next.target.file, next.using);
    }
  };
  follow(node, file, using);
}

function* usesIn(node: YamlNode): Generator<YamlScalar> {
  if (node.kind === 'seq') for (const item of node.items) yield* usesIn(item);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    if (key.value === 'use' && value.kind === 'scalar') yield value;
    else if (key.value !== 'params') yield* usesIn(value);
  }
}

function addName(e: Expression, uses: Set<string>): void {
  if (e.type !== 'PathExpression') return;
  const name = e.data && e.parts[0] === 'root' ? e.parts[1] : e.parts[0];
  if (name !== undefined) uses.add(name);
}
