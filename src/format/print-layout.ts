/** Prints a layout: two columns a level, lists below their key, flow collections on their line where they fit. */
import type { Layout, LayoutCollection, LayoutItem, LayoutScalar } from '../yaml/layout.ts';
import { Page } from './page.ts';
import { inlineNode, keptLines, mayBeText } from './print-flow.ts';
import { blockScalarParts, inlineScalar, scalarLines } from './print-scalar.ts';

/** Columns that a line may have on which a flow collection is kept, or a text that stood below its key is put. */
const lineWidth = 110;

/** A key that is longer is written with `? ` (YAML 1.2, 7.4.2 allows 1,024 characters with its anchor). */
const longestKey = 1000;

/** Lines without their ends. The root is no scalar. */
export function printLayout(layout: Layout & { readonly root: LayoutCollection }): string[] {
  const { head, tail, trailing } = layout;
  // No alias can mean the root (it would hold itself): its anchor is not needed.
  const root = { ...layout.root, props: '' };
  const page = new Page();
  page.notes(head, 0);
  if (head.length > 0 && !root.flow) page.blank();
  if (isInline(root, 0)) {
    const lines = root.keepLines ? keptLines(root, 2) : [inlineNode(root)];
    lines.forEach((line, i) => void page.line(i === lines.length - 1 ? line + (trailing ?? '') : line));
  } else {
    if (trailing !== undefined) page.line(trailing.trim());
    const spec = root.items.some(({ key }) => key?.value === 'messages' || key?.value === 'fragments');
    printItems(page, root, 0, { apart: spec });
    page.notes(root.foot, 0);
  }
  page.notes(tail, 0);
  return page.lines;
}

interface ItemsOptions {
  /** Items of several lines stand apart from their neighbours. */
  readonly apart?: boolean;
  /** What stands on the first item's line already: the dash of the list that the collection is an item of. */
  readonly lead?: string;
}

function printItems(page: Page, collection: LayoutCollection, column: number, options: ItemsOptions): void {
  let many = false;
  for (const [i, item] of collection.items.entries()) {
    const blank = item.leading[0]?.blank ?? item.blank;
    if (options.apart) {
      const part = new Page();
      const messages = column === 0 && item.key?.value === 'messages';
      printItem(part, item, collection.kind, column, undefined, messages);
      if (i > 0 && (blank || many || part.lines.length > 1)) page.blank();
      many = part.lines.length > 1;
      page.append(part);
    } else {
      if (i > 0 && blank) page.blank();
      printItem(page, item, collection.kind, column, i === 0 ? options.lead : undefined);
    }
  }
}

function printItem(
  page: Page,
  item: LayoutItem,
  of: 'map' | 'seq',
  column: number,
  lead?: string,
  apart = false,
): void {
  const [first, ...notes] = item.leading;
  if (first) page.note({ ...first, blank: false }, column);
  page.notes(notes, column);
  if (first && item.blank) page.blank();
  const start = lead ?? ' '.repeat(column);
  const key = item.key ? inlineScalar(item.key, 'key') : '';
  if (key.length > longestKey) page.line(`${start}? ${key}`);
  const head =
    key.length > longestKey ? `${' '.repeat(column)}:` : `${start}${of === 'seq' ? '-' : `${key}:`}`;
  const { value } = item;
  if (!value) page.line(`${head}${item.after ?? ''}${item.trailing ?? ''}`);
  else if (value.kind === 'scalar') printScalar(page, item, value, column, head);
  else if (isInline(value, startOfFlow(item, column, head))) printFlow(page, item, value, column, head);
  else printBlock(page, item, value, column, head, of, apart);
}

// ---------- collections ----------

/** Whether a collection is not printed with a line for each item. `start`: the column where it would begin. */
function isInline(value: LayoutCollection, start: number): boolean {
  if (value.keepLines || value.items.length === 0) return true;
  return value.flow && !value.source.includes('\n') && start + inlineNode(value).length <= lineWidth;
}

function startOfFlow(item: LayoutItem, column: number, head: string): number {
  return isMoved(item) ? column + 2 : head.length + 1;
}

/** Comments keep the value off the line of its key or dash. */
function isMoved(item: LayoutItem): boolean {
  return item.after !== undefined || item.between.length > 0;
}

function printFlow(
  page: Page,
  item: LayoutItem,
  value: LayoutCollection,
  column: number,
  head: string,
): void {
  const inner = column + 2;
  const lines = value.keepLines ? keptLines(value, 0) : [inlineNode(value)];
  printLines(page, item, lines, inner, head, isMoved(item));
}

function printBlock(
  page: Page,
  item: LayoutItem,
  value: LayoutCollection,
  column: number,
  head: string,
  of: 'map' | 'seq',
  apart: boolean,
): void {
  const inner = column + 2;
  // A bracket's comment goes to the line of the key: the bracket is no more.
  const noted = item.after ?? item.trailing ?? '';
  const compact = of === 'seq' && value.props === '' && noted === '' && sharesLine(item, value);
  if (!compact) page.line(`${head}${value.props === '' ? '' : ` ${value.props}`}${noted}`);
  if (item.after !== undefined && item.trailing !== undefined)
    page.line(' '.repeat(inner) + item.trailing.trim());
  page.notes(item.between, inner);
  printItems(page, value, inner, compact ? { lead: `${head} ` } : { apart });
  page.notes(value.foot, inner);
}

/** A dash and a key share a line; two dashes only where the author wrote them so. */
function sharesLine(item: LayoutItem, value: LayoutCollection): boolean {
  if (item.between.length > 0 || value.items[0]!.leading.length > 0) return false;
  return value.kind === 'map' || (!value.flow && !item.below);
}

// ---------- scalars ----------

function printScalar(page: Page, item: LayoutItem, value: LayoutScalar, column: number, head: string): void {
  const inner = column + 2;
  if (value.style === 'literal' || value.style === 'folded') {
    const { header, lines, keep } = blockScalarParts(value);
    printLines(page, item, [`${header}${value.headerComment ?? ''}`], inner, head, isMoved(item));
    for (const line of lines) page.line(line === '' ? '' : ' '.repeat(inner) + line);
    page.kept = keep;
    return;
  }
  const long = value.source.includes('\n');
  const lines = long ? scalarLines(value) : [inlineScalar(value, 'value', mayBeText(item.key))];
  const below = item.below && (long || head.length + 1 + lines[0]!.length > lineWidth);
  printLines(page, item, lines, inner, head, below || isMoved(item));
}

/** A value's lines, the first on the line of its key or dash unless it is to stand below. */
function printLines(
  page: Page,
  item: LayoutItem,
  lines: readonly string[],
  inner: number,
  head: string,
  below: boolean,
): void {
  if (below) page.line(`${head}${item.after ?? ''}`);
  page.notes(item.between, inner);
  lines.forEach((line, i) => {
    const start = i > 0 || below ? ' '.repeat(inner) : `${head} `;
    const end = i === lines.length - 1 ? (item.trailing ?? '') : '';
    page.line(line === '' ? end : `${start}${line}${end}`);
  });
}
