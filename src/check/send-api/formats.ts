/**
 * URLs, phone numbers, currencies and other texts have the form that the Send API wants. A text with expressions is
 * refused where a text that it can be, or its constant parts, break the form.
 */

import type { Expression, MustacheStatement, SubExpression } from '../../../grammar/ast.ts';
import type { DataType, TextNode } from '../../bind/model.ts';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { suggestions } from '../../diagnostics/did-you-mean.ts';
import { replaceWord } from '../../diagnostics/rename-fixes.ts';
import type { TextFormat } from '../../send-api/schema.ts';
import { textSize } from '../bounds.ts';
import { type Env, rootEnv } from '../environment.ts';
import { typeOf } from '../expressions.ts';
import type { Facts } from '../facts.ts';
import { helperAt } from '../helper-at.ts';
import { constantOf, constantParts, constantStart, isOneExpression } from './constant.ts';
import type { FormatCheck, Proof } from './format-checks.ts';
import { formatChecks } from './format-checks.ts';
import { isWithin } from './pattern-within.ts';
import { possibleTexts } from './possible.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import { isAbout } from './scopes.ts';
import { shown } from './wording.ts';

export function formats(run: RuleRun): void {
  for (const { node, shape, fieldNode, present } of run.tree.values) {
    if (node.kind !== 'text' || node.upload !== undefined || shape?.kind !== 'text') continue;
    // An empty text is a matter of length.
    if (constantOf(node) === '') continue;
    for (const { format, level, ...scope } of shape.formats ?? []) {
      if (!isAbout(scope, run.rules)) continue;
      const check = formatChecks[format];
      const problem = problemOf(check, node, present);
      if (problem === undefined) {
        if (level === 'error' || (level === 'warning' && !check.isLink)) {
          checkProof(run, fieldNode.key, node, present, check);
        }
        continue;
      }
      report(run, fieldNode.key, node, format, problem, level);
      // One finding a text: `http:` beside "no URL at all" says nothing new.
      break;
    }
  }
}

/** What the data decides must be proven to fit, where its param can say so. */
function checkProof(
  run: RuleRun,
  field: string,
  node: TextNode,
  present: Facts,
  { proof }: FormatCheck,
): void {
  if (proof !== undefined) reportUnproven(run, field, node, present, proof, proof.allowed);
}

/** Reports a text of which nothing says that it fits, whatever the data. */
export function reportUnproven(
  run: RuleRun,
  field: string,
  node: TextNode,
  present: Facts,
  proof: Proof,
  allowed: string,
): void {
  const possible = possibleTexts(node, present);
  const env = rootEnv(node.scope, present);
  if (possible.kind !== 'open' || isProven(node, env, proof)) return;
  const { cause } = possible;
  reportAt(run, 'send-api/not-proven', node, { field, allowed, cause, mend: proof.mend });
}

function isProven(node: TextNode, env: Env, proof: Proof): boolean {
  if (proof.start?.(constantStart(node))) return true;
  const { pattern } = proof;
  // Constant parts are judged already: beside them, a form that may repeat (letters, digits) still holds.
  if (pattern === undefined) return false;
  if (!(/[+*]\$$/.test(pattern) || isOneExpression(node) || hasRoom(node, env, pattern))) return false;
  return node.program.body.every((statement) => {
    if (statement.type === 'MustacheStatement') return isOutputProven(statement, env, proof);
    return statement.type === 'ContentStatement' || statement.type === 'CommentStatement';
  });
}

/** All parts together are no longer than `{1,11}` at the end of the pattern lets them be. */
function hasRoom(node: TextNode, env: Env, pattern: string): boolean {
  const most = /^\^\[[^\]]*\]\{1,(\d+)\}\$$/.exec(pattern)?.[1];
  return most !== undefined && textSize(node, env).max <= Number(most);
}

function isOutputProven(output: MustacheStatement, env: Env, proof: Proof): boolean {
  const { path, params, hash } = output;
  const isCall = params.length > 0 || hash.pairs.length > 0;
  if (!isCall || path.type !== 'PathExpression') return isValueProven(path, env, proof, output);
  const call: SubExpression = { type: 'SubExpression', path, params, hash, span: output.span };
  return isValueProven(call, env, proof, output) || (proof.safe?.(undefined, path.original, output) ?? false);
}

function isValueProven(value: Expression, env: Env, proof: Proof, output: MustacheStatement): boolean {
  if (value.type === 'StringLiteral') return fitsPattern(value.value, proof);
  if (value.type === 'SubExpression' && value.path.type === 'PathExpression') {
    const { original: helper } = value.path;
    if (helper === 'default' && value.params.length === 2)
      return value.params.every((param) => isValueProven(param, env, proof, output));
    if (!helperAt(helper, env.scope)?.own) return false;
  }
  const { type } = typeOf(value, env);
  if (type?.kind === 'string' && type.values?.every((text) => fitsPattern(text, proof))) return true;
  return (
    (type?.kind === 'string' && type.pattern !== undefined && isWithin(type.pattern, proof.pattern)) ||
    (proof.pattern !== undefined && isCount(type) && isWithin('^[0-9]+$', proof.pattern)) ||
    (type !== undefined && (proof.safe?.(type, undefined, output) ?? false))
  );
}

function fitsPattern(text: string, { pattern }: Proof): boolean {
  return pattern !== undefined && new RegExp(pattern, 'u').test(text);
}

function isCount(type: DataType | undefined): boolean {
  return type?.kind === 'number' && type.integer && (type.minimum ?? -1) >= 0;
}

interface Problem {
  readonly words: string;
  /** The text that is wrong, where it is known. */
  readonly text?: string;
  readonly weak?: boolean;
}

function problemOf(check: FormatCheck, node: TextNode, present: Facts): Problem | undefined {
  const possible = possibleTexts(node, present);
  if (possible.kind === 'finite') {
    // What renders empty is left out, or a matter of length.
    const texts = possible.texts.filter((text) => text !== '');
    const wrong = texts.find((text) => !check.fits(text));
    if (wrong !== undefined) return { words: check.words, text: wrong };
    const odd = texts.find((text) => check.likes?.(text) === false);
    return odd === undefined ? undefined : { words: check.dislike ?? check.words, text: odd, weak: true };
  }
  const start = constantStart(node);
  const broken =
    (start !== '' && check.canBegin?.(start) === false) ||
    (check.canHold !== undefined && constantParts(node).some((part) => check.canHold?.(part) === false));
  return broken ? { words: check.words } : undefined;
}

function report(
  run: RuleRun,
  field: string,
  node: TextNode,
  format: TextFormat,
  problem: Problem,
  level: Severity,
): void {
  const severity = problem.weak ? 'warning' : level;
  if (format === 'https-url' && level !== 'error') {
    reportAt(run, 'policy/http-url', node, { field }, { severity });
    return;
  }
  const { text } = problem;
  const value = shown(text ?? node.text.value);
  const params = { field, value, problem: problem.words };
  const known = formatChecks[format].known;
  const meant = text === undefined || known === undefined ? [] : suggestions(text, known());
  const [first] = meant;
  const fold = first !== undefined && first === text?.toUpperCase();
  if (formatChecks[format].isLink) {
    reportAt(run, 'send-api/url', node, params, { severity });
    return;
  }
  reportAt(run, 'send-api/format', node, params, {
    severity,
    fixes: fold && text !== undefined ? replaceWord(node, text, first) : undefined,
  });
}
