/** Lengths and counts are proven within the Send API's limits, refuted, or named as open. */
import { constantText } from '../../grammar/index.ts';
import type { FieldNode, ItemNode, ListNode, Place, TextNode } from '../bind/model.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { codePoints, utf8Bytes } from '../render/runtime/measure.ts';
import { trimBreaks } from '../render/runtime/output.ts';
import { type Limit, pick } from '../send-api/schema.ts';
import { listCount, textSize } from './bounds.ts';
import type { Walk } from './check-spec.ts';
import { withFacts } from './conditions.ts';
import { rootEnv } from './environment.ts';
import { type BoundPart, explainList, explainText } from './explain-bounds.ts';
import type { Size } from './size.ts';
import { alwaysIs } from './truth.ts';
import { mostTurns } from './turns.ts';

/** The strictest limit of the channels that the message is for. */
export function limitsOf(limits: readonly Limit[] | undefined, walk: Pick<Walk, 'rules'>): Limit[] {
  const found = walk.rules.channels
    .map((channel) => pick(limits, walk.rules.profile, channel))
    .filter((l) => l !== undefined);
  return [...new Set(found)];
}

export function checkLength(node: TextNode, owner: FieldNode, walk: Walk): void {
  if (node.shape?.kind !== 'text' || node.upload !== undefined) return;
  const constant = constantText(node.program);
  const written = constant !== undefined && node.trim ? trimBreaks(constant) : constant;
  const limits = limitsOf(node.shape.limits, walk);
  if (written !== undefined) {
    const sizeIn = (limit: Limit) => (limit.unit === 'bytes' ? utf8Bytes(written) : codePoints(written));
    checkCautions(node.shape.cautions, limits, sizeIn, owner.key, node, walk);
  }
  if (written === '' && !limits.some(({ min = 0 }) => min > 0)) {
    // a field that is needed, and a link, is none; else it may be empty, and stays: who writes that hardly means it
    const needed = owner.field?.required ?? (node.shape.formats === undefined ? 'information' : 'error');
    const severity = owner.unchecked ? 'information' : needed;
    walk.report(diagnostic('length/empty', node.file, node.range, { name: owner.key }, { severity }));
  }
  if (written !== undefined) {
    for (const limit of limits) checkConstant(node, owner.key, written, limit, walk);
    return;
  }
  const env = rootEnv(node.scope, walk.present, node.partials);
  const size = textSize(node, env);
  for (const limit of limits) {
    checkSize(node, owner.key, size, limit, walk);
    checkShortest(node, owner.key, size, limit, walk);
    walk.explain?.(() => explainText(node, owner.key, limit, size, env));
  }
}

function checkConstant(node: TextNode, name: string, text: string, limit: Limit, walk: Walk): void {
  const found = limit.unit === 'bytes' ? utf8Bytes(text) : codePoints(text);
  const { min = 0, max = Number.POSITIVE_INFINITY, level: severity } = limit;
  if (found === 0 && min > 0) {
    const doubtful = limit.emptyBeside !== undefined && walk.beside?.has(limit.emptyBeside);
    walk.report(
      diagnostic(
        'length/empty',
        node.file,
        node.range,
        { name },
        { severity: doubtful ? 'warning' : severity },
      ),
    );
  } else if (found < min) {
    walk.report(
      diagnostic(
        'length/too-short',
        node.file,
        node.range,
        { name, found, min, unit: unitOf(limit) },
        { severity },
      ),
    );
  } else if (found > max) {
    walk.report(
      diagnostic(
        'length/too-long',
        node.file,
        node.range,
        { name, found, max, unit: unitOf(limit) },
        { severity },
      ),
    );
  }
}

/** What the limits allow, but not every source. What breaks a limit is said once. */
function checkCautions(
  cautions: readonly Limit[] | undefined,
  limits: readonly Limit[],
  sizeIn: (limit: Limit) => number,
  name: string,
  at: Place,
  walk: Walk,
): void {
  for (const caution of limitsOf(cautions, walk)) {
    const found = sizeIn(caution);
    const { max = Number.POSITIVE_INFINITY, level: severity } = caution;
    if (found <= max || limits.some((limit) => sizeIn(limit) > (limit.max ?? found))) continue;
    const unit = caution.unit === 'items' ? 'items' : unitOf(caution);
    walk.report(diagnostic('length/doubtful', at.file, at.range, { name, found, max, unit }, { severity }));
  }
}

