/** `use: name arg=…`, `{{> name arg=…}}`: fragments and messages, of this file and of others, and what they take. */
import type { DataType } from '../../src/bind/model.ts';
import type { SpecFile } from '../../src/bind/spec-files.ts';
import type { Env } from '../../src/check/environment.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import type { Offer } from './complete.ts';
import { isMessageFile } from './complete-path.ts';
import type { TemplateOffers } from './complete-template.ts';
import { describePart } from './describe-part.ts';
import type { Typing } from './expression-at.ts';
import { filesBeside } from './files-beside.ts';
import type { Hole } from './hole.ts';
import { nameOffers } from './name-offers.ts';
import { placeAt, propertyOf } from './place.ts';
import { previewMessage, previewWords } from './preview.ts';
import type { Reading } from './reading.ts';
import { importsOf } from './reading.ts';
import { typeWords } from './words.ts';

/** `inText`: only texts can stand there. `written`: what stands before the cursor, from the name on. */
export function callOffers(
  hole: Hole,
  typing: Typing,
  env: Env,
  written: string,
  inText: boolean,
): TemplateOffers {
  const { reading } = hole;
  if (typing.callee !== undefined) {
    const [spec, name] = partOf(reading, typing.callee);
    const types = spec ? paramsOfPart(reading, spec, name) : new Map<string, DataType>();
    if (typing.key !== undefined) return valueOffers(typing, env, types.get(typing.key));
    if (typing.base !== '' || typing.quoted !== undefined) return { offers: [], typed: '' };
    const own = spec ? reading.fragmentParams(spec, name).types : new Map<string, DataType>();
    const offers = [...types]
      .filter(([n]) => !typing.keys.includes(n))
      .map(
        ([n, type], i): Offer => ({
          label: `${n}=`,
          kind: 'word',
          detail: typeWords(type),
          rank: (own.has(n) ? 0 : 500) + i,
        }),
      );
    return { offers, typed: typing.word };
  }
  const path = /^\s*(\.{1,2}\/\S*)$/.exec(written)?.[1];
  if (path !== undefined) return pathOffers(hole, path, inText);
  const alias = typing.base.replace(/\.$/, '');
  if (alias !== '') {
    const spec = reading.open({ kind: 'alias', text: alias });
    return { offers: spec ? partOffers(hole, spec, undefined, inText) : [], typed: typing.word };
  }
  const [, around] = hole.found.path;
  const besides = around?.kind === 'entry' ? around.entry.key.value : undefined;
  const own = partOffers(hole, reading.main, besides, inText);
  const aliases = [...importsOf(reading.main)].map(
    ([label, to], i): Offer => ({ label, kind: 'file', detail: to, insert: `${label}.`, rank: 1000 + i }),
  );
  return { offers: [...own, ...aliases], typed: typing.word };
}

/** `./shared/common.msg.yaml#name`. */
function pathOffers(hole: Hole, path: string, inText: boolean): TemplateOffers {
  const hash = path.indexOf('#');
  if (hash >= 0) {
    const spec = hole.reading.open({ kind: 'path', text: path.slice(0, hash) });
    return { offers: spec ? partOffers(hole, spec, undefined, inText) : [], typed: path.slice(hash + 1) };
  }
  const files = filesBeside(hole.document, isMessageFile);
  return {
    offers: files.map((label, i) => ({ label, kind: 'file', insert: `${label}#`, rank: i })),
    typed: path,
  };
}

function valueOffers(typing: Typing, env: Env, wanted: DataType | undefined): TemplateOffers {
  if (typing.quoted !== undefined) {
    const values = wanted?.kind === 'string' ? (wanted.values ?? []) : [];
    return { offers: values.map((label, i) => ({ label, kind: 'value', rank: i })), typed: typing.quoted };
  }
  const fits = (type: DataType | undefined) =>
    !type || !wanted || type.kind === 'unknown' || wanted.kind === 'unknown' || type.kind === wanted.kind;
  return { offers: nameOffers(typing, env, fits), typed: typing.word };
}

/** The file and the name that a call leads to. */
export function partOf(reading: Reading, callee: string): readonly [SpecFile | undefined, string] {
  const hash = callee.lastIndexOf('#');
  const at = hash >= 0 ? hash : callee.indexOf('.');
  if (at < 0) return [reading.main, callee];
  const kind = hash >= 0 ? 'path' : 'alias';
  return [reading.open({ kind, text: callee.slice(0, at) }), callee.slice(at + 1)];
}

/** What it takes: its own params, then those of its file. */
export function paramsOfPart(reading: Reading, spec: SpecFile, name: string): ReadonlyMap<string, DataType> {
  if (!spec.parts.has(name)) return new Map();
  return new Map([...reading.fragmentParams(spec, name).types, ...reading.paramsOf(spec).types]);
}

/**
 * Keys say whether a mapping can stand where it is used: one of them must be known there. What a line or a list is for, its
 * own text does not say.
 */
function fitsPlace(value: YamlNode, { found }: Hole, inText: boolean): boolean {
  if (inText) return value.kind === 'scalar';
  const last = found.path.at(-1);
  if (value.kind !== 'map' || last?.kind !== 'entry') return true;
  const place = placeAt(found.path.slice(0, -1));
  const own = value.entries.map(({ key }) => key.value).filter((key) => !anywhere.has(key));
  return own.length === 0 || own.some((key) => place.some((kind) => propertyOf(kind, key) !== undefined));
}

const anywhere = new Set([
  'params',
  'description',
  'when',
  'each',
  'otherwise',
  'use',
  'key',
  'unchecked',
  'examples',
]);

/** A part cannot use itself; in a text only texts can stand. */
function partOffers(hole: Hole, spec: SpecFile, besides: string | undefined, inText: boolean): Offer[] {
  return [...spec.parts]
    .filter(([name, { value }]) => name !== besides && name !== '' && fitsPlace(value, hole, inText))
    .map(([label, { of }], i) => ({
      label,
      kind: 'fragment',
      detail: of === 'fragments' ? 'fragment' : 'message',
      rank: (of === 'fragments' ? 0 : 500) + i,
      preview: () => {
        // the text as it is, without the mark
        const { workspace, document } = hole;
        const reading = workspace.reading(document);
        const isOwn = spec === hole.reading.main;
        const rendered = isOwn && of === 'messages' ? previewMessage(workspace, document, label) : undefined;
        if (rendered && rendered.problem === undefined) return previewWords(rendered);
        return describePart(reading, isOwn ? reading.main : spec, label);
      },
    }));
}
