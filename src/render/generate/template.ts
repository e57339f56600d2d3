/** A template's body as statements that add to a string. */
import type { HandlebarsNode } from '../interpret/to-handlebars.ts';
import { type PathNode, type Place, readTruth, readValue } from './expression.ts';
import { literal, type Writer } from './javascript.ts';
import type { Frame } from './scope.ts';

/** Name of the runtime function that writes an output: escaped, raw. */
export type Outputs = readonly [escaped: string, raw: string];

/** An expression for the body's text where it has no blocks; undefined where statements are needed. */
export function plainText(
  writer: Writer,
  body: readonly HandlebarsNode[],
  outputs: Outputs,
  place: Place,
): string | undefined {
  if (body.some((node) => node.type === 'BlockStatement' || isFailure(node))) return undefined;
  const parts = textParts(writer, body, outputs, place);
  return parts.length === 0 ? '""' : parts.join(' + ');
}

/** Statements that add the body's text to the variable `out`. */
export function writeBody(
  writer: Writer,
  out: string,
  body: readonly HandlebarsNode[],
  outputs: Outputs,
  place: Place,
): void {
  let run: HandlebarsNode[] = [];
  const flush = (): void => {
    const parts = textParts(writer, run, outputs, place);
    if (parts.length > 0) writer.line(`${out} += ${parts.join(' + ')};`);
    run = [];
  };
  for (const node of body) {
    if (node.type === 'BlockStatement' || isFailure(node)) {
      flush();
      if (isFailure(node)) writer.line(`${readValue(writer, { ...node, type: 'SubExpression' }, place)};`);
      else writeBlock(writer, out, node, outputs, place);
    } else run.push(node);
  }
  flush();
}

function isFailure(node: HandlebarsNode): boolean {
  return node.type === 'MustacheStatement' && (node['path'] as PathNode).parts[0] === '$fail';
}

/** Literals and outputs to be added up; neighbouring literals are one. */
function textParts(
  writer: Writer,
  nodes: readonly HandlebarsNode[],
  outputs: Outputs,
  place: Place,
): string[] {
  const parts: string[] = [];
  let text = '';
  for (const node of nodes) {
    if (node.type === 'ContentStatement') text += node['value'] as string;
    if (node.type !== 'MustacheStatement') continue;
    if (text !== '') parts.push(literal(text));
    text = '';
    const [value, escaped] = node['params'] as [HandlebarsNode, HandlebarsNode];
    parts.push(`${outputs[escaped['value'] === 1 ? 0 : 1]}(run, ${readValue(writer, value, place)})`);
  }
  if (text !== '') parts.push(literal(text));
  return parts;
}

