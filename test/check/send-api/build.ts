/**
 * Builds model bodies from plain JSON, as bind does from files: the file's text is the pretty-printed JSON, so that
 * ranges and fixes are real. Strings with `{{` are templates, parsed just far enough: one statement per piece.
 */
import type { MustacheStatement, PathExpression, Program, Statement } from '../../../grammar/ast.ts';
import type {
  FieldNode,
  Guard,
  Json,
  Node,
  ObjectNode,
  Place,
  RootScope,
  Scalar,
} from '../../../src/bind/model.ts';
import { checkBody } from '../../../src/check/send-api/index.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { request } from '../../../src/send-api/request.ts';
import { fieldOf, variantOf } from '../../../src/send-api/resolve.ts';
import type { Channel, Profile, RuleContext, Shape } from '../../../src/send-api/schema.ts';
import type { Range, SourceFile } from '../../../src/source/source.ts';

export interface BuildOptions {
  /** JSON pointers of strings that are not constant. */
  readonly open?: readonly string[];
  /** JSON pointers of fields and items with `when: <path expression>`; `not x` negates. */
  readonly when?: Readonly<Record<string, string>>;
  /** JSON pointers of items that repeat. */
  readonly each?: readonly string[];
  /** JSON pointers of fields from `unchecked:`. */
  readonly unchecked?: readonly string[];
}

export interface CheckOptions extends BuildOptions {
  readonly api?: Profile;
  readonly channels?: readonly Channel[];
}

/** What `checkBody` says of a body, nulls left out as bind leaves them out. */
export function check(body: Json, options: CheckOptions = {}): Diagnostic[] {
  const rules: RuleContext = { profile: options.api ?? 'v21.0', channels: options.channels ?? ['messenger'] };
  const found: Diagnostic[] = [];
  checkBody(build(body, options), rules, (diagnostic) => found.push(diagnostic), new Set());
  return found;
}

/** `code @ the text that is underlined (first line)`, warnings and informations with a mark before them. */
export function summary(diagnostics: readonly Diagnostic[]): string[] {
  const mark = { error: '', warning: 'warning: ', information: 'information: ' };
  return diagnostics.map((d) => {
    const text = d.file.text.slice(d.range.start, d.range.end).replace(/\s+/g, ' ');
    return `${mark[d.severity]}${d.code} @ ${text}`;
  });
}

const scope: RootScope = {
  kind: 'root',
  params: { types: new Map(), schema: {} },
  specPath: 'test.msg.yaml',
};

