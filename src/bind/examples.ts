/** `examples:`: data that a message is shown and tested with. */

import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { renameFixes } from '../diagnostics/rename-fixes.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlMap, YamlNode } from '../yaml/nodes.ts';
import { type BindContext, entryOf, isNull, kindOf } from './context.ts';
import { jsonOf } from './json.ts';
import type { Example } from './model.ts';

const keys = ['name', 'data', 'recipient', 'now'];

export function bindExamples(ctx: BindContext, file: SourceFile, node: YamlNode): Example[] {
  if (isNull(node)) return [];
  if (node.kind !== 'seq') {
    ctx.report(
      diagnostic('spec/wrong-kind', file, node.range, {
        key: 'examples',
        expected: 'a list',
        found: kindOf(node),
      }),
    );
    return [];
  }
  const examples: Example[] = [];
  for (const item of node.items) {
    if (item.kind === 'map') examples.push(bindExample(ctx, file, item, examples));
    else
      ctx.report(
        diagnostic('spec/wrong-kind', file, item.range, {
          key: 'an example',
          expected: 'a mapping with name and data',
          found: kindOf(item),
        }),
      );
  }
  return examples;
}

function bindExample(ctx: BindContext, file: SourceFile, node: YamlMap, before: readonly Example[]): Example {
  for (const { key } of node.entries) {
    if (keys.includes(key.value)) continue;
    ctx.report(
      diagnostic(
        'spec/unknown-key',
        file,
        key.range,
        {
          name: key.value,
          of: 'an example',
          suggestion: didYouMean(key.value, keys),
        },
        renameFixes({ file, range: key.range }, key.value, keys),
      ),
    );
  }
  const nameNode = entryOf(node, 'name')?.value;
  const name = nameNode?.kind === 'scalar' && nameNode.core !== null ? nameNode.value : '';
  if (name === '')
    ctx.report(diagnostic('spec/missing-key', file, node.range, { name: 'name', of: 'an example' }));
  if (name !== '' && before.some((e) => e.name === name)) {
    ctx.report(diagnostic('spec/duplicate-example', file, nameNode!.range, { name }));
  }
  const data = entryOf(node, 'data')?.value;
  const recipient = entryOf(node, 'recipient')?.value;
  const now = entryOf(node, 'now')?.value;
  return {
    file,
    range: node.range,
    name,
    data: data && !isNull(data) ? jsonOf(data) : {},
    ...(data && { dataNode: data }),
    ...(recipient && !isNull(recipient) && { recipient: jsonOf(recipient), recipientNode: recipient }),
    ...(now && !isNull(now) && { nowNode: now, ...(now.kind === 'scalar' && { now: now.value }) }),
  };
}
