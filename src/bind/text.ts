/** A scalar of the file -> a text with its template parsed. */
import type { Program } from '../../grammar/ast.ts';
import { onlyExpression, parseTemplate } from '../../grammar/index.ts';
import { trimBreaks } from '../render/runtime/output.ts';
import type { Shape } from '../send-api/schema.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import { checkBlockScalar } from './block-scalars.ts';
import { type BindContext, isTooLong, reportProblems, type Source, scalarText } from './context.ts';
import { expandInline } from './inline-partials.ts';
import type { Destination, Scalar, TextNode } from './model.ts';
import { bindPartials } from './partials.ts';

export function bindText(
  ctx: BindContext,
  source: Source,
  node: YamlScalar,
  shape: Shape | undefined,
): TextNode {
  const text = scalarText(source.file, node);
  const { program: written, problems } = parseTemplate(isTooLong(ctx, source.file, node) ? '' : node.value);
  if (problems.length > 0) reportProblems(ctx, text, problems);
  const block = node.style === 'literal' || node.style === 'folded';
  if (block && problems.length === 0) checkBlockScalar(ctx, source.file, node, written);
  const trim = block && node.chomp !== 'keep';
  const expanded = expandInline(ctx, text, written);
  const program = trim ? withoutBreaks(expanded) : expanded;
  const partials = bindPartials(ctx, source, text, program);
  return {
    kind: 'text',
    file: source.file,
    range: node.range,
    shape,
    scope: source.scope,
    program,
    text,
    trim,
    ...(node.style === 'plain' && node.core !== null && { core: node.core }),
    destination: destinationOf(shape, program),
    ...(partials && { partials }),
  };
}

/** A part of a shorthand line: its program's spans are offsets into the whole line. */
export function partText(
  ctx: BindContext,
  source: Source,
  text: Scalar,
  written: Program,
  shape: Shape | undefined,
  destination?: Destination,
): TextNode {
  const program = expandInline(ctx, text, written);
  const partials = bindPartials(ctx, source, text, program);
  return {
    kind: 'text',
    file: source.file,
    range: text.map.range(program.span.start, program.span.end),
    shape,
    scope: source.scope,
    program,
    text,
    trim: false,
    destination: destination ?? destinationOf(shape, program),
    ...(partials && { partials }),
  };
}

/** One expression alone in a block scalar is exactly one expression: the line break after it is removed. */
function withoutBreaks(program: Program): Program {
  const [only, last, ...others] = program.body;
  if (only?.type !== 'MustacheStatement' || last?.type !== 'ContentStatement' || others.length > 0)
    return program;
  return trimBreaks(last.value) === '' ? { ...program, body: [only] } : program;
}

function destinationOf(shape: Shape | undefined, program: Program): Destination {
  if (shape?.kind !== 'text') return 'text';
  const formats = shape.formats ?? [];
  if (
    formats.some((f) => f.format === 'url' || f.format === 'https-url' || f.format === 'facebook-media-url')
  ) {
    return onlyExpression(program) ? 'whole-url' : 'url';
  }
  return formats.some((f) => f.format === 'phone-number') && !onlyContent(program) ? 'tel' : 'text';
}

function onlyContent(program: Program): boolean {
  return program.body.every((s) => s.type === 'ContentStatement');
}
