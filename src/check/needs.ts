/** Which params a message reaches: only these must be in its data. */
import type { Expression, PathExpression } from '../../grammar/ast.ts';
import { walkExpression, walkExpressions } from '../../grammar/index.ts';
import type { BoundPartial, Guard, LoopScope, Message, Node, Scope, StepItem } from '../bind/model.ts';
import { rootNames, withoutLoops } from '../bind/scope-names.ts';

export function paramsReached(message: Message): ReadonlySet<string> {
  const reached = new Set<string>();
  for (const step of message.steps) stepNeeds(step, reached);
  return reached;
}

function stepNeeds(step: StepItem, reached: Set<string>): void {
  controls(step, reached);
  if (step.value.kind === 'wait') return;
  for (const { body } of step.value.variants ?? [{ body: step.value.body }]) nodeNeeds(body, reached);
}

function controls(item: { each?: LoopScope; when?: Guard; otherwise?: Guard }, reached: Set<string>): void {
  if (item.each) expressionNeeds(item.each.loop.list, item.each.outer, reached);
  if (item.when) expressionNeeds(item.when.condition, item.when.scope, reached);
  if (item.otherwise) expressionNeeds(item.otherwise.condition, item.otherwise.scope, reached);
}

function nodeNeeds(node: Node, reached: Set<string>): void {
  switch (node.kind) {
    case 'object':
      for (const field of node.fields) {
        if (field.when) expressionNeeds(field.when.condition, field.when.scope, reached);
        nodeNeeds(field.value, reached);
      }
      return;
    case 'list':
      for (const item of node.items) {
        controls(item, reached);
        nodeNeeds(item.value, reached);
      }
      return;
    case 'text':
      programNeeds(node, reached);
  }
}

/** A name that a block introduces may hide a param: it is then counted too, which only asks for more data. */
function programNeeds(
  { program, scope, partials }: Pick<BoundPartial, 'program' | 'partials'> & { scope: Scope },
  reached: Set<string>,
): void {
  for (const partial of partials?.values() ?? []) programNeeds(partial, reached);
  const names = new Set<Expression>([...(partials?.keys() ?? [])].map((p) => p.name));
  walkExpressions(
    program,
    (e, depth) => e.type === 'PathExpression' && !names.has(e) && pathNeeds(e, scope, reached, depth),
  );
}

function expressionNeeds(expression: Expression, scope: Scope, reached: Set<string>): void {
  walkExpression(expression, (e) => e.type === 'PathExpression' && pathNeeds(e, scope, reached));
}

/** `depth`: how many blocks around the path have a `this` of their own. */
function pathNeeds(path: PathExpression, scope: Scope, reached: Set<string>, depth = 0): void {
  const [first, second] = path.data && path.parts[0] !== 'root' ? [] : path.parts;
  const name = path.data ? second : first;
  const isWhole = path.data ? first === 'root' : path.depth === depth;
  if (name !== undefined) nameNeeds(name, scope, reached);
  else if (isWhole) for (const each of rootNames(scope)) nameNeeds(each, withoutLoops(scope), reached);
}

function nameNeeds(name: string, scope: Scope, reached: Set<string>): void {
  if (scope.kind === 'loop') {
    if (!scope.loop.names.some((n) => n.name === name)) nameNeeds(name, scope.outer, reached);
  } else if (scope.kind === 'fragment') {
    const arg = scope.args.get(name);
    if (arg) expressionNeeds(arg, scope.caller, reached);
    else if (scope.inherits) nameNeeds(name, withoutLoops(scope.caller), reached);
  } else if (scope.params.types.has(name)) {
    reached.add(name);
  }
}
