/** Counts how often each production of a grammar is used: every place in a rule where a token or another rule stands. */
import type { IToken, TokenType } from 'chevrotain';

/** What the counter needs of a chevrotain parser, and what it wraps. */
interface Watched {
  getSerializedGastProductions(): Production[];
  getCurrRuleFullName(): string;
  consumeInternal(type: TokenType, index: number, options: unknown): IToken;
  subruleInternal(rule: (() => unknown) & { ruleName: string }, index: number, options: unknown): unknown;
}

interface Production {
  readonly type: string;
  readonly name?: string;
  readonly idx?: number;
  readonly definition?: readonly Production[];
}

/** The tokens of a group that can stand in a rule; undefined where the name is no group. */
export type Groups = (rule: string, group: string) => readonly TokenType[] | undefined;

export interface Coverage {
  /** All productions, and how often each was used while counting. */
  readonly counts: Map<string, number>;
  /** Runs `read` with the counter on. */
  count<T>(read: () => T): T;
}

/** `rule: TOKEN`, `rule: <other rule>`; for a token of a group also `rule: GROUP = TOKEN`. */
export function watch(watched: object, groups: Groups): Coverage {
  const parser = watched as Watched;
  const counts = new Map<string, number>();
  for (const rule of parser.getSerializedGastProductions()) collect(rule.name!, rule, groups, counts);
  let on = false;
  const hit = (key: string): void => {
    const before = counts.get(key);
    if (before === undefined) throw new Error(`${key} is no production of the grammar`);
    counts.set(key, before + 1);
  };
  const { consumeInternal, subruleInternal } = parser;
  parser.consumeInternal = function (this: Watched, type, index, options) {
    const token = consumeInternal.call(this, type, index, options);
    if (on) {
      const key = `${this.getCurrRuleFullName()}: ${nameOf(type.name, index)}`;
      hit(key);
      if (groups(this.getCurrRuleFullName(), type.name) !== undefined)
        hit(`${key} = ${token.tokenType.name}`);
    }
    return token;
  };
  parser.subruleInternal = function (this: Watched, rule, index, options) {
    if (on) hit(`${this.getCurrRuleFullName()}: <${nameOf(rule.ruleName, index)}>`);
    return subruleInternal.call(this, rule, index, options);
  };
  return {
    counts,
    count(read) {
      on = true;
      try {
        return read();
      } finally {
        on = false;
      }
    },
  };
}

function nameOf(name: string, index: number | undefined): string {
  return index ? `${name} (${index})` : name;
}

function collect(rule: string, node: Production, groups: Groups, counts: Map<string, number>): void {
  const name = nameOf(node.name ?? '', node.idx);
  if (node.type === 'NonTerminal') counts.set(`${rule}: <${name}>`, 0);
  if (node.type === 'Terminal') {
    counts.set(`${rule}: ${name}`, 0);
    for (const { name: member } of groups(rule, node.name!) ?? [])
      counts.set(`${rule}: ${name} = ${member}`, 0);
  }
  for (const child of node.definition ?? []) collect(rule, child, groups, counts);
}

/** The counts as lines, rarest last. */
export function table(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, n]) => `${String(n).padStart(9)}  ${key}`)
    .join('\n');
}
