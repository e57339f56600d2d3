/** Inside `{{ … }}`, conditions, loops and calls: names, properties, helpers, blocks, fragments. */
import { parseTemplate } from '../../grammar/index.ts';
import type { SpecFile } from '../../src/bind/spec-files.ts';
import { type Env, rootEnv } from '../../src/check/environment.ts';
import { blockSpecs, type HelperParam, helperSpecs } from '../../src/render/helpers.ts';
import type { Hole, Offer } from './complete.ts';
import { openMustache, readCall, readCondition, readMustache, type Typing } from './expression-at.ts';
import {
  blocksAround,
  dataNamesAt,
  envAt,
  type NamedType,
  namesAt,
  propertiesOf,
  typeOfPath,
} from './names-at.ts';
import { importsOf } from './reading.ts';
import { textKind } from './text-kind.ts';
import { helperDoc, signature, typeWords } from './words.ts';

export interface TemplateOffers {
  readonly offers: Offer[];
  /** The word before the cursor that they replace. */
  readonly typed: string;
}

/** Undefined where the mark stands in no expression. */
export function completeTemplate(hole: Hole): TemplateOffers | undefined {
  const { before, reading, found } = hole;
  const scope = () => reading.scopeAt(found.path);
  switch (textKind(found.path)) {
    case 'condition': {
      const typing = readCondition(before);
      if (typing.quoted !== undefined) return { offers: [], typed: '' };
      const inCall = /\(\s*$/.test(before.slice(0, before.length - typing.word.length));
      const names =
        typing.operand || typing.base !== '' ? expressionOffers(typing, rootEnv(scope(), new Set())) : [];
      const more =
        typing.base !== ''
          ? []
          : typing.operand
            ? words(['not', 'true', 'false'])
            : words(['and', 'or', 'in']);
      return { offers: [...names, ...more, ...(inCall ? helperOffers() : [])], typed: typing.word };
    }
    case 'loop': {
      if (/\bas\b/.test(before)) return { offers: [], typed: '' };
      const typing = readCall(before, '');
      const env = rootEnv(scope(), new Set());
      const names = expressionOffers(typing, env).filter((o) => typing.base !== '' || o.kind !== 'helper');
      const more = typing.callee !== undefined && !before.includes('(') ? words(['as']) : names;
      return { offers: before.includes('(') ? argumentOffers(typing, env) : more, typed: typing.word };
    }
    case 'call':
      return callOffers(hole, readCall(before, '>'), rootEnv(scope(), new Set()));
    case 'template':
      break;
    default:
      return undefined;
  }
  const open = openMustache(before);
  if (open === undefined) return undefined;
  const { program } = parseTemplate(before.slice(0, open));
  const env = envAt(program, open, scope());
  const typing = readMustache(before, open);
  switch (typing.sigil) {
    case '/': {
      const inner = blocksAround(program, open).at(-1)?.block.path.original;
      return {
        offers:
          inner === undefined ? [] : [{ label: inner, kind: 'block', detail: 'closes the block', rank: 0 }],
        typed: typing.word,
      };
    }
    case '>':
      return callOffers(hole, typing, env);
    case '#':
    case '^':
      if (typing.callee === undefined) return { offers: blockOffers(), typed: typing.word };
      return { offers: argumentOffers(typing, env), typed: typedIn(typing) };
    default: {
      const isHead = typing.callee === undefined && typing.base === '';
      const offers = argumentOffers(typing, env);
      if (isHead && blocksAround(program, open).length > 0) offers.push(...words(['else']));
      return { offers, typed: typedIn(typing) };
    }
  }
}

function typedIn({ quoted, word }: Typing): string {
  return quoted ?? word;
}

function argumentOffers(typing: Typing, env: Env): Offer[] {
  const spec = helperSpecs.get(typing.callee ?? '');
  const named = spec?.hash.find((p) => p.name === typing.key);
  const param: HelperParam | undefined = typing.key === undefined ? spec?.params[typing.before] : named;
  if (typing.quoted !== undefined) {
    return (param?.values ?? []).map((value, i) => ({
      label: value,
      kind: 'value',
      rank: i,
      ...(param && { doc: param.doc }),
    }));
  }
  if (typing.base !== '' || typing.callee === undefined) return expressionOffers(typing, env);
  const values = (param?.values ?? []).map(
    (v, i): Offer => ({ label: `"${v}"`, kind: 'value', rank: i - 100, doc: param!.doc }),
  );
  const keys = typing.key !== undefined ? [] : hashOffers(spec?.hash ?? []);
  const names = expressionOffers(typing, env).filter((o) => o.kind !== 'helper');
  return [...values, ...names, ...keys];
}

function hashOffers(hash: readonly HelperParam[]): Offer[] {
  return hash.map((p, i) => ({
    label: `${p.name}=`,
    kind: 'word',
    detail: p.optional ? 'optional' : 'required',
    doc: p.doc,
    rank: 1500 + i,
  }));
}

function expressionOffers({ base, callee }: Typing, env: Env): Offer[] {
  if (base === '@') {
    return dataNamesAt(env).map((name, i) => ({
      label: name,
      kind: 'property',
      detail: `@${name}`,
      rank: i,
    }));
  }
  if (/^(?:\.\.\/)+$/.test(base)) return parentOffers(base, env);
  if (base !== '') return typeOffers(propertiesOf(typeOfPath(base.slice(0, -1), env)), 'property');
  const names = typeOffers(namesAt(env), 'name');
  return callee === undefined ? [...names, ...helperOffers()] : names;
}

function parentOffers(base: string, env: Env): Offer[] {
  const depth = base.length / 3;
  if (depth > env.frames.length) return [];
  const outer = { ...env, frames: env.frames.slice(0, env.frames.length - depth) };
  return typeOffers(namesAt(outer), 'name');
}

function typeOffers(names: readonly NamedType[], kind: 'name' | 'property'): Offer[] {
  return names.map(({ name, type }, i) => ({
    label: name,
    kind,
    detail: typeWords(type),
    ...(type?.description && { doc: type.description }),
    rank: i,
  }));
}

function helperOffers(): Offer[] {
  return [...helperSpecs.values()].map((spec, i) => ({
    label: spec.name,
    kind: 'helper',
    detail: signature(spec),
    doc: helperDoc(spec),
    rank: 1000 + i,
  }));
}

function blockOffers(): Offer[] {
  return [...blockSpecs.values()].map(({ name, doc }, i) => ({ label: name, kind: 'block', doc, rank: i }));
}

function words(list: readonly string[]): Offer[] {
  return list.map((label, i) => ({ label, kind: 'word', rank: 2000 + i }));
}

/** `{{> name arg=…}}`, `use: name arg=…`. */
function callOffers(hole: Hole, typing: Typing, env: Env): TemplateOffers {
  const { reading } = hole;
  if (typing.callee !== undefined) {
    if (typing.key !== undefined || typing.base !== '' || typing.quoted !== undefined) {
      return { offers: typing.quoted === undefined ? expressionOffers(typing, env) : [], typed: typing.word };
    }
    const [spec, name] = target(hole, typing.callee);
    const types = spec ? [...reading.paramsOf(spec).types, ...reading.fragmentParams(spec, name).types] : [];
    const offers = [...new Map(types)].map(
      ([n, type], i): Offer => ({ label: `${n}=`, kind: 'word', detail: typeWords(type), rank: i }),
    );
    return { offers, typed: typing.word };
  }
  const alias = typing.base.replace(/\.$/, '');
  if (alias !== '') {
    const spec = reading.open({ kind: 'alias', text: alias });
    return { offers: spec ? partOffers(spec, undefined) : [], typed: typing.word };
  }
  const own = partOffers(
    reading.main,
    hole.found.path[1]?.kind === 'entry' ? hole.found.path[1].entry.key.value : undefined,
  );
  const aliases = [...importsOf(reading.main)].map(
    ([label, path], i): Offer => ({ label, kind: 'file', detail: path, insert: `${label}.`, rank: 1000 + i }),
  );
  return { offers: [...own, ...aliases], typed: typing.word };
}

function target({ reading }: Hole, callee: string): readonly [SpecFile | undefined, string] {
  const hash = callee.lastIndexOf('#');
  const at = hash >= 0 ? hash : callee.indexOf('.');
  if (at < 0) return [reading.main, callee];
  const kind = hash >= 0 ? 'path' : 'alias';
  return [reading.open({ kind, text: callee.slice(0, at) }), callee.slice(at + 1)];
}

/** A part cannot use itself. */
function partOffers(spec: SpecFile, besides: string | undefined): Offer[] {
  return [...spec.parts]
    .filter(([name]) => name !== besides && name !== '')
    .map(([label, { of }], i) => ({
      label,
      kind: 'fragment',
      detail: of === 'fragments' ? 'fragment' : 'message',
      rank: (of === 'fragments' ? 0 : 500) + i,
    }));
}
