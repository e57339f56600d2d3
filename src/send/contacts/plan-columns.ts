/** What each column of the header is for. */
import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import type { ProgramFacts } from '../options.ts';
import { forbiddenKeys } from './check-value.ts';
import {
  ContactsError,
  extraColumns,
  type RecipientKind,
  recipientColumns,
  reservedColumns,
} from './contact.ts';
import { type CellType, missingPaths, pathsOf, typeAt } from './param-types.ts';

export interface ColumnPlan {
  readonly names: readonly string[];
  readonly recipient: { readonly index: number; readonly kind: RecipientKind };
  readonly locale?: number;
  readonly timeZone?: number;
  readonly lastInteractionAt?: number;
  readonly params: readonly ParamColumn[];
  /** Columns that nothing uses. */
  readonly unknown: readonly string[];
}

export interface ParamColumn {
  readonly index: number;
  readonly name: string;
  readonly path: readonly string[];
  readonly type: CellType;
}

/** Throws ContactsError where the header cannot be used. */
export function planColumns(
  header: readonly string[],
  facts: ProgramFacts | undefined,
  columnMap: { readonly [target: string]: string } = {},
): ColumnPlan {
  const columns = header.map((name) => name.trim());
  checkNames(columns);
  const targets = renameColumns(columns, columnMap, facts);
  const recipient = findRecipient(columns, targets);
  const at = (name: string) => {
    const index = targets.indexOf(name);
    return index < 0 ? undefined : index;
  };
  const params: ParamColumn[] = [];
  const unknown: string[] = [];
  for (const [index, target] of targets.entries()) {
    if (target === undefined || target === '') {
      if (columns[index] !== '' && !isExtra(columns[index]!)) unknown.push(columns[index]!);
      continue;
    }
    if (Object.hasOwn(recipientColumns, target) || (reservedColumns as readonly string[]).includes(target))
      continue;
    const path = target.split('.');
    const type = facts === undefined ? 'string' : typeAt(facts.schema, path);
    if (type === undefined) {
      if (!isExtra(columns[index]!)) unknown.push(columns[index]!);
    } else params.push({ index, name: columns[index]!, path, type });
  }
  checkNesting(params);
  checkComplete(params, unknown, facts);
  return {
    names: columns,
    recipient,
    locale: at('locale'),
    timeZone: at('time_zone'),
    lastInteractionAt: at('last_interaction_at'),
    params,
    unknown,
  };
}

/** `Column "x" is not used …`, for the one warning about unknown columns. */
export function describeUnknown(plan: ColumnPlan, facts: ProgramFacts | undefined): string | undefined {
  if (plan.unknown.length === 0) return undefined;
  const known = [
    ...Object.keys(recipientColumns),
    ...reservedColumns,
    ...(facts ? pathsOf(facts.schema) : []),
  ];
  const described = plan.unknown.map(
    (name) => `"${name}"${didYouMean(name, known).replace(/^ /, ' (').replace(/\?$/, '?)')}`,
  );
  return plan.unknown.length === 1
    ? `Column ${described[0]} is no param of the message and is not used.`
    : `Columns ${described.join(', ')} are no params of the message and are not used.`;
}

/** What status adds to a file for another send. */
function isExtra(name: string): boolean {
  return (extraColumns as readonly string[]).includes(name);
}

function checkNames(columns: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of columns) {
    if (name === '' || isExtra(name)) continue;
    if (seen.has(name))
      throw new ContactsError(`The header names the column "${name}" twice: rename or remove one of them.`);
    seen.add(name);
    const parts = name.split('.');
    const bad = parts.find((part) => forbiddenKeys.includes(part));
    if (bad !== undefined)
      throw new ContactsError(`A column may not be called "${name}": rename it in the header.`);
  }
  if (seen.size === 0) throw new ContactsError('The first line of the file holds no column names.');
}

/** For each column, the name under which it is used. */
function renameColumns(
  columns: readonly string[],
  columnMap: { readonly [target: string]: string },
  facts: ProgramFacts | undefined,
): (string | undefined)[] {
  const targets: (string | undefined)[] = [...columns];
  for (const [target, column] of Object.entries(columnMap)) {
    const known = [
      ...Object.keys(recipientColumns),
      ...reservedColumns,
      ...(facts ? pathsOf(facts.schema) : []),
    ];
    if (
      !known.includes(target) &&
      (facts === undefined || typeAt(facts.schema, target.split('.')) === undefined)
    ) {
      throw new ContactsError(
        `"${target}" cannot be mapped to a column: it is neither a recipient nor a param.${didYouMean(target, known)}`,
      );
    }
    const index = columns.indexOf(column);
    if (index < 0) {
      throw new ContactsError(
        `The file has no column "${column}", to which ${target} is mapped.${didYouMean(column, columns)} It has ${list(columns)}.`,
      );
    }
    const other = targets.indexOf(target);
    if (other >= 0 && other !== index) targets[other] = undefined;
    targets[index] = target;
  }
  return targets;
}

function findRecipient(
  columns: readonly string[],
  targets: readonly (string | undefined)[],
): { index: number; kind: RecipientKind } {
  const found = targets.flatMap((target, index) =>
    target !== undefined && Object.hasOwn(recipientColumns, target)
      ? [{ index, kind: recipientColumns[target]! }]
      : [],
  );
  if (found.length === 1) return found[0]!;
  const kinds = Object.keys(recipientColumns);
  if (found.length > 1) {
    const names = found.map(({ index }) => `"${columns[index]}"`).join(' and ');
    throw new ContactsError(`The file has ${found.length} recipient columns, ${names}: keep exactly one.`);
  }
  const slip = columns.map((name) => didYouMean(name, kinds)).find((hint) => hint !== '');
  const separator = guessSeparator(columns);
  if (separator !== undefined) {
    throw new ContactsError(`The columns seem to be separated by ${separator}: save the file with commas.`);
  }
  throw new ContactsError(
    `The file has no recipient column.${slip ?? ''} Name one column ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}, or map one: --map psid=COLUMN. It has ${list(columns)}.`,
  );
}

function guessSeparator(columns: readonly string[]): string | undefined {
  if (columns.length !== 1) return undefined;
  if (columns[0]!.includes(';')) return 'semicolons';
  if (columns[0]!.includes('\t')) return 'tabs';
  return undefined;
}

function checkNesting(params: readonly ParamColumn[]): void {
  for (const outer of params) {
    const inner = params.find(
      (p) => p.path.length > outer.path.length && outer.path.every((part, i) => p.path[i] === part),
    );
    if (inner !== undefined) {
      throw new ContactsError(
        `The columns "${outer.name}" and "${inner.name}" fill the same param: keep one of the two forms.`,
      );
    }
  }
}

function checkComplete(
  params: readonly ParamColumn[],
  unknown: readonly string[],
  facts: ProgramFacts | undefined,
): void {
  if (facts === undefined) return;
  const needed = (name: string) =>
    (facts.needs === undefined || facts.needs.includes(name)) && !Object.hasOwn(facts.defaults ?? {}, name);
  const missing = missingPaths(
    facts.schema,
    params.map((p) => p.path),
    needed,
  );
  if (missing.length === 0) return;
  const hint = didYouMean(missing[0]!, unknown);
  const what = missing.length === 1 ? `no column ${list(missing)}` : `no columns ${list(missing)}`;
  throw new ContactsError(
    `The file has ${what}, which the message needs in every row.${hint} Add it, or map one: --map ${missing[0]}=COLUMN.`,
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `"${name}"`);
  return shown.join(', ') + (names.length > 12 ? `, and ${names.length - 12} more` : '');
}
