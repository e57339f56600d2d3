/** Inside `{{ … }}`, conditions, loops and calls: names, properties, helpers, blocks, fragments. */
import { parseTemplate } from '../../grammar/index.ts';
import { rootEnv } from '../../src/check/environment.ts';
import { blockSpecs } from '../../src/render/helpers.ts';
import type { Offer } from './complete.ts';
import { argumentOffers } from './complete-arguments.ts';
import { callOffers } from './complete-call.ts';
import { completeCondition, completeLoop } from './complete-condition.ts';
import { openMustache, readCall, readMustache, type Typing } from './expression-at.ts';
import type { Hole } from './hole.ts';
import { words } from './name-offers.ts';
import { blocksAround, envAt } from './names-at.ts';
import { textKind } from './text-kind.ts';

export interface TemplateOffers {
  readonly offers: Offer[];
  /** The word before the cursor that they replace. */
  readonly typed: string;
}

/** Undefined where the mark stands in no expression. */
export function completeTemplate(hole: Hole): TemplateOffers | undefined {
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
      return { offers: blockOffers(elseIf ? undefined : after, ''), typed };
    default: {
      const offers = argumentOffers(typing, env, style);
      const isHead = typing.callee === undefined && typing.base === '' && !/[(]/.test(written);
      if (isHead) {
        if (inner && !inner.inverse) offers.push(...words(['else']));
        if (inner && !isClosed(after)) offers.push(closing(inner.block.path.original, '/', after));
        if (written === '')
          offers.push(...blockOffers(after, '#').map((o) => ({ ...o, rank: o.rank + 3000 })));
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
function blockOffers(after: string | undefined, sigil: '' | '#'): Offer[] {
  const whole = after !== undefined && /^\s*(?:\}\}|["']?$|["']?\s*\n)/.test(after);
  const braces = after !== undefined && ends(after) ? '}}' : '';
  return [...blockSpecs.values()].map(({ name, doc }, i) => ({
    label: `${sigil}${name}`,
    kind: 'block',
    doc,
    rank: i,
    ...(whole && { snippet: `${sigil}${name} ${heads[name] ?? '${1:value}'}}}$0{{/${name}${braces}` }),
  }));
}

const heads: Readonly<Record<string, string>> = {
  if: '${1:condition}',
  unless: '${1:condition}',
  each: '${1:list} as |${2:item}|',
  with: '${1:object}',
};
