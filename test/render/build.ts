/** Small builders of IR by hand: tests of the renderer need neither YAML nor the binder. */
import type { Expression } from '../../grammar/ast.ts';
import { parseTemplate } from '../../grammar/index.ts';
import type { Json } from '../../src/bind/model.ts';
import type {
  CallIR,
  FieldIR,
  ItemIR,
  ListIR,
  LoopIR,
  MessageIR,
  ObjectIR,
  ProgramIR,
  SpanIR,
  StepIR,
  TextIR,
  ValueIR,
} from '../../src/lower/ir.ts';

/** A place of its own for each text, so that problems tell texts apart. */
export function span(path = 'm', line = 1): SpanIR {
  return { file: 'a.msg.yaml', line, column: 3, start: line * 10, end: line * 10 + 5, path };
}

let line = 1;

export function text(source: string, more: Partial<TextIR> = {}): TextIR {
  const { program, problems } = parseTemplate(source);
  if (problems.length > 0) throw new Error(`${source}: ${JSON.stringify(problems)}`);
  line++;
  return {
    op: 'text',
    program,
    as: 'string',
    destination: 'text',
    trim: false,
    whenEmpty: 'keep',
    span: span(`m.text${line}`, line),
    ...more,
  };
}

/** An expression as it stands between braces: `(gt a 1)`, `order.items`. */
export function expression(source: string): Expression {
  const { program, problems } = parseTemplate(`{{x ${source}}}`);
  const [statement] = program.body;
  if (problems.length > 0 || statement?.type !== 'MustacheStatement') throw new Error(source);
  return statement.params[0] as Expression;
}

export const json = (value: Json): ValueIR => ({ op: 'json', value });

export function object(fields: { [key: string]: ValueIR | Partial<FieldIR> }): ObjectIR {
  return {
    op: 'object',
    span: span('m.object'),
    fields: Object.entries(fields).map(([key, field]) =>
      'op' in field
        ? { key, value: field, required: false }
        : { key, required: false, value: json(null), ...field },
    ),
  };
}

export function list(items: readonly (ValueIR | Partial<ItemIR>)[], more: Partial<ListIR> = {}): ListIR {
  return {
    op: 'list',
    span: span('m.list'),
    whenEmpty: 'keep',
    items: items.map((item) => ('op' in item ? { value: item } : { value: json(null), ...item })),
    ...more,
  };
}

export function each(source: string, ...names: string[]): LoopIR {
  return { list: expression(source), names, span: span('m.each') };
}

export function call(value: ValueIR, args: { [name: string]: string }, more: Partial<CallIR> = {}): CallIR {
  return {
    op: 'call',
    args: Object.entries(args).map(([name, source]) => [name, expression(source)] as const),
    defaults: {},
    inherits: true,
    value,
    span: span('m.call'),
    ...more,
  };
}

export function step(body: ValueIR, more: Partial<StepIR> = {}): StepIR {
  return { value: { op: 'body', body }, span: span('m.step'), ...more };
}

export function wait(milliseconds: number, more: Partial<StepIR> = {}): StepIR {
  return { value: { op: 'wait', milliseconds }, span: span('m.wait'), ...more };
}

export function message(name: string, steps: readonly StepIR[], more: Partial<MessageIR> = {}): MessageIR {
  return { name, steps, needs: [], uploads: [], payloads: [], ...more };
}

export function program(messages: readonly MessageIR[], more: Partial<ProgramIR> = {}): ProgramIR {
  return {
    format: 1,
    file: 'a.msg.yaml',
    language: 'en',
    schema: { type: 'object', properties: {} },
    defaults: {},
    messages,
    ...more,
  };
}

/** A program whose one message `m` has one step, whose body is `{ v: value }`. */
export function one(value: ValueIR, more: Partial<ProgramIR> = {}): ProgramIR {
  return program([message('m', [step(object({ v: value }))])], more);
}
