/** Human wording for what is found in a wrong place: what an author writes instead. */

/** Helpers that stand for the operators of other languages. */
const helperOf: Readonly<Record<string, string>> = {
  '==': 'eq',
  '===': 'eq',
  '!=': 'ne',
  '!==': 'ne',
  '<>': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '??': 'default',
};

/** What to write instead of `left operator right` in a template, as code, where there is something. */
export function insteadOf(operator: string, left: string, right: string): string | undefined {
  if (operator === '!') return right === '' ? undefined : `not ${right}`;
  if (left === '' || right === '') return undefined;
  if (operator === '|') return /^[^\s()"']+$/.test(right) ? `${right} ${left}` : undefined;
  const helper = helperOf[operator];
  return helper === undefined ? undefined : `${helper} ${left} ${right}`;
}

/** What to do about an operator, as a sentence without its full stop. */
export function operatorAdvice(operator: string, instead: string | undefined): string {
  if (operator === '|') {
    return instead === undefined
      ? 'put the helper first, as in {{upper name}}'
      : `put the helper first: ${instead}`;
  }
  if (instead !== undefined) return `write ${instead}`;
  if (operator === '?' || operator === ':') return 'write {{#if a}}b{{else}}c{{/if}}';
  if (operator === '!') return 'write (not a)';
  if (operator === ',') return 'separate arguments by blanks';
  if (helperOf[operator] !== undefined) return `write (${helperOf[operator]} a b)`;
  if ('+-*/%^'.includes(operator)) return 'there is no arithmetic: let the data carry the result';
  return 'take it out';
}

/** Operators of other languages in conditions, and what conditions have instead. */
export const conditionWord: Readonly<Record<string, string>> = {
  '&&': 'and',
  '&': 'and',
  AND: 'and',
  '||': 'or',
  OR: 'or',
  '!': 'not',
  NOT: 'not',
  '===': '==',
  '=': '==',
  '!==': '!=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
};

/** True of `else if` as other languages write it, in one word. */
export function isElseIf(name: string): boolean {
  return /^(?:else?_?if|elif|elsif)$/i.test(name);
}
