/** Brings our AST and Handlebars' own to one form: no places, and the few deliberate differences of ast.ts undone. */

type Json = null | boolean | number | string | undefined | Json[] | { [key: string]: Json };

/** What ast.ts adds to the nodes. */
const ours = new Set([
  'span',
  'partSpans',
  'blockParamSpans',
  'keySpan',
  'openSpan',
  'closeSpan',
  'incomplete',
]);

/** Ours, as Handlebars would give it. */
export function normalizeOurs(node: unknown): Json {
  return normalize(node, ours);
}

/** Handlebars' own. */
export function normalizeTheirs(node: unknown): Json {
  return normalize(node, new Set(['loc']));
}

function normalize(node: unknown, dropped: ReadonlySet<string>): Json {
  if (Array.isArray(node)) return node.map((n) => normalize(n, dropped));
  if (typeof node !== 'object' || node === null) return node as Json;
  const result: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(node)) {
    if (dropped.has(key) || value === undefined) continue;
    result[key] = normalize(value, dropped);
  }
  return settle(result);
}

function settle(node: { [key: string]: Json }): Json {
  switch (node['type']) {
    case 'Program':
      // Handlebars keeps strip flags there for its white space pass.
      delete node['strip'];
      break;
    case 'Hash':
      if ((node['pairs'] as Json[]).length === 0) return undefined;
      break;
    case 'NullLiteral':
    case 'UndefinedLiteral':
      delete node['original'];
      delete node['value'];
      break;
    case 'Decorator':
      delete node['escaped'];
      break;
    case 'BlockStatement':
    case 'DecoratorBlock':
    case 'PartialBlockStatement':
    case 'PartialStatement':
      settleBlock(node);
  }
  for (const key of Object.keys(node)) if (node[key] === undefined) delete node[key];
  return node;
}

function settleBlock(node: { [key: string]: Json }): void {
  for (const key of ['openStrip', 'inverseStrip', 'closeStrip']) {
    const strip = node[key] as { open?: boolean; close?: boolean } | undefined;
    // Raw blocks have empty flags there, which mean the same as two times false.
    if (strip !== undefined) node[key] = { open: strip.open === true, close: strip.close === true };
  }
  // `{{^x}}` without an else: Handlebars leaves the program out, ours is empty.
  const program = node['program'] as { body: Json[] } | undefined;
  if (program?.body.length === 0 && node['inverse'] !== undefined) delete node['program'];
  // A literal as a block's or partial's name: ours is already the path that Handlebars' compiler makes of it.
  for (const key of ['path', 'name']) {
    const name = node[key] as { type: string; original?: Json } | undefined;
    if (name === undefined || !name.type.endsWith('Literal')) continue;
    if (key === 'name' && (name.type === 'StringLiteral' || name.type === 'NumberLiteral')) continue;
    const original =
      name.type === 'NullLiteral'
        ? 'null'
        : name.type === 'UndefinedLiteral'
          ? 'undefined'
          : String(name.original);
    node[key] = { type: 'PathExpression', data: false, depth: 0, parts: [original], original };
  }
}
