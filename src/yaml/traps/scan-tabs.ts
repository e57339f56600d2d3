import { isGap } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/** One finding for all lines whose indentation holds a tab; each tab counts as one level in the fix. */
export function reportTabs(report: TrapReport): void {
  const first = report.tabLines[0];
  if (first === undefined) return;
  const edits = report.tabLines.flatMap((line) => tabsAt(report.text, line));
  const range = edits[0]!.range;
  report.report('yaml/tab-indent', range, { lines: report.tabLines.length }, [
    { title: 'Indent with spaces', edits },
  ]);
  for (const edit of edits) report.blank(edit.range.start, edit.range.end);
}

function tabsAt(text: string, line: number): { range: { start: number; end: number }; newText: string }[] {
  const edits = [];
  for (let p = line; isGap(text, p) && text[p] !== '\n' && p < text.length; p++) {
    if (text[p] === '\t') edits.push({ range: { start: p, end: p + 1 }, newText: '  ' });
  }
  return edits;
}
