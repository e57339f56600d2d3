/**
 * Keys of a fragment that nothing in its file uses: whether it will stand as a card, a button, a quick reply or a message
 * nobody knows, but a key that none of them has is a slip.
 */
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import { mediaKeys, request, requestFields, templateKeys } from '../send-api/index.ts';
import type { Shape } from '../send-api/schema.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import { isBodyKey, metaKeys } from './body.ts';
import type { BindContext, Source } from './context.ts';

export function checkLooseKeys(ctx: BindContext, source: Source, node: YamlNode): void {
  if (node.kind === 'seq') for (const item of node.items) checkLooseKeys(ctx, source, item);
  if (node.kind !== 'map') return;
  known ??= collectKeys();
  for (const { key, value } of node.entries) {
    const name = key.value;
    if (!known.names.has(name) && !isBodyKey(name)) {
      const place = { file: source.file, range: key.range };
      const params = {
        name,
        of: 'a message or a part of one',
        suggestion: didYouMean(name, known.names),
      };
      // a use under "unchecked" in another file would take it
      const extras = { severity: 'warning' as const, ...renameFixes(place, name, known.names) };
      ctx.report(diagnostic('spec/unknown-key', place.file, place.range, params, extras));
    } else if (!known.opaque.has(name)) checkLooseKeys(ctx, source, value);
  }
}

interface KnownKeys {
  readonly names: Set<string>;
  /** What stands below them is not the Send API's, or has names of the author's. */
  readonly opaque: Set<string>;
}

let known: KnownKeys | undefined;

/** All keys of a request at any depth, and the language's own. */
function collectKeys(): KnownKeys {
  const controls = ['tap', 'key', 'use', 'each', 'when', 'otherwise', 'params', 'weight'];
  const sugar = [...requestFields, ...metaKeys, ...Object.keys(mediaKeys), ...Object.keys(templateKeys)];
  const found: KnownKeys = {
    names: new Set([...controls, ...sugar, 'buttons', 'typing', 'wait']),
    opaque: new Set(['unchecked', 'params', 'variants', 'examples']),
  };
  addShape(request, found, new Set());
  return found;
}

function addShape(shape: Shape, found: KnownKeys, seen: Set<Shape>): void {
  if (seen.has(shape)) return;
  seen.add(shape);
  if (shape.kind === 'list') addShape(shape.of, found, seen);
  if (shape.kind === 'union') for (const one of Object.values(shape.variants)) addShape(one, found, seen);
  if (shape.kind !== 'object') return;
  for (const [name, field] of Object.entries(shape.fields)) {
    found.names.add(name);
    if (isOpaque(field.shape)) found.opaque.add(name);
    addShape(field.shape, found, seen);
  }
}

function isOpaque(shape: Shape): boolean {
  if (shape.kind === 'list') return isOpaque(shape.of);
  return shape.kind === 'any' || (shape.kind === 'object' && shape.open === true);
}