function writeBlock(writer: Writer, out: string, node: HandlebarsNode, outputs: Outputs, place: Place): void {
  const path = node['path'] as PathNode;
  const [param] = node['params'] as HandlebarsNode[];
  const name = param === undefined ? '' : path.parts[0];
  const program = node['program'] as ProgramNode | undefined;
  const inverse = node['inverse'] as ProgramNode | undefined;
  const body = (part: ProgramNode | undefined, at: Place): void => {
    if (part !== undefined) writeBody(writer, out, part.body, outputs, at);
  };
  const branch = (condition: string, yes: () => void, no: ProgramNode | undefined): void => {
    writer.block(`if (${condition})`, yes);
    if (no !== undefined && no.body.length > 0) writer.block('else', () => body(no, place));
  };
  if (name === 'if' || name === 'unless') {
    const [then, otherwise] = name === 'if' ? [program, inverse] : [inverse, program];
    const hash = node['hash'] as HandlebarsNode | undefined;
    const zero = (hash?.['pairs'] as HandlebarsNode[] | undefined)?.[0]?.['value'] as
      | HandlebarsNode
      | undefined;
    const condition =
      zero === undefined
        ? readTruth(writer, param as HandlebarsNode, place)
        : `truthyOrZero(${readValue(writer, param as HandlebarsNode, place)}, ${readValue(writer, zero, place)})`;
    branch(condition, () => body(then, place), otherwise);
  } else if (name === 'with') {
    const value = writer.let('w', readValue(writer, param as HandlebarsNode, place));
    branch(`!isEmpty(${value})`, () => body(program, inner(writer, place, value, program, [value])), inverse);
  } else if (name === 'each') {
    const list = writer.let('a', readValue(writer, param as HandlebarsNode, place));
    const items = writer.let('m', `members(${list})`);
    const keys = writer.let('k', `memberKeys(${list})`);
    const index = writer.name('i');
    branch(
      `${items}.length > 0`,
      () =>
        writer.block(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++)`, () => {
          const item = writer.let('x', `${items}[${index}]`);
          const key = writer.let('y', `${keys} === undefined ? ${index} : ${keys}[${index}]`);
          const frame = { index, key, first: `(${index} === 0)`, last: `(${index} === ${items}.length - 1)` };
          body(program, withFrame(writer, inner(writer, place, item, program, [item, key]), frame));
        }),
      inverse,
    );
  } else {
    writeSection(writer, readValue(writer, path, place), place, program, body, () => body(inverse, place));
  }
}

interface ProgramNode extends HandlebarsNode {
  readonly body: readonly HandlebarsNode[];
  readonly blockParams?: readonly string[];
}

/** `{{#name}}`: a list is looped over, true keeps the context, false and missing give the inverse, else like `with`. */
function writeSection(
  writer: Writer,
  value: string,
  place: Place,
  program: ProgramNode | undefined,
  body: (part: ProgramNode | undefined, at: Place) => void,
  inverse: () => void,
): void {
  const given = writer.let('s', value);
  const isList = writer.let('l', `Array.isArray(${given})`);
  const context = place.context ?? place.scope.root.whole();
  const items = writer.let('m', `sectionItems(${given}, ${context})`);
  const index = writer.name('i');
  writer.block(`if (${items}.length > 0)`, () =>
    writer.block(`for (let ${index} = 0; ${index} < ${items}.length; ${index}++)`, () => {
      const item = writer.let('x', `${items}[${index}]`);
      const either = (mine: string, outer: string | undefined): string =>
        writer.let('f', `${isList} ? ${mine} : ${outer ?? 'undefined'}`);
      const { frame } = place;
      const mine: Frame = {
        index: either(index, frame.index),
        key: either(index, frame.key),
        first: either(`${index} === 0`, frame.first),
        last: either(`${index} === ${items}.length - 1`, frame.last),
      };
      const param = writer.let('y', `${given} === true ? undefined : ${item}`);
      const at = withFrame(
        writer,
        inner(writer, place, item, program, [param, `(${isList} ? ${index} : undefined)`], given),
        mine,
        isList,
      );
      body(program, at);
    }),
  );
  writer.block('else', inverse);
}

/**
 * The place inside a block whose context is `context`: one more for `../`, whatever the values are (Handlebars counts two
 * equal ones as one, so that data would say what `../x` is). `section`: the value of `{{#x}}`.
 */
function inner(
  writer: Writer,
  place: Place,
  context: string,
  program: ProgramNode | undefined,
  values: readonly string[],
  section?: string,
): Place {
  const names = (program?.blockParams ?? []).map((name, i) => [name, values[i] ?? 'undefined'] as const);
  const { depths: around } = place;
  const contexts =
    section === undefined
      ? `[${context}, ...${around}]`
      : `sectionContexts(${section}, ${context}, ${around})`;
  const depths = around === undefined ? {} : { depths: writer.let('c', contexts) };
  return { ...place, ...depths, context, names: [...names, ...place.names] };
}

/** With the loop's `@index` and its like; `only`: a condition under which they are there. */
function withFrame(writer: Writer, place: Place, frame: Frame, only?: string): Place {
  const at = { ...place, frame };
  if (place.frames === undefined) return at;
  const object = `${frameObject(frame, place.scope.root.whole(), place.frames)}`;
  return {
    ...at,
    frames: writer.let('g', only === undefined ? object : `${only} ? ${object} : ${place.frames}`),
  };
}

/** The frame as a value, for `@../`. */
export function frameObject(frame: Frame | undefined, root: string, outer?: string): string {
  if (frame === undefined) return 'undefined';
  const { index, key, first, last } = frame;
  const parent = outer ?? frameObject(frame.outer, root);
  return `{ index: ${index}, key: ${key}, first: ${first}, last: ${last}, root: ${root}, _parent: ${parent} }`;
}
