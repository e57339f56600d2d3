/** `when:`, `otherwise:` and `each:`: values, operators, helpers in brackets. */
import { rootEnv } from '../../src/check/environment.ts';
import { helperAt } from '../../src/check/helper-at.ts';
import type { Offer } from './complete.ts';
import { argumentOffers, loopWord } from './complete-arguments.ts';
import type { TemplateOffers } from './complete-template.ts';
import { readCall, readCondition } from './expression-at.ts';
import type { Hole } from './hole.ts';
import { helperOffers, leadsOn, nameOffers, words } from './name-offers.ts';
import { typeOfPath } from './names-at.ts';
import { itemOf } from './placeholders.ts';
import { escapeSnippet } from './print-snippet.ts';

export function completeCondition({ before, reading, found }: Hole): TemplateOffers {
  const env = rootEnv(reading.scopeAt(found.path), new Set());
  const typing = readCondition(before, (name) => helperAt(name, env.scope) !== undefined);
  const { quoted, word, base, operand, callee, left } = typing;
  if (callee !== undefined) {
    return { offers: argumentOffers(typing, env, found.scalar.style), typed: quoted ?? word };
  }
  const other = left === undefined ? undefined : typeOfPath(left, env)?.type;
  const values = other?.kind === 'string' ? (other.values ?? []) : [];
  if (quoted !== undefined) return { offers: listed(values), typed: quoted };
  if (!operand) return { offers: operators(typing.compared), typed: word };
  const head = before.slice(0, before.length - word.length - base.length);
  if (/\bin\s*$/.test(head))
    return { offers: [{ ...words(['['])[0]!, doc: '`in ["a", "b"]`: one of these.' }], typed: '' };
  const sameKind = other === undefined ? undefined : other.kind;
  const names = nameOffers(
    typing,
    env,
    (type) => !type || !sameKind || type.kind === 'unknown' || type.kind === sameKind,
  );
  if (base !== '') return { offers: names, typed: word };
  const mark = found.scalar.style === 'double' ? "'" : '"';
  const texts = listed(values).map((o) => ({ ...o, label: `${mark}${o.label}${mark}`, rank: o.rank - 100 }));
  const literals = literalsBehind(head, other?.kind);
  const inBrackets = /\(\s*$/.test(head);
  // `not` is both a word and a helper
  const helpers = inBrackets ? helperOffers(env).filter((o) => !literals.includes(o.label)) : [];
  return {
    offers: [...texts, ...names, ...words(literals), ...helpers],
    typed: word,
  };
}

/** `kind`: of what stands on the left. */
function literalsBehind(head: string, kind: string | undefined): string[] {
  if (/[<>]=?\s*$/.test(head)) return [];
  if (!/(?:[=!]=|\bin\s*\[[^\]]*)\s*$/.test(head)) return ['not', 'true', 'false'];
  return kind === undefined || kind === 'boolean' ? ['true', 'false', 'null'] : ['null'];
}

function listed(values: readonly string[]): Offer[] {
  return values.map((label, i) => ({ label, kind: 'value', rank: i }));
}

function operators(compared: boolean): Offer[] {
  const comparisons = compared ? [] : ['==', '!=', '<', '<=', '>', '>='];
  return [
    ...words(['and', 'or']),
    ...words(comparisons),
    ...(compared ? [] : [{ ...words(['in'])[0]!, insert: 'in [', doc: '`x in ["a", "b"]`: one of these.' }]),
  ].map((o, i) => ({ ...o, rank: i }));
}

export function completeLoop({ before, after, reading, found }: Hole): TemplateOffers {
  const none = { offers: [], typed: '' };
  if (/\bas\b\s*\S?/.test(before) && /\bas\b/.test(before)) return none;
  const env = rootEnv(reading.scopeAt(found.path), new Set());
  const isList = (kind: string | undefined) => kind === undefined || kind === 'list' || kind === 'unknown';
  if (/^\s*\(/.test(before)) {
    if (/\)\s+\w*$/.test(before) && balanced(before)) return { offers: [loopWord], typed: wordOf(before) };
    if (balanced(before)) return none;
    const typing = readCall(before, '');
    if (typing.callee === undefined && typing.base === '') {
      const lists = helperOffers(env, (spec) => spec.returns === 'list' || spec.returns === 'any');
      return { offers: lists, typed: typing.word };
    }
    return { offers: argumentOffers(typing, env, found.scalar.style), typed: typing.quoted ?? typing.word };
  }
  if (/\S\s+\w*$/.test(before)) return { offers: [loopWord], typed: wordOf(before) };
  const typing = readCall(before, '');
  const names = nameOffers(typing, env, (type) => isList(type?.kind));
  return { offers: after.trim() === '' ? names.map(withItem) : names, typed: typing.word };
}

/** `products as |product|`: a loop without a name for its item is none. */
function withItem(offer: Offer): Offer {
  // what only leads to a list goes on with a dot
  if (offer.rank >= leadsOn) return offer;
  return { ...offer, snippet: `${escapeSnippet(offer.label)} as |\${1:${itemOf(offer.label)}}|` };
}

function balanced(text: string): boolean {
  const plain = text.replace(/"[^"]*"?|'[^']*'?/g, '');
  return plain.split('(').length === plain.split(')').length;
}

function wordOf(text: string): string {
  return /\w*$/.exec(text)![0];
}
