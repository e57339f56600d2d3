/** Our tree in the shape that Handlebars compiles: places as `loc`, everything copied (it changes what it compiles). */
import type { Program } from '../../grammar/ast.ts';

export function toHandlebars(program: Program): hbs.AST.Program {
  return convert(program) as hbs.AST.Program;
}

const place = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };

function convert(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convert);
  if (typeof node !== 'object' || node === null) return node;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'span') result['loc'] = place;
    else if (!/Spans?$/.test(key)) result[key] = convert(value);
  }
  if (result['type'] === 'Program') result['strip'] = {};
  // `{{^x}}…{{/x}}` has an inverse only.
  if (result['type'] === 'BlockStatement' && result['inverse'] && !result['inverseStrip'])
    delete result['program'];
  // For Handlebars even an empty hash makes a path a helper's call.
  if (result['type'] === 'Hash' && (result['pairs'] as unknown[]).length === 0) return undefined;
  return result;
}
