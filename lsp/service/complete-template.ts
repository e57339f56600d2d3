/** Inside `{{ … }}`, conditions, loops and calls: names, properties, helpers, blocks, fragments. */
import { parseTemplate } from '../../grammar/index.ts';
import { type Env, rootEnv } from '../../src/check/environment.ts';
import { blockSpecs } from '../../src/render/helpers.ts';
import type { Offer } from './complete.ts';
import { argumentOffers, blockWants } from './complete-arguments.ts';
import { callOffers } from './complete-call.ts';
import { completeCondition, completeLoop } from './complete-condition.ts';
import { openMustache, readCall, readMustache, type Typing } from './expression-at.ts';
import type { Hole } from './hole.ts';
import { anything, type Wanted, words } from './name-offers.ts';
import { blocksAround, envAt, namesAt } from './names-at.ts';
import { fittingPath, itemOf } from './placeholders.ts';
import { escapeSnippet } from './print-snippet.ts';
import { textKind } from './text-kind.ts';

export interface TemplateOffers {
  readonly offers: Offer[];
  /** The word before the cursor that they replace. */
  readonly typed: string;
}

/** Undefined where the mark stands in no expression. */
export function completeTemplate(hole: Hole): TemplateOffers | undefined {
  const found = offersIn(hole);
  return found && { ...found, offers: beforeRest(found.offers, hole.after) };
}

/** Where a word is written anew, what stands behind it says what it can be: `|.name` a value, `|="x"` an argument's name. */
function beforeRest(offers: Offer[], after: string): Offer[] {
  if (/^[\p{L}\p{N}_-]*\.[\p{L}_]/u.test(after))
    return offers.filter((o) => o.kind === 'name' || o.kind === 'property');
  if (!/^[\p{L}\p{N}_-]*=(?!=)/u.test(after)) return offers;
  return offers.filter((o) => o.label.endsWith('=')).map((o) => ({ ...o, insert: o.label.slice(0, -1) }));
}

function offersIn(hole: Hole): TemplateOffers | undefined {
  const { before, reading, found } = hole;
  switch (textKind(found.path)) {
    case 'condition':
      return completeCondition(hole);
    case 'loop':
      return completeLoop(hole);
    case 'call':
      return callOffers(
        hole,
        readCall(before, '>'),
        rootEnv(reading.scopeAt(found.path), new Set()),
        before,
        false,
      );
    case 'template':
      return inMustache(hole);
    default:
      return undefined;
  }
}

function inMustache(hole: Hole): TemplateOffers | undefined {
  const { before, after, reading, found } = hole;
  const open = openMustache(before);
  if (open === undefined) return undefined;
  const { program } = parseTemplate(before.slice(0, open));
  const env = envAt(program, open, reading.scopeAt(found.path));
  const written = before.slice(open).replace(/^\{\{\{?~?[#/>^&]?\s*/, '');
  const elseIf = /^else\s+/.exec(written);
  const typing: Typing = elseIf ? readCall(written.slice(elseIf[0].length), '#') : readMustache(before, open);
  const typed = typing.quoted ?? typing.word;
  // block params are new names, and a pipe means nothing else
  if (/(?:^|\s)as\s*\|?[^|]*\|?$|\|/.test(withoutQuotes(written))) return { offers: [], typed: '' };
  const around = blocksAround(program, open);
  const inner = around.at(-1);
  const { style } = found.scalar;
  switch (typing.sigil) {
    case '/':
      return { offers: inner ? [closing(inner.block.path.original, '', after)] : [], typed };
    case '>':
      return callOffers(hole, typing, env, written, true);
    case '#':
    case '^':
      if (typing.callee !== undefined) return { offers: argumentOffers(typing, env, style), typed };
      if (typing.base !== '') return { offers: [], typed };
      return { offers: blockOffers(elseIf ? undefined : after, '', env), typed };
    default: {
      const offers = argumentOffers(typing, env, style);
      const isHead = typing.callee === undefined && typing.base === '' && !/[(]/.test(written);
      if (isHead) {
        if (inner && !inner.inverse) offers.push(...words(['else']));
        if (inner && !isClosed(after)) offers.push(closing(inner.block.path.original, '/', after));
        if (written === '')
          offers.push(...blockOffers(after, '#', env).map((o) => ({ ...o, rank: o.rank + 3000 })));
      }
      return { offers, typed };
    }
  }
}

function withoutQuotes(text: string): string {
  return text.replace(/"[^"]*"?|'[^']*'?/g, '');
}

function closing(name: string, sigil: '' | '/', after: string): Offer {
  const end = ends(after) ? '}}' : '';
  return {
    label: `${sigil}${name}`,
    kind: 'block',
    detail: 'closes the block',
    insert: `${sigil}${name}${end}`,
    rank: 2500,
  };
}

/** Whether the tag still lacks its braces. */
function ends(after: string): boolean {
  return !/^[^{\n]*\}/.test(after);
}

/** A closing tag without an opening one comes later. */
function isClosed(after: string): boolean {
  let depth = 0;
  for (const [tag] of after.matchAll(/\{\{~?[#/]/g)) {
    depth += tag.endsWith('#') ? 1 : -1;
    if (depth < 0) return true;
  }
  return false;
}

/** `after`: what follows the cursor, where a whole block may be written. */
function blockOffers(after: string | undefined, sigil: '' | '#', env: Env): Offer[] {
  const whole = after !== undefined && /^\s*(?:\}\}|["']?$|["']?\s*\n)/.test(after);
  const braces = after !== undefined && ends(after) ? '}}' : '';
  return [...blockSpecs.values()].map(({ name, doc }, i) => ({
    label: `${sigil}${name}`,
    kind: 'block',
    doc,
    rank: i,
    ...(whole && { snippet: `${sigil}${name} ${head(name, env)}}}$0{{/${name}${braces}` }),
  }));
}

function head(name: string, env: Env): string {
  // objects can be gone through, too, but seldom are
  const wanted: Wanted = name === 'each' ? (type) => type?.kind === 'list' : (blockWants[name] ?? anything);
  const path = fittingPath(namesAt(env), wanted) ?? unknownHeads[name] ?? 'value';
  const item = name === 'each' ? ` as |\${2:${itemOf(path)}}|` : '';
  return `\${1:${escapeSnippet(path)}}${item}`;
}

const unknownHeads: Readonly<Record<string, string>> = {
  if: 'condition',
  unless: 'condition',
  each: 'items',
  with: 'object',
};
