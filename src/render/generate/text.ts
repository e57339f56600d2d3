/** A text of the IR as JavaScript. */
import type { TextIR } from '../../lower/ir.ts';
import { controlWhitespace } from '../interpret/handlebars.ts';
import { type HandlebarsNode, singleValue, toHandlebars } from '../interpret/to-handlebars.ts';
import { finishTel, trimBreaks } from '../runtime/output.ts';
import { type PathNode, type Place, readValue, topPlace } from './expression.ts';
import { literal, type Writer } from './javascript.ts';
import { absent, constant, type Result } from './result.ts';
import type { Scope } from './scope.ts';
import { frameObject, type Outputs, plainText, writeBody } from './template.ts';

const outputsOf: { readonly [destination in TextIR['destination']]: Outputs } = {
  text: ['text', 'text'],
  'whole-url': ['text', 'text'],
  url: ['urlPart', 'rawUrlPart'],
  tel: ['telPart', 'text'],
};

export function writeText(writer: Writer, node: TextIR, scope: Scope): Result {
  const names = scope.names.map(([name]) => name);
  const span = writer.constant('S', literal(node.span));
  const place = topPlace(scope);
  if (node.as !== 'string') {
    const single = singleValue(node.program, node.span, names);
    if (single !== undefined) {
      const at = textPlace(writer, [single], place);
      writer.line(`run.at = ${span};`);
      const value = writer.let('v', `nativeValue(run, ${readValue(writer, single, at)})`);
      return finish(writer, node, span, value);
    }
  }
  const tree = controlWhitespace(toHandlebars(node.program, node.span, names));
  const body = (tree['body'] as HandlebarsNode[]).filter(
    (statement) => statement.type !== 'CommentStatement',
  );
  if (body.every((statement) => statement.type === 'ContentStatement')) {
    return constantText(writer, node, span, body.map((statement) => statement['value'] as string).join(''));
  }
  writer.line(`run.at = ${span};`);
  if (node.destination === 'url') writer.line('run.dots = false;');
  const at = textPlace(writer, body, place);
  const outputs = outputsOf[node.destination];
  const plain = plainText(writer, body, outputs, at);
  const finishing = finishers(node, body);
  if (plain !== undefined) {
    return finish(
      writer,
      node,
      span,
      writer.let(
        'v',
        finishing.reduce((value, f) => `${f}${value})`, plain),
      ),
      body,
    );
  }
  const out = writer.name('v');
  writer.line(`let ${out} = "";`);
  writeBody(writer, out, body, outputs, at);
  if (finishing.length > 0) writer.line(`${out} = ${finishing.reduce((value, f) => `${f}${value})`, out)};`);
  return finish(writer, node, span, out, body);
}

/** Calls around the finished text, each up to its last argument. */
function finishers(node: TextIR, body: readonly HandlebarsNode[]): string[] {
  const calls: string[] = [];
  const last = body[body.length - 1];
  const endsPlain = last?.type === 'ContentStatement' && /[^\r\n]$/.test(last['value'] as string);
  if (node.trim && !endsPlain) calls.push('trimBreaks(');
  if (node.destination === 'url') calls.push('finishUrl(run, ');
  if (node.destination === 'whole-url') calls.push('finishWholeUrl(run, ');
  if (node.destination === 'tel') calls.push('finishTel(');
  return calls;
}

/** `value` holds the text (or the native value): what an empty one means, and the limit. */
function finish(
  writer: Writer,
  node: TextIR,
  span: string,
  value: string,
  body: readonly HandlebarsNode[] = [],
): Result {
  const { limit, whenEmpty } = node;
  const native = body.length === 0;
  // A literal that holds more than line breaks makes the text never empty.
  const never = body.some((s) => s.type === 'ContentStatement' && /[^\r\n]/.test(s['value'] as string));
  const isEmpty = native ? `(${value} === undefined || ${value} === "")` : `${value} === ""`;
  if (limit !== undefined) {
    const { min, max, unit } = limit;
    const units = unit === 'bytes' ? 3 : 1;
    const tests = [
      ...(max === undefined ? [] : [`${value}.length${units > 1 ? ` * ${units}` : ''} > ${max}`]),
      ...(min === undefined ? [] : [`${value}.length < ${min * 2}`]),
    ];
    const isText = native ? `typeof ${value} === "string" && ` : '';
    const check = `checkText(run, ${value}, ${writer.constant('L', literal(limit))}, ${span});`;
    if (tests.length > 0) writer.line(`if (${isText}${value} !== "" && (${tests.join(' || ')})) ${check}`);
  }
  if (never) return { code: value, maybe: false };
  if (whenEmpty === 'keep')
    return native ? { code: `(${value} ?? "")`, maybe: false } : { code: value, maybe: false };
  if (whenEmpty === 'fail')
    writer.line(`if (${isEmpty}) run.failAt(${span}, "empty", emptyMessage(${span}.path));`);
  return { code: writer.let('v', `${isEmpty} ? undefined : ${value}`), maybe: true };
}

function constantText(writer: Writer, node: TextIR, span: string, source: string): Result {
  let value = node.trim ? trimBreaks(source) : source;
  // Nothing here is from data, so only the forms of whole-url and tel can still object.
  if (node.destination === 'tel') value = finishTel(value);
  if (node.destination === 'whole-url') {
    writer.line(`run.at = ${span};`);
    writer.line(`finishWholeUrl(run, ${literal(value)});`);
  }
  if (value === '') {
    if (node.whenEmpty === 'keep') return constant('');
    if (node.whenEmpty === 'fail') writer.line(`run.failAt(${span}, "empty", emptyMessage(${span}.path));`);
    return absent;
  }
  if (node.limit !== undefined) {
    writer.line(`checkText(run, ${literal(value)}, ${writer.constant('L', literal(node.limit))}, ${span});`);
  }
  return constant(value);
}

/** The place at the top of a text, with what `../` and `@../` need where they are used. */
export function textPlace(writer: Writer, nodes: readonly HandlebarsNode[], place: Place): Place {
  const uses = { depths: false, frames: false };
  for (const node of nodes) findUses(node, uses);
  const whole = (): string => place.scope.root.whole();
  return {
    ...place,
    ...(uses.depths && { depths: writer.let('c', `[${whole()}]`) }),
    ...(uses.frames && { frames: writer.let('g', frameObject(place.frame, whole())) }),
  };
}

function findUses(node: unknown, uses: { depths: boolean; frames: boolean }): void {
  if (typeof node !== 'object' || node === null) return;
  const { type, depth, data } = node as PathNode;
  if (type === 'PathExpression') {
    if (depth > 0) uses[data ? 'frames' : 'depths'] = true;
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc') continue;
    if (Array.isArray(value)) for (const item of value) findUses(item, uses);
    else findUses(value, uses);
  }
}
