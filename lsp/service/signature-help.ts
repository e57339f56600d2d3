/** Which arguments a helper, a block or a fragment takes, and which of them is typed. */
import { rootEnv } from '../../src/check/environment.ts';
import { helperAt } from '../../src/check/helper-at.ts';
import { blockSpecs, type HelperSpec } from '../../src/render/helpers.ts';
import type { Position } from '../../src/source/source.ts';
import { paramsOfPart, partOf } from './complete-call.ts';
import { innermostParen, openMustache, readCall, type Typing } from './expression-at.ts';
import { dig } from './hole.ts';
import type { Reading } from './reading.ts';
import { textKind } from './text-kind.ts';
import { typeWords } from './words.ts';
import type { Workspace } from './workspace.ts';

export interface Signature {
  readonly label: string;
  /** Markdown. */
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  /** Index of the parameter that is typed; undefined behind the last. */
  readonly active: number | undefined;
}

export interface Parameter {
  /** Offsets in the label. */
  readonly start: number;
  readonly end: number;
  /** Markdown. */
  readonly doc: string;
}

export function signatureHelp(workspace: Workspace, uri: string, position: Position): Signature | undefined {
  const document = workspace.get(uri);
  if (!document) return undefined;
  // blanks at the end of a text are no part of it: only a mark behind them is
  const hole = dig(workspace, document, document.file.offsetAt(position));
  if (hole?.found.at !== 'value') return undefined;
  const { reading, found, before } = hole;
  const typing = typingAt(textKind(found.path), before);
  if (typing?.callee === undefined) return undefined;
  const { callee, sigil } = typing;
  const block = sigil === '#' || sigil === '^' ? blockSpecs.get(callee) : undefined;
  if (block) return blockSignature(block.name, block.doc, typing);
  if (sigil === '>') return partSignature(reading, typing);
  const spec = helperAt(callee, rootEnv(reading.scopeAt(found.path), new Set()).scope);
  return spec && helperSignature(spec, typing);
}

function typingAt(kind: ReturnType<typeof textKind>, before: string): Typing | undefined {
  switch (kind) {
    case 'template': {
      const open = openMustache(before);
      if (open === undefined) return undefined;
      const [, sigil = ''] = /^\{\{\{?~?([#/>^&]?)\s*(?:else\s+)?/.exec(before.slice(open))!;
      const inner = before.slice(open).replace(/^\{\{\{?~?[#/>^&]?\s*/, '');
      if (sigil === '/') return undefined;
      const elseIf = /^else\s+/.exec(inner);
      if (elseIf) return readCall(inner.slice(elseIf[0].length), '#');
      return readCall(inner, sigil === '#' || sigil === '^' || sigil === '>' ? sigil : '');
    }
    case 'condition':
    case 'loop': {
      const masked = before.replace(/"[^"]*"|'[^']*'/g, (text) => '_'.repeat(text.length));
      const open = innermostParen(masked);
      return open === 0 ? undefined : readCall(before.slice(open), '');
    }
    case 'call':
      return readCall(before, '>');
    default:
      return undefined;
  }
}

interface Part {
  readonly name: string;
  readonly text: string;
  readonly doc: string;
}

function helperSignature(spec: HelperSpec, { before, key }: Typing): Signature {
  const wrap = (optional: boolean | undefined, text: string) => (optional ? `[${text}]` : text);
  const own = new Map([...(spec.own?.params ?? []), ...(spec.own?.options ?? [])]);
  const doc = (name: string, words: string) => {
    const type = own.get(name);
    return [...(type ? [typeWords(type)] : []), ...(words === '' ? [] : [words])].join('. ');
  };
  const positional = spec.params.map(
    (p): Part => ({
      name: '',
      text: wrap(p.optional, p.rest ? `${p.name}…` : p.name),
      doc: doc(p.name, p.doc),
    }),
  );
  const named = [...spec.hash, ...(spec.anyHash ? [{ ...spec.anyHash, optional: true }] : [])].map(
    (p): Part => ({ name: p.name, text: wrap(p.optional, `${p.name}=…`), doc: doc(p.name, p.doc) }),
  );
  const rest = spec.params.at(-1)?.rest === true;
  const index = rest ? Math.min(before, positional.length - 1) : before;
  const free = index < positional.length ? index : undefined;
  const active = key === undefined ? free : keyIndex(key, positional.length, named, spec);
  return signature(spec.name, spec.doc, [...positional, ...named], active);
}

function keyIndex(
  key: string,
  from: number,
  named: readonly Part[],
  { anyHash }: HelperSpec,
): number | undefined {
  const at = named.findIndex((p) => p.name === key);
  if (at >= 0) return from + at;
  return anyHash ? from + named.length - 1 : undefined;
}

function blockSignature(name: string, doc: string, typing: Typing): Signature {
  const isBranch = name === 'if' || name === 'unless';
  const values: Readonly<Record<string, string>> = { each: 'list', with: 'object' };
  const parts: Part[] = [
    { name: '', text: values[name] ?? 'value', doc },
    ...(isBranch
      ? [{ name: 'includeZero', text: '[includeZero=…]', doc: 'True: 0 counts as true too.' }]
      : [{ name: '', text: '[as |item|]', doc: 'A name for what the block is about.' }]),
  ];
  return signature(`#${name}`, doc, parts, blockActive(typing, isBranch));
}

function blockActive({ before, key }: Typing, isBranch: boolean): number | undefined {
  if (key !== undefined) return key === 'includeZero' && isBranch ? 1 : undefined;
  // everything behind `as` is one
  if (!isBranch) return Math.min(before, 1);
  return before === 0 ? 0 : undefined;
}

/** `use: name arg=value`. */
function partSignature(reading: Reading, { callee = '', key }: Typing): Signature | undefined {
  const [spec, name] = partOf(reading, callee);
  const part = spec?.parts.get(name);
  if (!spec || !part) return undefined;
  const own = reading.fragmentParams(spec, name).types;
  // of its own file a fragment gets what the caller has
  const types = own.size > 0 || spec === reading.main ? own : paramsOfPart(reading, spec, name);
  const parts = [...types].map(([n, type]): Part => {
    const isOptional = type.optional || type.default !== undefined;
    return {
      name: n,
      text: isOptional ? `[${n}=…]` : `${n}=…`,
      doc: `${typeWords(type)}${type.description ? `. ${type.description}` : ''}`,
    };
  });
  const active = parts.findIndex((p) => p.name === key);
  const words = part.of === 'fragments' ? 'A fragment' : 'A message';
  return signature(callee, `${words} of ${spec.file.path}.`, parts, active < 0 ? undefined : active);
}

function signature(name: string, doc: string, parts: readonly Part[], active: number | undefined): Signature {
  let label = name;
  const parameters = parts.map(({ text, doc: words }): Parameter => {
    label += ` ${text}`;
    return { start: label.length - text.length, end: label.length, doc: words };
  });
  return { label, doc, parameters, active };
}
