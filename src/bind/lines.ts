/** One-line shorthand -> the long form of the Send API. */
import type { ButtonLine, LinkOption, Program, ReplyLine } from '../../grammar/ast.ts';
import { parseButtonLine, parseLinkLine, parseReplyLine, parseTemplate } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { replaceWord } from '../diagnostics/rename-fixes.ts';
import { fieldOf, variantOf } from '../send-api/resolve.ts';
import type { ObjectShape, Shape } from '../send-api/schema.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { type BindContext, isTooLong, kindOf, reportProblems, type Source, scalarText } from './context.ts';
import { nothing } from './items.ts';
import type { Destination, FieldNode, Node, ObjectNode, Scalar } from './model.ts';
import { partText } from './text.ts';

export type LineKind = 'button' | 'reply' | 'id' | 'link';

/** `shape` is that of the long form. */
export function bindLine(
  ctx: BindContext,
  source: Source,
  node: YamlNode,
  kind: LineKind,
  shape: Shape,
): Node {
  if (node.kind === 'scalar' && isTooLong(ctx, source.file, node)) return nothing(source, node);
  if (node.kind !== 'scalar' || node.core === null) {
    ctx.report(
      diagnostic('spec/wrong-kind', source.file, node.range, {
        key: 'this line',
        expected: 'a text',
        found: kindOf(node),
      }),
    );
    return nothing(source, node);
  }
  const text = scalarText(source.file, node);
  if (kind === 'id') return idLine(ctx, source, text, shape);
  const parsed =
    kind === 'reply'
      ? parseReplyLine(node.value)
      : kind === 'link'
        ? parseLinkLine(node.value)
        : parseButtonLine(node.value);
  reportProblems(ctx, text, parsed.problems);
  if (!parsed.value) return nothing(source, node);
  const value = parsed.value;
  if (value.kind === 'reply' && value.payload === undefined) reportPersonWord(ctx, source, node);
  const build = new LineBuilder(ctx, source, text, shape);
  if (value.kind === 'reply' || value.kind === 'user_phone_number' || value.kind === 'user_email')
    return reply(build, value);
  if (kind === 'link' && value.kind === 'link') return link(build, value);
  return button(ctx, build, value as ButtonLine);
}

const personWords = ['user_phone_number', 'user_email'];

/** `user_phone`: a lone word that is meant for the person's own data would be shown as it is. */
function reportPersonWord(ctx: BindContext, source: Source, node: YamlScalar): void {
  const word = node.value;
  if (node.style !== 'plain' || !/^user[_-]?[a-z_-]*$/i.test(word)) return;
  const near = personWords.filter((w) => w.includes(/phone|tel|number/i.test(word) ? 'phone' : 'mail'));
  if (!/phone|tel|number|mail/i.test(word)) return;
  ctx.report(
    diagnostic(
      'spec/unknown-action',
      source.file,
      node.range,
      {
        word,
        of: 'word for the data of a person',
        known: personWords.join(', '),
        instead: `${word} -> ${word.toUpperCase()}`,
        suggestion: ` Did you mean "${near[0]}"?`,
      },
      { fixes: replaceWord({ file: source.file, range: node.range }, word, near[0]!) ?? [] },
    ),
  );
}

function button(ctx: BindContext, build: LineBuilder, line: ButtonLine): ObjectNode {
  switch (line.kind) {
    case 'link':
      build.variant('type', 'web_url').text('title', line.title);
      return link(build, line);
    case 'call':
      return build
        .variant('type', 'phone_number')
        .text('title', line.title)
        .text('payload', line.number, 'tel')
        .done();
    case 'login':
    case 'logout':
      if (line.title) {
        ctx.report(
          diagnostic('spec/title-not-shown', build.source.file, build.range(line.title), {
            button: line.kind,
          }),
        );
      }
      build.variant('type', line.kind === 'login' ? 'account_link' : 'account_unlink');
      if (line.kind === 'login') build.text('url', line.url);
      return build.done();
    case 'postback':
      return build
        .variant('type', 'postback')
        .text('title', line.title)
        .text('payload', line.payload, 'text')
        .asTarget()
        .done();
  }
}

function reply(build: LineBuilder, line: ReplyLine): ObjectNode {
  if (line.kind !== 'reply') return build.literal('content_type', line.kind).done();
  build
    .literal('content_type', 'text')
    .text('title', line.title)
    .text('payload', line.payload ?? line.title, 'text');
  if (line.icon) build.text('image_url', line.icon);
  return build.done();
}

function link(build: LineBuilder, line: { url: Program; options: readonly LinkOption[] }): ObjectNode {
  if (!build.hasVariant) build.variant('type', 'web_url');
  build.text('url', line.url);
  for (const option of line.options) {
    if (option.kind === 'ratio') build.literal('webview_height_ratio', option.value);
    else if (option.kind === 'extensions') build.literal('messenger_extensions', true);
    else if (option.kind === 'fallback') build.text('fallback_url', option.url);
    else build.literal('webview_share_button', 'hide');
  }
  return build.done();
}

/** `product: [123, 456]`. */
function idLine(ctx: BindContext, source: Source, text: Scalar, shape: Shape): ObjectNode {
  const { program, problems } = parseTemplate(text.value);
  reportProblems(ctx, text, problems);
  return new LineBuilder(ctx, source, text, shape).text('id', program, 'text').done();
}

class LineBuilder {
  readonly fields: FieldNode[] = [];
  hasVariant = false;
  readonly source: Source;
  private readonly ctx: BindContext;
  private readonly line: Scalar;
  private readonly union: Extract<Shape, { kind: 'union' }> | undefined;
  private shape: ObjectShape | undefined;

  constructor(ctx: BindContext, source: Source, line: Scalar, shape: Shape) {
    this.ctx = ctx;
    this.source = source;
    this.line = line;
    this.shape = shape.kind === 'object' ? shape : undefined;
    this.union = shape.kind === 'union' ? shape : undefined;
  }

  /** Chooses the union's variant and writes the discriminator. */
  variant(key: string, name: string): this {
    this.hasVariant = true;
    if (this.union)
      this.shape = variantOf(
        this.union,
        (k) => (k === key ? name : undefined),
        (k) => k === key,
      ).variant;
    return this.literal(key, name);
  }

  literal(key: string, value: string | boolean): this {
    if (this.union && !this.shape) {
      this.shape = variantOf(
        this.union,
        (k) => (k === key ? String(value) : undefined),
        (k) => k === key,
      ).variant;
    }
    const node = { file: this.source.file, range: this.line.range, scope: this.source.scope } as const;
    const field = this.field(key);
    this.fields.push({
      key,
      keyPlace: node,
      field,
      implied: true,
      value: { kind: 'literal', value, shape: field?.shape, ...node },
    });
    return this;
  }

  text(key: string, program: Program, destination?: Destination): this {
    const field = this.field(key);
    this.fields.push({
      key,
      keyPlace: { file: this.source.file, range: this.range(program) },
      field,
      value: partText(this.ctx, this.source, this.line, program, field?.shape, destination),
    });
    return this;
  }

  /** The field that was added last. */
  asTarget(): this {
    this.fields.push({ ...this.fields.pop()!, target: true });
    return this;
  }

  range(program: Program) {
    return this.line.map.range(program.span.start, program.span.end);
  }

  done(): ObjectNode {
    return {
      kind: 'object',
      fields: this.fields,
      file: this.source.file,
      range: this.line.range,
      shape: this.shape,
      scope: this.source.scope,
    };
  }

  private field(key: string) {
    return this.shape && fieldOf(this.shape, key);
  }
}
