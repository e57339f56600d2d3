/** Puts `($watch id …)` into a compiled program, where the model's copy could not carry it. */
import type { BooleanLiteral, Expression, Span } from '../../grammar/ast.ts';
import type { CallIR, ObjectIR, ProgramIR, StepIR, ValueIR } from '../lower/ir.ts';

const nowhere: Span = { start: 0, end: 0 };

export function watched(id: number, expression: Expression): Expression {
  const { span } = expression;
  return {
    type: 'SubExpression',
    path: {
      type: 'PathExpression',
      data: false,
      depth: 0,
      parts: ['$watch'],
      original: '$watch',
      partSpans: [span],
      span,
    },
    params: [{ type: 'NumberLiteral', value: id, original: id, span }, expression],
    hash: { type: 'Hash', pairs: [], span },
    span,
  };
}

/** `ids`: of the variants of each message's steps. */
export function watchVariants(
  program: ProgramIR,
  ids: readonly (readonly (number[] | undefined)[])[],
): ProgramIR {
  return {
    ...program,
    messages: program.messages.map((message, m) => ({
      ...message,
      steps: message.steps.map((step, s): StepIR => {
        const own = ids[m]?.[s];
        const { value } = step;
        if (!own || value.op === 'wait' || !value.variants) return step;
        const variants = value.variants.map((v, i) => ({ ...v, body: watchBody(v.body, own[i]!, step) }));
        return { ...step, value: { ...value, variants } };
      }),
    })),
  };
}

/** A body is rendered when its first field is looked at. */
function watchBody(body: ValueIR, id: number, { span }: StepIR): ValueIR {
  if (body.op === 'call')
    return { ...body, value: watchBody(body.value, id, { span } as StepIR) } satisfies CallIR;
  if (
    body.op === 'json' &&
    typeof body.value === 'object' &&
    body.value !== null &&
    !Array.isArray(body.value)
  ) {
    const fields = Object.entries(body.value).map(([key, value]) => ({
      key,
      value: { op: 'json' as const, value },
      required: false,
    }));
    return watchBody({ op: 'object', fields, span }, id, { span } as StepIR);
  }
  if (body.op !== 'object') return body;
  const always: BooleanLiteral = { type: 'BooleanLiteral', value: true, original: true, span: nowhere };
  const [first, ...rest] = body.fields;
  if (!first) return body;
  return {
    ...body,
    fields: [{ ...first, when: watched(id, first.when ?? always) }, ...rest],
  } satisfies ObjectIR;
}
