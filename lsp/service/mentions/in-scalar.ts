/** What one scalar of a file names. */
import { parseCall, parseCondition, parseLoop, parseTemplate } from '../../../grammar/index.ts';
import { rootEnv } from '../../../src/check/environment.ts';
import { type Found, keysOf, type PathPart } from '../find-node.ts';
import type { Reading } from '../reading.ts';
import { textKind } from '../text-kind.ts';
import { addArguments, addCall, addPath } from './calls.ts';
import { dataOf, paramsBehind, placeInParams, typeInData } from './data-keys.ts';
import { type Looking, type Mention, mention, wholeSpan } from './mention.ts';
import { addNamesInExpression, addNamesInProgram, addProperty, isParam } from './names-in-text.ts';
import { addPayload } from './payloads.ts';
import { keyId, localId, wayOf } from './symbol-ids.ts';

export function mentionsIn(reading: Reading, found: Found): Mention[] {
  const mentions: Mention[] = [];
  const looking: Looking = { reading, found, add: (m) => void mentions.push(m) };
  if (found.at === 'key') readKey(looking);
  else readValue(looking);
  return mentions;
}

function readKey(looking: Looking): void {
  const { reading, found } = looking;
  const { path, scalar } = found;
  const keys = keysOf(path);
  const whole = wholeSpan(scalar);
  const declare = (kind: Mention['kind']) => {
    const symbol = keyId(reading.file.path, wayOf(path));
    const declaration = { file: reading.file, range: scalar.range };
    looking.add(mention(looking, whole, { kind, symbol, declares: true, declaration }));
  };
  if (!isSpecFile(reading)) return;
  const params = paramsBehind(reading, path);
  if (params) {
    const place = placeInParams(params.types, params.rest);
    if (place?.at === 'name') declare(isParam(keyId(reading.file.path, wayOf(path))) ? 'param' : 'property');
    else if (place?.at === 'data')
      addProperty(looking, typeInData(place.type, place.rest), scalar.value, whole);
    return;
  }
  const data = dataBehind(path);
  if (data) {
    addProperty(looking, typeInData(dataOf(reading.params.types), data), scalar.value, whole);
    return;
  }
  if (keys.length === 2 && path.length === 2) {
    if (keys[0] === 'messages') declare('message');
    else if (keys[0] === 'fragments') declare('fragment');
    else if (keys[0] === 'imports') declare('import');
  } else if (keys.at(-2) === 'variants' && isContent(path, keys)) declare('variant');
}

function readValue(looking: Looking): void {
  const { reading, found } = looking;
  const { path, scalar } = found;
  if (scalar.core === null) return;
  const text = scalar.value;
  switch (textKind(path)) {
    case 'path':
      addPath(looking, reading, text, wholeSpan(scalar));
      return;
    case 'call': {
      const call = parseCall(text).value;
      const called = call && addCall(looking, call);
      const scope = reading.scopeAt(path);
      if (call && called) addArguments(looking, called, call.args, rootEnv(scope, new Set()));
      for (const { value } of call?.args ?? []) addNamesInExpression(looking, value, scope);
      return;
    }
    case 'condition': {
      const condition = parseCondition(text).value;
      if (condition) addNamesInExpression(looking, condition, reading.scopeAt(path));
      return;
    }
    case 'loop':
      readLoop(looking);
      return;
    case 'template': {
      const keys = keysOf(path);
      if (!isContent(path, keys)) return;
      if (text.includes('{{')) addNamesInProgram(looking, parseTemplate(text).program, reading.scopeAt(path));
      addPayload(looking, keys);
      if (keys.at(-1) === 'key' && path.at(-2)?.kind === 'item') declareText(looking, 'key');
      return;
    }
    case 'data':
      if (keysOf(path).at(-1) === 'name' && dataBehind(path) === undefined) declareText(looking, 'example');
      return;
    case 'type':
      readType(looking);
  }
}

function readLoop(looking: Looking): void {
  const { reading, found } = looking;
  const loop = parseLoop(found.scalar.value).value;
  if (!loop) return;
  addNamesInExpression(looking, loop.list, reading.scopeAt(found.path));
  for (const { span } of loop.names) {
    const range = found.scalar.map.range(span.start, span.end);
    const symbol = localId(reading.file.path, range.start);
    const declaration = { file: reading.file, range };
    looking.add(mention(looking, span, { kind: 'loop name', symbol, declares: true, declaration }));
  }
}

/** `required: [id, total]` names properties. */
function readType(looking: Looking): void {
  const { reading, found } = looking;
  const params = paramsBehind(reading, found.path);
  const place = params && placeInParams(params.types, params.rest);
  if (place?.at !== 'type' || place.keyword !== 'required' || place.type?.kind !== 'object') return;
  const { scalar } = found;
  addProperty(looking, place.type.properties.get(scalar.value), scalar.value, wholeSpan(scalar));
}

/** A value that is a name itself: `key: NAME`, an example's `name`. */
function declareText(looking: Looking, kind: Mention['kind']): void {
  const { reading, found } = looking;
  const { range } = found.scalar;
  const symbol = localId(reading.file.path, range.start);
  const declaration = { file: reading.file, range };
  looking.add(mention(looking, wholeSpan(found.scalar), { kind, symbol, declares: true, declaration }));
}

/** The way behind the `data` of an example. */
function dataBehind(path: readonly PathPart[]): readonly PathPart[] | undefined {
  const at = path.findIndex((p) => p.kind === 'entry' && p.entry.key.value === 'examples');
  const data = path[at + 2];
  if (at < 0 || data?.kind !== 'entry' || data.entry.key.value !== 'data') return undefined;
  const rest = path.slice(at + 3);
  return rest.length > 0 ? rest : undefined;
}

/** Texts and names of messages: no words about them, no settings. */
export function isContent(path: readonly PathPart[], keys: readonly string[]): boolean {
  if (keys.includes('examples')) return false;
  const top = keys[0]!;
  if (path[0]?.kind !== 'entry') return true;
  if (top === 'messages' || top === 'fragments' || top === 'defaults')
    return !(keys[2] === 'description' && keys.length === 3);
  return !/^(?:language|api|channel|description|\$schema)$/.test(top);
}

function isSpecFile(reading: Reading): boolean {
  return reading.main.root !== undefined;
}
