/** Where a name is declared: params, loop names, fragments, messages, imports. */
import type { PathExpression } from '../../grammar/ast.ts';
import {
  parseCall,
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../grammar/index.ts';
import type { Place, Scope } from '../../src/bind/model.ts';
import type { SpecFile } from '../../src/bind/spec-files.ts';
import { type Env, rootEnv } from '../../src/check/environment.ts';
import { typeOf } from '../../src/check/expressions.ts';
import type { Position } from '../../src/source/source.ts';
import { decodedOffset, type Found, findAt, keysOf } from './find-node.ts';
import { blocksAround, envAt } from './names-at.ts';
import type { Location } from './protocol.ts';
import type { Reading } from './reading.ts';
import { textKind } from './text-kind.ts';
import type { Workspace } from './workspace.ts';

export function definition(workspace: Workspace, uri: string, position: Position): Location | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  const reading = workspace.reading(document);
  const offset = document.file.offsetAt(position);
  const found = findAt(reading.root, offset);
  const place = found && target(reading, found, decodedOffset(found.scalar, offset));
  return place && { uri: workspace.uriOf(document, place.file.path), range: place.file.rangeOf(place.range) };
}

function target(reading: Reading, found: Found, at: number): Place | undefined {
  const { scalar, path } = found;
  if (found.at === 'key') return keysOf(path).at(-2) === 'data' ? param(reading, scalar.value) : undefined;
  const text = scalar.value;
  switch (textKind(path)) {
    case 'path':
      return file(reading.open({ kind: 'path', text }));
    case 'call': {
      const call = parseCall(text).value;
      if (call?.from && at < call.nameSpan.start) return file(reading.open(call.from));
      if (call && at <= call.nameSpan.end) return part(reading, call.from, call.name);
      for (const { value } of call?.args ?? []) {
        const hit = pathIn((visit) => walkExpression(value, visit), at);
        if (hit) return declared(reading, found, hit, rootEnv(reading.scopeAt(path), new Set()), at);
      }
      return undefined;
    }
    case 'condition':
    case 'loop': {
      const root = textKind(path) === 'loop' ? parseLoop(text).value?.list : parseCondition(text).value;
      const hit = root && pathIn((visit) => walkExpression(root, visit), at);
      return hit && declared(reading, found, hit, rootEnv(reading.scopeAt(path), new Set()), at);
    }
    case 'template':
      return inTemplate(reading, found, at);
    default:
      return undefined;
  }
}

function inTemplate(reading: Reading, found: Found, at: number): Place | undefined {
  const { program } = parseTemplate(found.scalar.value);
  const hit = pathIn((visit) => walkExpressions(program, visit), at);
  if (!hit) return undefined;
  if (/\{\{~?>\s*$/.test(found.scalar.value.slice(0, hit.span.start))) {
    const call = parseCall(hit.original).value;
    return call && part(reading, call.from, call.name);
  }
  const name = hit.parts[0];
  for (const { block, inverse } of blocksAround(program, hit.span.start).reverse()) {
    const names = inverse ? [] : (block.program.blockParams ?? []);
    const i = names.indexOf(name ?? '');
    const span =
      i >= 0 && hit.depth === 0 && onHead(hit, at) ? block.program.blockParamSpans?.[i] : undefined;
    if (span) return { file: reading.file, range: found.scalar.map.range(span.start, span.end) };
  }
  const env = envAt(program, hit.span.start, reading.scopeAt(found.path));
  return declared(reading, found, hit, env, at);
}

/** A loop's name, else the type's own place: a param, or a property of one. */
function declared(
  reading: Reading,
  found: Found,
  path: PathExpression,
  env: Env,
  at: number,
): Place | undefined {
  if (path.data) return undefined;
  const loop = onHead(path, at) && env.frames.length === 0 ? loopName(env.scope, path.parts[0]) : undefined;
  if (loop) return loop;
  const count = path.partSpans.findIndex((s) => at <= s.end) + 1;
  const upTo = { ...path, parts: path.parts.slice(0, count), partSpans: path.partSpans.slice(0, count) };
  const place = count > 0 ? typeOf(upTo, env).type?.place : undefined;
  return place ?? (found && count === 1 ? param(reading, path.parts[0]!) : undefined);
}

function loopName(scope: Scope, name: string | undefined): Place | undefined {
  for (let s = scope; s.kind === 'loop'; s = s.outer) {
    const found = s.loop.names.find((n) => n.name === name);
    if (found) return { file: s.text.file, range: s.text.map.range(found.span.start, found.span.end) };
  }
  return undefined;
}

function onHead(path: PathExpression, at: number): boolean {
  return at <= (path.partSpans[0]?.end ?? path.span.end);
}

function param(reading: Reading, name: string): Place | undefined {
  return reading.params.types.get(name)?.place;
}

function part(
  reading: Reading,
  from: Parameters<Reading['open']>[0] | undefined,
  name: string,
): Place | undefined {
  const spec = from ? reading.open(from) : reading.main;
  const entry = spec?.parts.get(name);
  return spec && entry && { file: spec.file, range: entry.key.range };
}

function file(spec: SpecFile | undefined): Place | undefined {
  return spec && { file: spec.file, range: { start: 0, end: 0 } };
}

function pathIn(walk: (visit: Parameters<typeof walkExpression>[1]) => void, at: number) {
  let result: PathExpression | undefined;
  walk((e) => {
    if (e.type === 'PathExpression' && e.span.start <= at && at <= e.span.end) result = e;
  });
  return result;
}
