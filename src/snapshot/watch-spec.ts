/**
 * A copy of a file's model in which each condition, block and list is wrapped as `($watch id …)`, compiled: rendering
 * it tells which ways were gone. The bodies that it renders are the same.
 */
import type * as ast from '../../grammar/ast.ts';
import type {
  BoundPartial,
  Guard,
  ItemNode,
  LoopScope,
  Node,
  Place,
  Scalar,
  Spec,
  StepItem,
  TextNode,
} from '../bind/model.ts';
import { branchesOf, listCount } from '../check/bounds.ts';
import { type Env, rootEnv } from '../check/environment.ts';
import { typeOf } from '../check/expressions.ts';
import type { ProgramIR } from '../lower/ir.ts';
import { lowerSpec } from '../lower/lower-spec.ts';
import { type PointKind, Points, type Way } from './points.ts';
import { watched, watchVariants } from './watch-program.ts';

export interface Watched {
  readonly program: ProgramIR;
  readonly points: Points;
}

export function watchSpec(spec: Spec): Watched {
  const watcher = new Watcher();
  const messages = spec.messages.map((m) => ({ ...m, steps: m.steps.map((step) => watcher.step(step)) }));
  const program = lowerSpec({ ...spec, messages }, (list) => {
    const id = watcher.loops.get(list);
    return id === undefined ? list : watched(id, list);
  });
  return { program: watchVariants(program, watcher.variants(spec)), points: watcher.points };
}

class Watcher {
  readonly points = new Points();
  /** Ids of the lists of `each`, by the expression that lowering comes upon. */
  readonly loops = new Map<ast.Expression, number>();

  step(step: StepItem): StepItem {
    const { value } = step;
    const body =
      value.kind === 'body' ? { ...value, body: this.node(value.body) as typeof value.body } : value;
    const variants = value.kind === 'body' ? value.variants : undefined;
    return {
      ...step,
      ...this.controls(step),
      value:
        body.kind === 'body' && variants
          ? { ...body, variants: variants.map((v) => ({ ...v, body: this.node(v.body) as typeof v.body })) }
          : body,
    };
  }

  /** Ids of the variants of each message's steps. */
  variants(spec: Spec): (number[] | undefined)[][] {
    return spec.messages.map((message) =>
      message.steps.map(({ value }) =>
        value.kind === 'body'
          ? value.variants?.map(({ name, place = value }) => {
              return this.points.add({
                kind: 'variant',
                place,
                text: name,
                ways: ['taken'],
                takes: () => true,
              });
            })
          : undefined,
      ),
    );
  }

  private node(node: Node): Node {
    switch (node.kind) {
      case 'object':
        return {
          ...node,
          fields: node.fields.map((f) => ({ ...f, value: this.node(f.value), ...this.controls(f) })),
        };
      case 'list':
        return {
          ...node,
          items: node.items.map((i): ItemNode => ({ ...i, value: this.node(i.value), ...this.controls(i) })),
        };
      case 'text':
        return this.text(node);
      case 'literal':
        return node;
    }
  }

  private controls({ each, when, otherwise }: { each?: LoopScope; when?: Guard; otherwise?: Guard }) {
    // The loop's scope is known by its identity: its list is wrapped in the compiled form.
    if (each) this.loops.set(each.loop.list, this.loop(each));
    return {
      ...(when && { when: this.guard('when', when) }),
      ...(otherwise && { otherwise: this.guard('otherwise', otherwise) }),
    };
  }

  private loop({ loop, outer, text }: LoopScope): number {
    const { min } = listCount(loop.list, rootEnv(outer, new Set()));
    const place = placeOf(text, { start: 0, end: text.value.length });
    return this.points.add({
      kind: 'each',
      place,
      text: `each: ${text.value}`,
      ways: listWays(min),
      takes: hasMembers,
    });
  }

  private guard(kind: 'when' | 'otherwise', guard: Guard): Guard {
    const { condition, text } = guard;
    const id = this.points.add({
      kind,
      place: placeOf(text, { start: 0, end: text.value.length }),
      text: `${kind}: ${text.value}`,
      // `otherwise: true` is passed over without being looked at.
      ways: condition.type === 'BooleanLiteral' ? ['taken'] : ['taken', 'passed'],
      takes: isTrue,
    });
    return { ...guard, condition: watched(id, condition) };
  }

  // ---------- blocks of texts ----------

  private text(node: TextNode): TextNode {
    return { ...node, ...this.texts(node, rootEnv(node.scope, new Set())) };
  }

  private texts(node: Texts, env: Env): Pick<Texts, 'program' | 'partials'> {
    const partials =
      node.partials &&
      new Map(
        [...node.partials].map(([statement, partial]) => [
          statement,
          { ...partial, ...this.texts(partial, rootEnv(partial.scope, new Set())) },
        ]),
      );
    return { program: this.program(node.program, node.text, env), ...(partials && { partials }) };
  }

  private program(program: ast.Program, text: Scalar, env: Env): ast.Program {
    return {
      ...program,
      body: program.body.map((s) => (s.type === 'BlockStatement' ? this.block(s, text, env) : s)),
    };
  }

  private block(block: ast.BlockStatement, text: Scalar, env: Env): ast.BlockStatement {
    const [argument] = block.params;
    const kind = block.path.original;
    const inner = argument ? branchesOf(block, argument, env) : { program: env, inverse: env };
    const parts = {
      ...block,
      program: this.program(block.program, text, inner.program),
      ...(block.inverse && { inverse: this.program(block.inverse, text, inner.inverse) }),
    };
    if (!argument || !isWatchedBlock(kind)) return parts;
    const id = this.points.add({
      kind,
      place: placeOf(text, block.openSpan),
      text: text.value.slice(block.openSpan.start, block.openSpan.end),
      ways: waysOf(kind, argument, env),
      takes: takesOf(kind, block.hash),
    });
    return { ...parts, params: [watched(id, argument)] };
  }
}

type Texts = Pick<BoundPartial, 'program' | 'text' | 'partials'>;

type WatchedBlock = 'if' | 'unless' | 'each' | 'with';

function isWatchedBlock(name: string): name is WatchedBlock {
  return name === 'if' || name === 'unless' || name === 'each' || name === 'with';
}

function waysOf(kind: PointKind, argument: ast.Expression, env: Env): Way[] {
  if (kind === 'each') return listWays(listCount(argument, env).min);
  if (kind === 'with' && !typeOf(argument, env).missing) return ['taken'];
  return ['taken', 'passed'];
}

/** A list that always has an item is never passed over. */
function listWays(min: number): Way[] {
  return min > 0 ? ['taken'] : ['taken', 'passed'];
}

function takesOf(kind: WatchedBlock, hash: ast.Hash): (value: unknown) => boolean {
  if (kind === 'each') return hasMembers;
  const zero = hash.pairs.some(
    (p) => p.key === 'includeZero' && p.value.type === 'BooleanLiteral' && p.value.value,
  );
  const holds = (value: unknown) => isTrue(value) || (zero && value === 0);
  return kind === 'unless' ? (value) => !holds(value) : holds;
}

/** Handlebars' truth. */
function isTrue(value: unknown): boolean {
  return Boolean(value) && !(Array.isArray(value) && value.length === 0);
}

function hasMembers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function placeOf({ file, map }: Scalar, span: ast.Span): Place {
  return { file, range: map.range(span.start, span.end) };
}
