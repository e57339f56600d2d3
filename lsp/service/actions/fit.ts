/** Texts and lists that can become too long: a smaller maximum for the param, or a cut where it stands. */

import type { DataType, TextNode } from '../../../src/bind/model.ts';
import { listCount } from '../../../src/check/bounds.ts';
import { rootEnv } from '../../../src/check/environment.ts';
import { typeOf } from '../../../src/check/expressions.ts';
import { limitsOf } from '../../../src/check/length.ts';
import type { Diagnostic, TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { Limit } from '../../../src/send-api/schema.ts';
import { boundList, boundText } from '../bound-text.ts';
import type { ActionContext, Mend } from './action.ts';
import { cuts, longestFit, type Output, outputsOf } from './outputs.ts';
import { limitItems, limitLength, typeNode } from './param-type.ts';

export function fitText(context: ActionContext, found: Diagnostic): Mend[] {
  const text = textOf(context, found);
  if (!text) return [];
  const { node, limits, outputs } = text;
  const single = fitsOf(text);
  const all = single.length === 0 && outputs.length > 1 ? longestFit(node, outputs, limits) : undefined;
  const choices = all === undefined ? single : [{ group: outputs, length: all }];
  const edit = ({ group, length }: Fit): TextEdit[] =>
    cuts(node.text.value, group, length).map(({ start, end, newText }) => ({
      range: node.text.map.range(start, end),
      newText,
    }));
  return [
    ...choices.flatMap(({ group, length }) =>
      smaller(context, group, Math.min(length, ...elsewhere(context, found, group))),
    ),
    ...choices.map(({ group, length }) => ({
      title: `Cut ${namesOf(group)} to ${length} characters`,
      edits: edit({ group, length }),
    })),
  ];
}

interface TextAt {
  readonly node: TextNode;
  readonly limits: readonly Limit[];
  readonly outputs: readonly Output[];
}

/** What is written of one param, and how long that can be at most. */
interface Fit {
  readonly group: readonly Output[];
  readonly length: number;
}

function textOf({ workspace, document }: ActionContext, { range }: Diagnostic): TextAt | undefined {
  const at = boundText(workspace, document, range);
  if (!at) return undefined;
  const { node, message } = at;
  const limits = limitsOf(node.shape?.kind === 'text' ? node.shape.limits : undefined, message);
  return { node, limits, outputs: outputsOf(node) };
}

function fitsOf({ node, limits, outputs }: TextAt): Fit[] {
  return byParam(outputs).flatMap((group) => {
    const length = longestFit(node, group, limits);
    return length === undefined ? [] : [{ group, length }];
  });
}

/** Other texts that the same param makes too long: a maximum that is given to it has to fit them, too. */
function elsewhere(context: ActionContext, found: Diagnostic, group: readonly Output[]): number[] {
  const place = group[0]?.type?.place?.range.start;
  const { diagnostics } = context.workspace.analysis(context.document);
  return diagnostics
    .filter((d) => d !== found && tooLong.has(d.code))
    .slice(0, mostOthers)
    .flatMap((other) => {
      const text = textOf(context, other);
      return text ? fitsOf(text) : [];
    })
    .filter(({ group: [first] }) => place !== undefined && first?.type?.place?.range.start === place)
    .map(({ length }) => length);
}

const tooLong: ReadonlySet<string> = new Set(['length/can-exceed', 'length/unbounded']);
/** Each costs about a millisecond. */
const mostOthers = 50;

function byParam(outputs: readonly Output[]): Output[][] {
  const groups = new Map<unknown, Output[]>();
  for (const output of outputs) {
    const key = output.type?.place?.range.start ?? output;
    groups.set(key, [...(groups.get(key) ?? []), output]);
  }
  return [...groups.values()];
}

function namesOf(group: readonly Output[]): string {
  const names = new Set(
    group.map(({ statement: { path }, isPath }) =>
      isPath && path.type === 'PathExpression' ? path.original : 'the value',
    ),
  );
  return names.size === 1 ? `${[...names][0]}` : 'each value';
}

/** The param's own maximum: small enough for this text. */
function smaller(context: ActionContext, group: readonly Output[], length: number): Mend[] {
  const types = new Set(group.map((o) => o.type));
  if (group.some((o) => !o.isPath)) return [];
  const edits: TextEdit[] = [];
  const places = new Set<number>();
  for (const type of types) {
    const node = type?.kind === 'string' && type.minLength <= length ? typeNode(context, type) : undefined;
    const edit = node && limitLength(context.text, node, length);
    if (!edit) return [];
    if (!places.has(edit.range.start)) edits.push(edit);
    places.add(edit.range.start);
  }
  return [{ title: `Give ${namesOf(group)} at most ${length} characters`, edits }];
}

export function fitList(context: ActionContext, found: Diagnostic): Mend[] {
  const at = boundList(context.workspace, context.document, found.range);
  if (!at) return [];
  const { node, message } = at;
  const limits = limitsOf(node.shape?.kind === 'list' ? node.shape.limits : undefined, message);
  const max = Math.min(...limits.map((l) => l.max ?? Number.POSITIVE_INFINITY));
  const loops = node.items.filter((i) => i.each);
  const [item] = loops;
  // with several loops nobody knows how they share the room
  if (!Number.isFinite(max) || loops.length !== 1 || !item?.each || item.splice) return [];
  const room = max - (node.items.length - 1);
  if (room < 1) return [];
  const { loop, text, outer } = item.each;
  const { list } = loop;
  if (text.file.path !== context.file.path) return [];
  const source = text.value.slice(list.span.start, list.span.end);
  const taken = list.type === 'SubExpression' && /^\(?\s*take\b/.test(source) ? list.params : undefined;
  const range = text.map.range(list.span.start, list.span.end);
  const mends: Mend[] = [];
  const type: DataType | undefined = typeOf(taken?.[0] ?? list, rootEnv(outer, new Set())).type;
  const node2 = type?.kind === 'list' && type.minItems <= room ? typeNode(context, type) : undefined;
  const edit = node2 && limitItems(context.text, node2, room);
  if (edit) mends.push({ title: `Give the list at most ${room} items`, edits: [edit] });
  const number = taken?.[1];
  if (number?.type === 'NumberLiteral' && listCount(list, rootEnv(outer, new Set())).max > room) {
    const at = text.map.range(number.span.start, number.span.end);
    mends.push({ title: `Take the first ${room} only`, edits: [{ range: at, newText: String(room) }] });
  } else if (!taken) {
    const inner = /^\(.*\)$|^[^\s]+$/s.test(source) ? source : `(${source})`;
    mends.push({
      title: `Take the first ${room} only`,
      edits: [{ range, newText: `(take ${inner} ${room})` }],
    });
  }
  return mends;
}