function checkSize(node: TextNode, name: string, size: Size, limit: Limit, walk: Walk): void {
  const max = limit.max ?? Number.POSITIVE_INFINITY;
  const [least, found] = limit.unit === 'bytes' ? [size.minBytes, size.maxBytes] : [size.min, size.max];
  const unit = unitOf(limit);
  if (least > max) {
    walk.report(
      diagnostic(
        'length/too-long',
        node.file,
        node.range,
        { name, found: least, max, unit },
        { severity: limit.level },
      ),
    );
  } else if (found === Number.POSITIVE_INFINITY && max !== found) {
    // without a cause: what has no length was reported as such
    if (size.unbounded === undefined) return;
    walk.report(
      diagnostic('length/unbounded', node.file, node.range, {
        name,
        max,
        unit,
        cause: size.unbounded,
      }),
    );
  } else if (found > max) {
    const witness = size.witness.length > 0 ? ` (${size.witness.join(', ')})` : '';
    const severity = size.exact ? limit.level : 'warning';
    walk.report(
      diagnostic(
        'length/can-exceed',
        node.file,
        node.range,
        { name, found, max, unit, witness },
        { severity },
      ),
    );
  }
}

/** Less than one character is for `params/can-render-empty`; what is left out has no length. */
function checkShortest(node: TextNode, name: string, size: Size, limit: Limit, walk: Walk): void {
  const { min = 0, level: severity } = limit;
  const [least, most] = limit.unit === 'bytes' ? [size.minBytes, size.maxBytes] : [size.min, size.max];
  if (min < 2 || least >= min) return;
  const unit = unitOf(limit);
  const { file, range } = node;
  walk.report(
    most < min
      ? diagnostic('length/too-short', file, range, { name, found: most, min, unit }, { severity })
      : diagnostic('length/can-be-short', file, range, { name, found: least, min, unit }),
  );
}

function unitOf(limit: Limit): string {
  return limit.unit === 'bytes' ? 'bytes' : 'characters';
}

export function checkCount(node: ListNode, owner: FieldNode, walk: Walk): void {
  if (node.shape?.kind !== 'list') return;
  const count = itemCount(node.items, walk);
  const name = owner.key;
  const range =
    owner.keyPlace.file === node.file && owner.implied !== true ? owner.keyPlace.range : node.range;
  const limits = limitsOf(node.shape.limits, walk);
  checkCautions(node.shape.cautions, limits, () => count.min, name, { file: node.file, range }, walk);
  for (const limit of limits) {
    const { min = 0, max = Number.POSITIVE_INFINITY, level: severity } = limit;
    walk.explain?.(() =>
      explainList({ file: node.file, range }, node.items, name, limit, count, listParts(node, walk)),
    );
    if (count.min > max) {
      walk.report(
        diagnostic('length/too-many', node.file, range, { name, found: count.min, max }, { severity }),
      );
    } else if (count.max === Number.POSITIVE_INFINITY && max !== count.max) {
      if (count.unbounded === undefined) return;
      walk.report(
        diagnostic('length/unbounded-items', node.file, range, {
          name,
          max,
          cause: count.unbounded,
        }),
      );
    } else if (count.max > max) {
      const witness = count.witness ? ` (${count.witness})` : '';
      // an error only where some data has so many at once
      const level = atOnce(node.items, walk) > max ? severity : 'warning';
      walk.report(
        diagnostic(
          'length/can-exceed-items',
          node.file,
          range,
          { name, found: count.max, max, witness },
          { severity: level },
        ),
      );
    }
    if (count.max < min) {
      walk.report(
        diagnostic('length/too-few', node.file, range, { name, found: count.max, min }, { severity }),
      );
    } else if (count.min < min && (min > 1 || owner.field?.required === 'error')) {
      walk.report(diagnostic('length/can-be-empty', node.file, range, { name, min }));
    }
  }
}

interface Count {
  readonly min: number;
  readonly max: number;
  readonly unbounded?: string;
  readonly witness?: string;
}

/** Each item as written and how often it can stand. */
function listParts(node: ListNode, walk: Walk): BoundPart[] {
  return node.items.map((item) => {
    const { min, max } = oneItem(item, walk).count;
    const text = item.file.text.slice(item.range.start, item.range.end).split('\n', 1)[0]!.trim();
    return { text, min, max };
  });
}

