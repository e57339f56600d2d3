/** The functions of a program, one a message: `function m0(run, d)` gives its steps. */
import type { MessageIR, ObjectIR, ProgramIR, SpanIR, ValueIR } from '../../lower/ir.ts';
import * as runtime from '../runtime/index.ts';
import { Constants, literal, member, Writer } from './javascript.ts';
import type { Result } from './result.ts';
import { MessageRoot, type Scope } from './scope.ts';
import {
  type GuardedItem,
  objectSource,
  sourceOf,
  type Uploads,
  writeField,
  writeItems,
  writeValue,
} from './value.ts';

/** `source` defines m0, m1 … in the order of the messages; it needs the names of the runtime in scope. */
export function generateFunctions(program: ProgramIR): {
  readonly source: string;
  readonly names: readonly string[];
} {
  const constants = new Constants();
  const functions = program.messages.map((message, i) => messageFunction(constants, message, `m${i}`));
  return {
    source: [constants.source, ...functions].join('\n\n'),
    names: program.messages.map((_, i) => `m${i}`),
  };
}

/** The runtime's exports as the first line of generated code: `const { text, … } = R;`. */
export const runtimeNames: string = `const { hasOwn: has, ${Object.keys(runtime)
  .filter((name) => name !== 'hasOwn')
  .sort()
  .join(', ')} } = R;`;

function messageFunction(constants: Constants, message: MessageIR, name: string): string {
  const writer = new Writer(constants);
  const root = new MessageRoot();
  const scope: Scope = { root, names: [], frame: {} };
  const uploads = message.uploads.map((upload) => upload.path);
  const groups: number[][] = [];
  for (const [index, step] of message.steps.entries()) {
    if (step.joined && groups.length > 0) groups[groups.length - 1]?.push(index);
    else groups.push([index]);
  }
  const items = groups.map((group): GuardedItem => {
    const { each, when, otherwise, span } = message.steps[group[0] as number] as MessageIR['steps'][number];
    const turn = (inner: Scope): void => {
      for (const index of group) writeStep(writer, message, index, inner, uploads);
    };
    return { ...(each && { each }), ...(when && { when }), ...(otherwise && { otherwise }), span, turn };
  });
  writeItems(writer, items, scope);
  const { helperSpans } = message;
  const places = helperSpans ? [`run.places = ${writer.constant('P', literal(helperSpans))};`] : [];
  const head = [
    ...places,
    'let t;',
    'const to = run.options.to;',
    'const steps = [];',
    ...root.declarations,
  ].map((line) => `  ${line}`);
  return `function ${name}(run, d) {\n${head.join('\n')}\n${writer.source}\n  return steps;\n}`;
}

function writeStep(writer: Writer, message: MessageIR, index: number, scope: Scope, uploads: Uploads): void {
  const { value, span } = message.steps[index] as MessageIR['steps'][number];
  if (value.op === 'wait') {
    writer.line(`steps.push(${writer.constant('K', `freeze(${literal({ wait: value.milliseconds })})`)});`);
    return;
  }
  const { variants = [] } = value;
  if (variants.length === 0) {
    writeBodyStep(writer, value.body, scope, uploads, span);
    return;
  }
  const weights = writer.constant('W', literal(variants.map((variant) => variant.weight)));
  const choice = `chooseVariant(${weights}, run.options.run ?? "", ${literal(message.name)}, ${index}, run.recipientKey)`;
  writer.block(`switch (${choice})`, () => {
    for (const [i, variant] of variants.entries()) {
      writer.block(`case ${i}:`, () => {
        writeBodyStep(writer, variant.body, scope, uploads, span);
        writer.line('break;');
      });
    }
  });
}

/** `recipient` from `to` goes first where the body has none. */
function writeBodyStep(writer: Writer, body: ValueIR, scope: Scope, uploads: Uploads, around: SpanIR): void {
  if (
    body.op === 'object' &&
    !body.fields.some((field) => field.key === 'recipient' || field.key === '__proto__')
  ) {
    writer.line(`steps.push({ body: ${addressedObject(writer, body, scope, uploads)} });`);
    return;
  }
  const result = writeValue(writer, body, scope, uploads, around);
  writer.line(`steps.push({ body: addressed(${sourceOf(writer, result)} ?? {}, to) });`);
}

function addressedObject(writer: Writer, node: ObjectIR, scope: Scope, uploads: Uploads): string {
  const fields = node.fields
    .map((field): readonly [string, Result] => [
      field.key,
      writeField(writer, field, node.span, scope, uploads),
    ])
    .filter(([, result]) => !('absent' in result));
  if (fields.every(([, result]) => 'constant' in result)) {
    const whole = Object.fromEntries(
      fields.map(([name, result]) => [name, (result as { constant: unknown }).constant]),
    );
    const shared = writer.constant('K', `freeze(${literal(whole)})`);
    const members = Object.keys(whole).map((name) => `, ${literal(name)}: ${shared}${member(name)}`);
    return `to === undefined ? ${shared} : { recipient: to${members.join('')} }`;
  }
  return objectSource(writer, fields, (members) =>
    members === ''
      ? 'to === undefined ? {} : { recipient: to }'
      : `to === undefined ? { ${members} } : { recipient: to, ${members} }`,
  );
}
