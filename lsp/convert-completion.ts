/** Offers in the protocol's form, as far as the client understands it. */
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import {
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
} from 'vscode-languageserver/node';
import type { SourceFile } from '../src/source/source.ts';
import type { ClientSupport } from './capabilities.ts';
import { markup } from './convert.ts';
import type { Completion, Offer } from './service/complete.ts';

/** `id`: what `completionItem/resolve` finds an item again by. */
export function toCompletionList(
  file: SourceFile,
  found: Completion,
  id: number,
  support: ClientSupport,
): CompletionList {
  const place = file.rangeOf(found.range);
  const items = found.offers.map((offer, index): CompletionItem => {
    const { text, ...format } = written(offer, found, support);
    return {
      label: offer.label,
      kind: kinds[offer.kind],
      sortText: String(Math.max(0, offer.rank + 1000)).padStart(6, '0'),
      textEdit: { range: place, newText: text },
      ...format,
      ...(offer.detail !== undefined && { detail: offer.detail }),
      ...(offer.deprecated && deprecation(support)),
      ...(support.completionResolve
        ? (offer.doc || offer.preview) && { data: { id, index } }
        : offer.doc && { documentation: markup(offer.doc, support.completionMarkdown) }),
    };
  });
  return { isIncomplete: false, items };
}

/** The same item with its docs, and what it is or becomes. */
export function resolveItem(item: CompletionItem, offer: Offer, support: ClientSupport): CompletionItem {
  const parts = [offer.doc, offer.preview?.()].filter((part) => part !== undefined && part !== '');
  if (parts.length === 0) return item;
  return { ...item, documentation: markup(parts.join('\n\n---\n\n'), support.completionMarkdown) };
}

interface Written {
  readonly text: string;
  readonly insertTextFormat?: InsertTextFormat;
  readonly insertTextMode?: InsertTextMode;
}

function written(
  { label, insert = label, snippet }: Offer,
  { column, indent }: Completion,
  support: ClientSupport,
): Written {
  const isSnippet = snippet !== undefined && support.snippets;
  const text = isSnippet ? snippet : insert;
  const format = isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {};
  if (!text.includes('\n')) return { text, ...format };
  // lines below the first begin under the key; who indents them by itself counts from the line's own blanks
  const asIs = support.insertMode === 'as is';
  const blanks = ' '.repeat(Math.max(0, asIs ? column : column - indent));
  const mode = asIs ? InsertTextMode.asIs : InsertTextMode.adjustIndentation;
  return {
    text: text.replaceAll('\n', `\n${blanks}`),
    ...format,
    ...(support.insertModes && { insertTextMode: mode }),
  };
}

function deprecation(support: ClientSupport): Partial<CompletionItem> {
  if (support.completionTags) return { tags: [CompletionItemTag.Deprecated] };
  return support.completionDeprecated ? { deprecated: true } : {};
}

const kinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Variable,
  property: CompletionItemKind.Field,
  helper: CompletionItemKind.Function,
  block: CompletionItemKind.Keyword,
  fragment: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  word: CompletionItemKind.Keyword,
  form: CompletionItemKind.Snippet,
  code: CompletionItemKind.Constant,
};