export function build(body: Json, options: BuildOptions = {}): ObjectNode {
  const pieces: string[] = [];
  let length = 0;
  const file = { path: 'test.msg.yaml', text: '' } as { -readonly [K in keyof SourceFile]: SourceFile[K] };
  const write = (text: string): Range => {
    pieces.push(text);
    length += text.length;
    return { start: length - text.length, end: length };
  };
  const node = make(body, request, '', 0);
  file.text = pieces.join('');
  if (node.kind !== 'object') throw new Error('a body is an object');
  return node;

  function make(json: Json, shape: Shape | undefined, at: string, depth: number): Node {
    if (Array.isArray(json)) return makeList(json, shape, at, depth);
    if (typeof json === 'object' && json !== null) {
      return makeObject(json as Readonly<Record<string, Json>>, shape, at, depth);
    }
    const range = write(JSON.stringify(json));
    return makeText(json as string | number | boolean, shape, at, { file, range });
  }

  function makeObject(
    json: Readonly<Record<string, Json>>,
    shape: Shape | undefined,
    at: string,
    depth: number,
  ): ObjectNode {
    const start = write('{').start;
    const known = shape?.kind === 'union' ? (chooseVariant(shape, json) ?? shape) : shape;
    const fields: FieldNode[] = [];
    for (const [key, value] of Object.entries(json)) {
      if (value === null) continue;
      write(`${fields.length > 0 ? ',' : ''}\n${'  '.repeat(depth + 1)}`);
      const keyRange = write(JSON.stringify(key));
      write(': ');
      const pointer = `${at}/${key}`;
      const unchecked = options.unchecked?.includes(pointer);
      const field = unchecked ? undefined : fieldOf(known, key);
      fields.push({
        key,
        keyPlace: { file, range: keyRange },
        field,
        value: make(value, field?.shape, pointer, depth + 1),
        when: guard(options.when?.[pointer]),
        unchecked,
      });
    }
    const { end } = write(`\n${'  '.repeat(depth)}}`);
    return { kind: 'object', file, range: { start, end }, shape, scope, fields };
  }

  function makeList(json: readonly Json[], shape: Shape | undefined, at: string, depth: number): Node {
    const start = write('[').start;
    const items = json.map((value, index) => {
      write(index > 0 ? ', ' : '');
      const pointer = `${at}/${index}`;
      const item = make(value, shape?.kind === 'list' ? shape.of : undefined, pointer, depth);
      const each = options.each?.includes(pointer)
        ? {
            kind: 'loop' as const,
            outer: scope,
            loop: { list: path('xs'), names: [] },
            text: scalar('', { file, range: item.range }),
          }
        : undefined;
      return { file, range: item.range, value: item, each, when: guard(options.when?.[pointer]) };
    });
    const { end } = write(']');
    return { kind: 'list', file, range: { start, end }, shape, scope, items };
  }

  function makeText(
    value: string | number | boolean,
    shape: Shape | undefined,
    at: string,
    place: Place,
  ): Node {
    const text = String(value);
    const program = options.open?.includes(at) ? { ...parse(''), body: [mustache('x')] } : parse(text);
    return {
      kind: 'text',
      ...place,
      shape,
      scope,
      program,
      text: scalar(text, place),
      trim: false,
      core: value,
      destination: 'text',
    };
  }

  function guard(condition: string | undefined): Guard | undefined {
    if (condition === undefined) return undefined;
    const negated = condition.startsWith('not ');
    const inner = path(condition.replace(/^not /, ''));
    return {
      condition: negated
        ? { type: 'SubExpression', path: path('not'), params: [inner], hash: noHash, span: nowhere }
        : inner,
      scope,
      text: scalar(condition, { file, range: { start: 0, end: 0 } }),
    };
  }
}

function chooseVariant(union: Extract<Shape, { kind: 'union' }>, json: Readonly<Record<string, Json>>) {
  const text = (key: string) => (typeof json[key] === 'string' ? (json[key] as string) : undefined);
  return variantOf(union, text, (key) => (json[key] ?? null) !== null).variant;
}

const nowhere = { start: 0, end: 0 };
const noHash = { type: 'Hash' as const, pairs: [], span: nowhere };

function scalar(value: string, place: Place): Scalar {
  const map = { toFile: () => place.range.start, range: () => place.range };
  return { ...place, value, map };
}

function parse(text: string): Program {
  const body: Statement[] = text
    .split(/(\{\{[^}]*\}\})/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith('{{') && piece.endsWith('}}')
        ? mustache(piece.slice(2, -2))
        : { type: 'ContentStatement', value: piece, original: piece, span: nowhere },
    );
  return { type: 'Program', body, span: nowhere };
}

function mustache(name: string): MustacheStatement {
  return {
    type: 'MustacheStatement',
    path: path(name.trim()),
    params: [],
    hash: noHash,
    escaped: true,
    strip: { open: false, close: false },
    span: nowhere,
  };
}

function path(original: string): PathExpression {
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: original.split('.'),
    original,
    partSpans: [],
    span: nowhere,
  };
}

/** A request around a message. */
export function inMessage(message: Json, extra: Readonly<Record<string, Json>> = {}): Json {
  return { messaging_type: 'RESPONSE', ...extra, message };
}

/** A request around the payload of a template. */
export function inTemplate(payload: Json, extra: Readonly<Record<string, Json>> = {}): Json {
  return inMessage({ attachment: { type: 'template', payload } }, extra);
}

/** A button template around buttons. */
export function withButtons(...buttons: readonly Json[]): Json {
  return inTemplate({ template_type: 'button', text: 'Hello', buttons });
}

export const receiptPayload = {
  template_type: 'receipt',
  recipient_name: 'Ana',
  order_number: 'A-1',
  currency: 'EUR',
  payment_method: 'Visa',
  summary: { total_cost: 5 },
};

export const feedbackPayload = {
  template_type: 'customer_feedback',
  title: 'Rate us',
  subtitle: 'Ten seconds',
  button_title: 'Rate',
  feedback_screens: [{ questions: [{ id: 'q1', type: 'csat', title: 'How was it?' }] }],
  business_privacy: { url: 'https://clinic.example/privacy' },
};
