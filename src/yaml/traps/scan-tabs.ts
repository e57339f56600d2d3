import { isGap } from './scan-text.ts';
import type { TrapReport } from './trap-report.ts';

/**
 * One finding for all lines whose indentation holds a tab; each tab counts as one level in the fix. Where other lines
 * are indented with spaces nobody knows how wide the author's tabs are: then there is no fix.
 */
export function reportTabs(report: TrapReport): void {
  const first = report.tabLines[0];
  if (first === undefined) return;
  const edits = report.tabLines.flatMap((line) => tabsAt(report.text, line));
  const range = edits[0]!.range;
  const mixed = /^ +[^\s#]/m.test(report.text);
  const fixes = mixed ? [] : [{ title: 'Indent with spaces', edits }];
  report.report('yaml/tab-indent', range, { lines: report.tabLines.length }, fixes);
  for (const edit of edits) report.blank(edit.range.start, edit.range.end);
}

function tabsAt(text: string, line: number): { range: { start: number; end: number }; newText: string }[] {
  const edits = [];
  for (let p = line; isGap(text, p) && text[p] !== '\n' && p < text.length; p++) {
    if (text[p] === '\t') edits.push({ range: { start: p, end: p + 1 }, newText: '  ' });
  }
  return edits;
}
