/** The paths in a piece of YAML: in its texts, conditions, loops and calls. */
import type { PathExpression } from '../../../grammar/ast.ts';
import {
  parseCall,
  parseCondition,
  parseLoop,
  parseTemplate,
  walkExpression,
  walkExpressions,
} from '../../../grammar/index.ts';
import type { YamlNode, YamlScalar } from '../../../src/yaml/nodes.ts';

/** Keys of an item that say how often and whether it is there: they stay where a fragment is taken out or put in. */
export const itemControls: ReadonlySet<string> = new Set(['each', 'when', 'otherwise', 'key']);

interface PathIn {
  readonly path: PathExpression;
  readonly scalar: YamlScalar;
}

/** Paths of all expressions below a node. */
export function visitPaths(node: YamlNode, visit: (found: PathIn) => void, key?: string): void {
  if (node.kind === 'seq') for (const item of node.items) visitPaths(item, visit);
  else if (node.kind === 'map') {
    for (const e of node.entries) if (e.key.value !== 'params') visitPaths(e.value, visit, e.key.value);
  } else {
    const each = (e: Parameters<typeof walkExpression>[0]) =>
      walkExpression(e, (p) => p.type === 'PathExpression' && visit({ path: p, scalar: node }));
    const { value } = node;
    if (key === 'when' || key === 'otherwise')
      parseCondition(value).value && each(parseCondition(value).value!);
    else if (key === 'each') parseLoop(value).value && each(parseLoop(value).value!.list);
    else if (key === 'use') for (const a of parseCall(value).value?.args ?? []) each(a.value);
    else
      walkExpressions(parseTemplate(value).program, (p) => {
        if (p.type === 'PathExpression') visit({ path: p, scalar: node });
      });
  }
}
