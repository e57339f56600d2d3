/** `# sendspec-ignore CODE: reason`: the codes that can be silenced, those found here first. */
import { type Code, catalog } from '../../src/diagnostics/catalog.ts';
import type { CatalogEntry } from '../../src/diagnostics/entry.ts';
import { lineStart } from '../../src/source/line-start.ts';
import type { Offer } from './complete.ts';
import { lineEnd } from './key-start.ts';
import type { Document, Workspace } from './workspace.ts';

export interface CommentOffers {
  readonly offers: Offer[];
  readonly typed: string;
}

/** Undefined where the cursor stands in no comment, or a comment that says something else. */
export function completeComment(
  workspace: Workspace,
  document: Document,
  offset: number,
): CommentOffers | undefined {
  const { text } = document.file;
  const line = text.slice(lineStart(text, offset), offset);
  const [, comment] = /(?:^|\s)#([^#]*)$/.exec(line) ?? [];
  if (comment === undefined) return undefined;
  const [, codes] = /^\s*sendspec-ignore\s+([^:]*)$/.exec(comment) ?? [];
  if (codes !== undefined) {
    const typed = /[\w/-]*$/.exec(codes)![0];
    const given = new Set(codes.slice(0, codes.length - typed.length).split(/[\s,]+/));
    const colon = text.slice(offset, lineEnd(text, offset)).includes(':') ? '' : ': ';
    return {
      offers: codeOffers(workspace, document, offset, colon).filter((o) => !given.has(o.label)),
      typed,
    };
  }
  const [, word] = /^ ?([\w-]*)$/.exec(comment) ?? [];
  if (word === undefined || !'sendspec-ignore'.startsWith(word)) return undefined;
  const lead = comment.startsWith(' ') ? '' : ' ';
  return { offers: [{ ...directive, insert: `${lead}sendspec-ignore ` }], typed: word };
}

const directive: Offer = {
  label: 'sendspec-ignore',
  kind: 'word',
  doc: 'Silences a finding on this line, or the line below: `# sendspec-ignore CODE: reason`.',
  rank: 0,
};

function codeOffers(workspace: Workspace, document: Document, offset: number, ending: string): Offer[] {
  const { file } = document;
  const { line } = file.positionAt(offset);
  const here = new Set<Code>();
  for (const { code, severity, range, file: of } of workspace.analysis(document).diagnostics) {
    if (of.path !== file.path || severity === 'error') continue;
    const at = file.positionAt(range.start).line;
    // on this line, or the next that is not a comment
    if (at === line || at === line + 1) here.add(code);
  }
  return (Object.keys(catalog) as Code[])
    .filter((code) => catalog[code].severity !== 'error')
    .map((code, i) => {
      const found = here.has(code);
      return {
        label: code,
        kind: 'code',
        doc: (catalog[code] as CatalogEntry<never>).explain.trim(),
        insert: `${code}${ending}`,
        rank: found ? i - 1000 : i,
        ...(found && { detail: 'found here' }),
      };
    });
}
