/** The message model -> the compiled form. Only called for a file without errors. */
import { define } from '../bind/json.ts';
import type { Json, Message, Spec, StepItem } from '../bind/model.ts';
import { paramsReached } from '../check/needs.ts';
import type { LoopIR, MessageIR, ProgramIR, StepIR, ValueIR } from './ir.ts';
import { type Lowering, lowerNode } from './lower-node.ts';
import { payloadPatterns } from './payloads.ts';
import { spanOf } from './span.ts';

export function lowerSpec(spec: Spec): ProgramIR {
  const defaults: { [name: string]: Json } = {};
  for (const [name, type] of spec.params.types)
    if (type.default !== undefined) define(defaults, name, type.default);
  return {
    format: 1,
    file: spec.file.path,
    language: spec.language,
    schema: spec.params.schema,
    defaults,
    messages: spec.messages.map(lowerMessage),
  };
}

function lowerMessage(message: Message): MessageIR {
  const uploads: MessageIR['uploads'][number][] = [];
  const steps = message.steps.map((step, i) =>
    lowerStep(step, { rules: message.rules, uploads, path: `${message.name}[${i}]` }),
  );
  return {
    name: message.name,
    steps,
    needs: [...paramsReached(message)],
    uploads,
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
    ...lowerControls(step, run.path),
    ...(step.joined && { joined: true }),
    span: spanOf(step, run.path),
  };
}

/** `each`, `when`, `otherwise` of a step or item. */
export function lowerControls(item: Pick<StepItem, 'each' | 'when' | 'otherwise'>, path: string) {
  const each: LoopIR | undefined = item.each && {
    list: item.each.loop.list,
    names: item.each.loop.names.map((n) => n.name),
    span: spanOf(item.each.text, path),
  };
  return {
    ...(each && { each }),
    ...(item.when && { when: item.when.condition }),
    ...(item.otherwise && { otherwise: item.otherwise.condition }),
  };
}
