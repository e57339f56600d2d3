/** A comment that silences a finding, where a comment can stand: inside a text it would be text. */
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { YamlNode } from '../../../src/yaml/nodes.ts';
import { findAt } from '../find-node.ts';
import type { Action, ActionContext } from './action.ts';
import { lineBreak, lineStart } from './source-text.ts';

export function silence({ text, root }: ActionContext, found: Diagnostic): Action[] {
  if (found.severity === 'error') return [];
  if (found.code === 'spec/unused-ignore' || found.code === 'spec/bad-ignore') return [];
  for (const at of new Set([found.silencedAt ?? found.range.start, found.range.start])) {
    const start = lineStart(text, at);
    if (isInText(root, start)) continue;
    const [indent] = /^ */.exec(text.slice(start))!;
    const newText = `${indent}# sendspec-ignore ${found.code}: say why${lineBreak(text)}`;
    const edits = [{ range: { start, end: start }, newText }];
    return [{ title: `Silence ${found.code} here, with a reason`, kind: 'quickfix', edits, found }];
  }
  return [];
}

/** Whether a scalar begins before an offset and goes on behind it. */
function isInText(root: YamlNode | null, offset: number): boolean {
  const scalar = findAt(root, offset)?.scalar;
  return scalar !== undefined && scalar.range.start < offset && offset <= scalar.range.end;
}