/** Items with `otherwise` stand for the same place as the item before them: of a chain, one runs. */
function itemCount(items: readonly ItemNode[], walk: Walk): Count {
  let total: Count = { min: 0, max: 0 };
  let chain: Chain | undefined;
  for (const item of items) {
    if (item.otherwise && chain) {
      chain = follow(chain, item, walk);
    } else {
      if (chain) total = add(total, chain.count);
      chain = oneItem(item, walk);
    }
  }
  return chain ? add(total, chain.count) : total;
}

interface Chain {
  readonly count: Count;
  /** The least that any of the alternatives gives where it is the one that runs. */
  readonly chosen: number;
  /** The least that one turn gives. */
  readonly least: number;
}

function follow(chain: Chain, item: ItemNode, walk: Walk): Chain {
  const one = oneItem(item, walk);
  const always = item.otherwise?.condition.type === 'BooleanLiteral' && item.otherwise.condition.value;
  const chosen = Math.min(chain.chosen, one.chosen);
  // the last one may have no turn, or a "when" that is false
  const last = item.when ? 0 : turnsOf(item, walk).min * one.least;
  const min = Math.max(chain.count.min, always ? Math.min(chain.chosen, last) : 0);
  return { count: { ...longer(chain.count, one.count), min }, chosen, least: one.least };
}

function oneItem(item: ItemNode, walk: Walk): Chain {
  const inner: Count =
    item.splice && item.value.kind === 'list' ? itemCount(item.value.items, walk) : { min: 1, max: 1 };
  const guarded = item.when !== undefined || item.otherwise !== undefined;
  const least = inner.min;
  if (!item.each) return { count: guarded ? { ...inner, min: 0 } : inner, chosen: inner.min, least };
  const turns = turnsOf(item, walk);
  return {
    least,
    chosen: Math.min(inner.min, 1),
    count: {
      min: guarded ? 0 : inner.min * turns.min,
      max: inner.max === 0 ? 0 : inner.max * turns.max,
      ...(turns.unbounded !== undefined && { unbounded: turns.unbounded }),
      ...(turns.witness !== undefined && { witness: turns.witness }),
    },
  };
}

/**
 * So many items some data surely gives at once: those without a guard, and those of one condition, or one alternative.
 * Of different conditions nobody knows whether they hold together.
 */
function atOnce(items: readonly ItemNode[], walk: Walk): number {
  let always = 0;
  let head = 0;
  const byCondition = new Map<string, number>();
  const alternatives: number[] = [];
  for (const item of items) {
    const never = item.when && alwaysIs(item.when.condition, rootEnv(item.when.scope, walk.present));
    if (never?.value === false) continue;
    const turn = item.splice && item.value.kind === 'list' ? atOnce(item.value.items, walk) : 1;
    const most = turn === 0 ? 0 : turn * turnsOf(item, walk).max;
    if (item.otherwise) {
      alternatives.push(most - head);
      continue;
    }
    head = item.when ? 0 : most;
    if (!item.when) always += most;
    else {
      const condition = item.when.text.value;
      byCondition.set(condition, (byCondition.get(condition) ?? 0) + most);
    }
  }
  return always + Math.max(0, ...byCondition.values(), ...alternatives);
}

/** How often an item is made; where its own condition never holds, not at all. */
function turnsOf({ each, when }: ItemNode, walk: Walk): Count {
  if (!each) return { min: 1, max: 1 };
  const count = listCount(each.loop.list, rootEnv(each.outer, withFacts(walk.present, when)));
  const most = when ? mostTurns(when.condition, each.loop.names[1]?.name) : Number.POSITIVE_INFINITY;
  return most < count.max ? { min: Math.min(count.min, most), max: most } : count;
}

function longer(a: Count, b: Count): Count {
  return a.max >= b.max ? a : b;
}

function add(a: Count, b: Count): Count {
  const unbounded = a.unbounded ?? b.unbounded;
  const witness = a.witness ?? b.witness;
  return {
    min: a.min + b.min,
    max: a.max + b.max,
    ...(unbounded !== undefined && { unbounded }),
    ...(witness !== undefined && { witness }),
  };
}
