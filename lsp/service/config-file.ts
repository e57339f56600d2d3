/** `sendspec.config.yaml` in an editor: findings, what can be written at the cursor, what a setting means. */
import { helperKeywords } from '../../src/bind/own-helpers.ts';
import { configName } from '../../src/cli/config-name.ts';
import { readSettings } from '../../src/cli/parse-config.ts';
import { configSchema } from '../../src/schema/config-schema.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { Position, SourceFile } from '../../src/source/source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { host } from '../host/this-host.ts';
import type { Completion, Offer } from './complete.ts';
import { filesBeside } from './files-beside.ts';
import { type Found, findAt, findMark, keysOf, type PathPart } from './find-node.ts';
import type { Hover } from './hover.ts';
import { contentColumn, indentAt, type KeyStart, keyStart } from './key-start.ts';
import {
  flatten,
  isCollection,
  itemsOf,
  type KeyInfo,
  keysIn,
  type Place,
  placeUnder,
  valuesIn,
} from './place.ts';
import type * as lsp from './protocol.ts';
import type { Document } from './workspace.ts';

export function isConfig(uri: string): boolean {
  return uri.slice(uri.lastIndexOf('/') + 1) === configName;
}

export function diagnoseConfig({ root, file }: Document): lsp.Diagnostic[] {
  const { problems } = readSettings(file, (module) => host.moduleProblem(root, module));
  return problems.map(({ range, text }) => ({
    range: file.rangeOf(range),
    severity: 1,
    source: 'sendspec',
    message: text,
  }));
}

export function completeConfig(document: Document, position: Position): Completion | undefined {
  const { file } = document;
  const offset = file.offsetAt(position);
  const { text } = file;
  const made = (offers: readonly Offer[], typed: string): Completion => ({
    offers,
    range: { start: offset - typed.length, end: offset },
    column: contentColumn(text, offset),
    indent: indentAt(text, offset),
  });
  const start = keyStart(text, offset);
  const asKey = start && digConfig(file, offset, start.hasColon ? '' : ':');
  const keys = start && asKey?.at === 'key' ? keyOffers(asKey, start) : [];
  if (start && keys.length > 0) return made(keys, start.word);
  const found = digConfig(file, offset, '');
  if (found?.at !== 'value') return undefined;
  const typed = /[^\s"',[\]]*$/.exec(text.slice(0, offset))![0];
  return made(valueOffers(document, found), typed);
}

export function hoverConfig({ file }: Document, position: Position): Hover | undefined {
  const { root } = parseYaml(file).document;
  const found = findAt(root, file.offsetAt(position));
  if (!found) return undefined;
  const { scalar, path, at } = found;
  const outer = path.slice(0, -1);
  const info = keysIn(placeAt(outer), undefined).find((key) => key.name === scalar.value);
  const known = at === 'key' ? info : valuesIn(placeAt(path)).find((v) => v.value === scalar.value);
  if (!known?.doc) return undefined;
  return { markdown: `\`${scalar.value}\`\n\n${known.doc}`, range: scalar.range };
}

const mark = '\ue0c5';

/** The place of the cursor in the text as it would be with a name there. */
function digConfig(file: SourceFile, offset: number, tail: string): Found | undefined {
  const { text } = file;
  if (text.includes(mark)) return undefined;
  const [rest] = tail === '' ? [''] : /^[\w$-]*/.exec(text.slice(offset))!;
  const marked = `${text.slice(0, offset)}${mark}${rest}${tail}${text.slice(offset + rest.length)}`;
  const { root } = parseYaml(createSource(configName, marked)).document;
  return findMark(root, mark, offset);
}

function placeAt(path: readonly PathPart[]): Place {
  let place = flatten(configSchema);
  for (let depth = 1; depth <= path.length; depth++) {
    // `placeUnder` reads fragments of a message file in the second step: here there are none
    place = path[depth - 1]!.kind === 'item' ? itemsOf(place) : placeUnder(place, path, depth);
  }
  return place;
}

function keyOffers({ path, scalar }: Found, { quote, hasColon }: KeyStart): Offer[] {
  const last = path.at(-1);
  if (last?.kind !== 'entry') return [];
  const outer = path.slice(0, -1);
  const present = new Set(last.map.entries.filter((e) => e.key !== scalar).map((e) => e.key.value));
  const inHelper = keysOf(outer).includes('functions');
  return keysIn(placeAt(outer), undefined)
    .filter(({ name }) => !present.has(name))
    .filter(({ name, place }) => !inHelper || helperKeywords.has(name) || isOfHelper(name, place))
    .map((key, i) => ({
      label: key.name,
      kind: 'key',
      doc: key.doc,
      insert: quote !== '' || hasColon ? key.name : `${key.name}${ending(key, last.map.flow)}`,
      rank: i,
    }));
}

function isOfHelper(name: string, place: Place): boolean {
  return ['params', 'options', 'returns'].includes(name) && place.length > 0;
}

function ending({ place }: KeyInfo, flow: boolean): string {
  return isCollection(place) && !flow ? ':' : ': ';
}

function valueOffers(document: Document, { path, scalar }: Found): Offer[] {
  const keys = keysOf(path);
  const before = scalar.value.slice(0, scalar.value.indexOf(mark));
  if (keys.length === 2 && keys[0] === 'helpers' && keys[1] === 'module') {
    return filesBeside(document, (name) => /\.(?:mjs|cjs|js)$/.test(name)).map((label, i) => ({
      label,
      kind: 'file',
      rank: i,
    }));
  }
  // a value is one word
  if (/\s/.test(before.trim())) return [];
  const types = keys.includes('functions');
  return valuesIn(placeAt(path)).map(({ value, doc }, i) => ({
    label: value,
    kind: 'value',
    doc,
    rank: i,
    ...(types && value === 'string' && { snippet: 'string(${1:60})' }),
  }));
}
