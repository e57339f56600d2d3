/**
 * Fragments are bound where they are used, since only the place of use says what shape they have. One that nobody in
 * its file uses (it is for other files) is looked at on its own, so that its texts' syntax is checked.
 */
import { parseTemplate } from '../../grammar/index.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { YamlEntry, YamlNode } from '../yaml/nodes.ts';
import { type BindContext, isNull, reportProblems, type Source, scalarText } from './context.ts';
import { bindParams } from './params.ts';

export function bindFragments(ctx: BindContext, source: Source, fragments: readonly YamlEntry[]): void {
  for (const { key, value } of fragments) {
    if (!/^\p{L}[\p{L}\p{N}_-]*$/u.test(key.value))
      ctx.report(diagnostic('spec/bad-name', source.file, key.range, { name: key.value }));
    if (isNull(value))
      ctx.report(diagnostic('spec/empty-message', source.file, key.range, { name: key.value }));
    else checkTexts(ctx, source, value);
  }
}

function checkTexts(ctx: BindContext, source: Source, node: YamlNode): void {
  if (node.kind === 'scalar') {
    if (node.core !== null)
      reportProblems(ctx, scalarText(source.file, node), parseTemplate(node.value).problems);
  } else if (node.kind === 'seq') {
    for (const item of node.items) checkTexts(ctx, source, item);
  } else {
    for (const { key, value } of node.entries) {
      if (key.value === 'params') bindParams(ctx, source.file, value);
      else if (!['when', 'otherwise', 'each', 'use'].includes(key.value)) checkTexts(ctx, source, value);
    }
  }
}
