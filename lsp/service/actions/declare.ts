/** Declares a param or a property that a text uses, with a type guessed from its uses in the same part of the file. */

import type { PathExpression } from '../../../grammar/ast.ts';
import {
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../../grammar/index.ts';
import type { DataType, TextNode } from '../../../src/bind/model.ts';
import { paramNameProblem } from '../../../src/bind/params.ts';
import { rootEnv } from '../../../src/check/environment.ts';
import { typeOf } from '../../../src/check/expressions.ts';
import { limitsOf } from '../../../src/check/length.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { type BoundAt, boundText } from '../bound-text.ts';
import { decodedOffset, type Found, findAt } from '../find-node.ts';
import { envAt } from '../names-at.ts';
import { textKind } from '../text-kind.ts';
import type { ActionContext, Mend } from './action.ts';
import { guessProperty, guessType } from './guess-type.ts';
import { longestFit, outputsOf } from './outputs.ts';
import { typeNode } from './param-type.ts';
import { appendEntry } from './source-text.ts';
import { addUnder, specRoot } from './top-level.ts';

export function declareParam(context: ActionContext, found: Diagnostic): Mend[] {
  const { text, root, file } = context;
  const name = text.slice(found.range.start, found.range.end);
  const spec = specRoot(root);
  const at = findAt(root, found.range.start);
  const part = at?.path[1];
  if (!spec || part?.kind !== 'entry' || found.file.path !== file.path) return [];
  if (paramNameProblem(name) !== undefined) return [];
  const edit = addUnder(text, spec, 'params', guessType(name, part.entry.value, stringType(context, found)));
  return edit ? [{ title: `Declare "${name}" in params`, edits: [edit] }] : [];
}

export function declareProperty(context: ActionContext, found: Diagnostic): Mend[] {
  const { text, root } = context;
  const at = findAt(root, found.range.start);
  const part = at?.path[1];
  const path = at && pathAt(at, decodedOffset(at.scalar, found.range.start));
  if (!at || !path || part?.kind !== 'entry' || path.data || path.depth > 0) return [];
  const name = text.slice(found.range.start, found.range.end);
  const index = path.parts.indexOf(name);
  const scope = context.reading.scopeAt(at.path);
  const env =
    textKind(at.path) === 'template'
      ? envAt(parseTemplate(at.scalar.value).program, path.span.start, scope)
      : rootEnv(scope, new Set());
  const outer: PathExpression = {
    ...path,
    parts: path.parts.slice(0, index),
    partSpans: path.partSpans.slice(0, index),
  };
  const owner: DataType | undefined = index > 0 ? typeOf(outer, env).type : undefined;
  const node = owner && typeNode(context, owner);
  const object = node?.kind === 'map' ? node : undefined;
  const inner = object?.entries.find((e) => e.key.value === 'properties')?.value;
  if (inner?.kind !== 'map' || inner.entries.length === 0) return [];
  const lines = guessProperty(path.parts.slice(0, index + 1), part.entry.value, stringType(context, found));
  if (!inner.flow)
    return [{ title: `Declare the property "${name}"`, edits: [appendEntry(text, inner, lines)] }];
  const end = inner.entries.at(-1)!.range.end;
  if (lines.length > 1) return [];
  return [
    {
      title: `Declare the property "${name}"`,
      edits: [{ range: { start: end, end }, newText: `, ${lines[0]}` }],
    },
  ];
}

function pathAt({ scalar, path }: Found, at: number): PathExpression | undefined {
  let result: PathExpression | undefined;
  const visit = (e: Parameters<Parameters<typeof walkExpression>[1]>[0]) => {
    if (e.type === 'PathExpression' && e.span.start <= at && at < e.span.end) result = e;
  };
  switch (textKind(path)) {
    case 'condition': {
      const { value } = parseCondition(scalar.value);
      if (value) walkExpression(value, visit);
      break;
    }
    case 'loop': {
      const { value } = parseLoop(scalar.value);
      if (value) walkExpression(value.list, visit);
      break;
    }
    default:
      walkExpressions(parseTemplate(scalar.value).program, visit);
  }
  return result;
}

/** `string(N)` with a length at which the text fits, else one that is usual. */
function stringType({ workspace, document }: ActionContext, found: Diagnostic): string {
  const at = boundText(workspace, document, found.range);
  if (!at) return usual;
  const known = fitting.get(at.node) ?? fittingType(at);
  fitting.set(at.node, known);
  return known;
}

/** By text: it is asked for each name in it. */
const fitting = new WeakMap<TextNode, string>();

function fittingType({ node, message }: BoundAt<TextNode>): string {
  const { shape } = node;
  if (shape?.kind !== 'text') return usual;
  const outputs = outputsOf(node).filter((o) => o.type === undefined && o.isPath);
  const length = longestFit(node, outputs, limitsOf(shape.limits, message));
  return length === undefined ? usual : `string(${Math.min(length, 60)})`;
}

const usual = 'string(60)';
