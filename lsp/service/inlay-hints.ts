/** How long each text is, or can become at most, beside its limit: `17/20`, `≤ 64/80`. */
import type { Position, PositionRange, SourceFile } from '../../src/source/source.ts';
import { type Measured, measureMessage } from './measure.ts';
import { type MessageModel, messageNamed } from './message-model.ts';
import { boundWords } from './words.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Hint {
  readonly position: Position;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
}

/** In the order of their places. */
export function inlayHints(workspace: Workspace, uri: string, range: PositionRange): Hint[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const start = file.offsetAt(range.start);
  const end = file.offsetAt(range.end);
  const worst = new Map<number, Measured>();
  for (const model of models(workspace, document, start, end)) {
    for (const measured of measureMessage(model)) {
      const at = placeOf(file, measured);
      if (at === undefined || at < start || at > end || !isWorthSaying(measured)) continue;
      const known = worst.get(at);
      // a fragment's text may be longer in one of its uses
      if (!known || measured.max / measured.limit > known.max / known.limit) worst.set(at, measured);
    }
  }
  return [...worst]
    .sort(([a], [b]) => a - b)
    .map(([at, measured]) => ({
      position: file.positionAt(at),
      label: labelOf(measured),
      tooltip: boundWords(measured),
    }));
}

/** Messages that have texts in the range: those that stand in it; all, where fragments do. */
function models(workspace: Workspace, document: Document, start: number, end: number): MessageModel[] {
  const { main } = workspace.reading(document);
  if (!main.root) {
    const { spec } = workspace.analysis(document);
    return spec?.messages.map((message) => ({ spec, message })) ?? [];
  }
  const parts = [...main.parts];
  const touches = ({ range }: { range: { start: number; end: number } }) =>
    range.start <= end && start <= range.end;
  const hasFragments = parts.some(([, part]) => part.of === 'fragments' && touches(part));
  return parts.flatMap(([name, part]) =>
    part.of === 'messages' && (hasFragments || touches(part))
      ? (messageNamed(workspace, document, name) ?? [])
      : [],
  );
}

/** Behind the text; undefined for one of another file. */
function placeOf(file: SourceFile, { file: of, range, unit }: Measured): number | undefined {
  if (of.path !== file.path || unit === 'items') return undefined;
  // block texts end at the beginning of a line
  return range.start + file.text.slice(range.start, range.end).trimEnd().length;
}

/** Texts that people see are short; of payloads and the like a number says something near the limit only. */
function isWorthSaying({ limit, max, name, verdict }: Measured): boolean {
  if (verdict === 'open' || !Number.isFinite(max)) return false;
  return limit <= mostShown || name === 'text' || max * 2 >= limit;
}

const mostShown = 640;

function labelOf({ max, limit, unit, verdict }: Measured): string {
  const noun = unit === 'bytes' ? ' bytes' : '';
  return `${verdict === 'constant' ? '' : '≤ '}${max}/${limit}${noun}`;
}
