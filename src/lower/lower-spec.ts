/** The message model -> the compiled form. Only called for a file without errors. */
import type { Expression } from '../../grammar/ast.ts';
import { define } from '../bind/json.ts';
import type { Guard, Json, Message, OwnHelpers, Spec, StepItem } from '../bind/model.ts';
import { paramsReached } from '../check/needs.ts';
import type { HelperIR, LoopIR, MessageIR, ProgramIR, StepIR, ValueIR } from './ir.ts';
import { type Lowering, lowerNode } from './lower-node.ts';
import { type OwnCalls, ownCallsOf } from './own-calls.ts';
import { payloadPatterns } from './payloads.ts';
import { spanOf } from './span.ts';

/** `onList` may put something else in the place of the list of an `each`, as src/snapshot does. */
export function lowerSpec(spec: Spec, onList?: (list: Expression) => Expression): ProgramIR {
  const defaults: { [name: string]: Json } = {};
  for (const [name, type] of spec.params.types)
    if (type.default !== undefined) define(defaults, name, type.default);
  const { helpers } = spec;
  const reached = new Map<string, HelperIR>();
  const messages = spec.messages.map((m) => lowerMessage(m, helpers, reached, onList));
  return {
    format: 1,
    file: spec.file.path,
    language: spec.language,
    schema: spec.params.schema,
    defaults,
    messages,
    ...(reached.size > 0 && { helpers: [...reached] }),
  };
}

function lowerMessage(
  message: Message,
  helpers: OwnHelpers | undefined,
  all: Map<string, HelperIR>,
  onList: Lowering['onList'],
): MessageIR {
  const uploads: MessageIR['uploads'][number][] = [];
  const own: OwnCalls | undefined = helpers && { helpers, reached: new Map(), places: [] };
  const run = { rules: message.rules, uploads, ...(own && { own }), ...(onList && { onList }) };
  const steps = message.steps.map((step, i) =>
    lowerStep(step, { ...run, rules: step.rules ?? message.rules, path: `${message.name}[${i}]` }),
  );
  for (const [name, helper] of own?.reached ?? []) all.set(name, helper);
  return {
    name: message.name,
    steps,
    needs: [...paramsReached(message)],
    uploads,
    ...(own && own.reached.size > 0 && { helpers: [...own.reached.keys()], helperSpans: own.places }),
    payloads: payloadPatterns(message),
  };
}

function lowerStep(step: StepItem, run: Lowering): StepIR {
  const scope = step.each ?? (step.value.kind === 'body' ? step.value.body.scope : undefined);
  const lower = (node: Extract<StepItem['value'], { kind: 'body' }>['body']): ValueIR =>
    lowerNode(node, undefined, scope ?? node.scope, run);
  return {
    value:
      step.value.kind === 'wait'
        ? { op: 'wait', milliseconds: step.value.milliseconds }
        : {
            op: 'body',
            body: lower(step.value.body),
            ...(step.value.variants && {
              variants: step.value.variants.map(({ name, weight, body }) => ({
                name,
                weight,
                body: lower(body),
              })),
            }),
          },
    ...lowerControls(step, run),
    ...(step.joined && { joined: true }),
    span: spanOf(step, run.path),
  };
}

/** `each`, `when`, `otherwise` of a step or item. */
export function lowerControls(
  { each: loop, when, otherwise }: Pick<StepItem, 'each' | 'when' | 'otherwise'>,
  { path, own, onList = (list) => list }: Lowering,
) {
  const condition = (guard: Guard) => ownCallsOf(guard.condition, guard.text, path, own);
  const each: LoopIR | undefined = loop && {
    list: ownCallsOf(onList(loop.loop.list), loop.text, path, own),
    names: loop.loop.names.map((n) => n.name),
    span: spanOf(loop.text, path),
  };
  return {
    ...(each && { each }),
    ...(when && { when: condition(when) }),
    ...(otherwise && { otherwise: condition(otherwise) }),
  };
}
