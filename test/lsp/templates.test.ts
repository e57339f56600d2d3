/** What stands in the files of templates/ is what completion offers where it is taken away. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkExpressions } from '../../grammar/index.ts';
import { parseTemplate } from '../../grammar/template.ts';
import { complete } from '../../lsp/service/complete.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';

/** Names that the author chose: nothing can offer them. */
const own = /^(?:messages|fragments|imports|params|variants|properties|data|recipient|unchecked)$/;

describe.each(readdirSync('templates').filter((f) => f.endsWith('.msg.yaml')))('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const { root } = parseYaml(createSource(name, text)).document;
  const keys: { key: YamlScalar; parent: string }[] = [];
  const scalars: YamlScalar[] = [];
  collect(root, '', keys, scalars);

  it('keys, with and without their colon', () => {
    for (const { key } of keys.filter(({ parent }) => !own.test(parent))) {
      const { start, end } = key.range;
      expect(labels(text.slice(0, start) + text.slice(end), start), `${key.value} at ${start}`).toContain(
        key.value,
      );
      const lineEnd = text.indexOf('\n', end);
      const rest = text.slice(end, lineEnd);
      if (rest !== ':') continue;
      const source = text.slice(0, start) + text.slice(lineEnd);
      expect(labels(source, start), `${key.value} at ${start}, alone`).toContain(key.value);
    }
  });

  it('names and properties in expressions', () => {
    for (const scalar of scalars.filter((s) => s.value.includes('{{'))) {
      walkExpressions(parseTemplate(scalar.value).program, (e) => {
        if (e.type !== 'PathExpression' || e.data) return;
        for (const [i, span] of e.partSpans.entries()) {
          const { start, end } = scalar.map.range(span.start, span.end);
          const part = e.parts[i]!;
          // `x.0` and names of fragments in other files aside
          if (/^\d/.test(part) || text.slice(start, end) !== part || part === 'else') continue;
          const source = text.slice(0, start) + text.slice(end);
          expect(labels(source, start), `${e.original} at ${start}`).toContain(part);
        }
      });
    }
  });
});

function labels(source: string, offset: number): string[] {
  const workspace = createWorkspace('/nowhere');
  const { uri, file } = workspace.open('untitled:t.msg.yaml', 1, source);
  return complete(workspace, uri, file.positionAt(offset))?.offers.map((o) => o.label) ?? [];
}

function collect(
  node: YamlNode | null,
  parent: string,
  keys: { key: YamlScalar; parent: string }[],
  scalars: YamlScalar[],
): void {
  if (node?.kind === 'scalar') scalars.push(node);
  if (node?.kind === 'seq') for (const item of node.items) collect(item, '-', keys, scalars);
  if (node?.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    keys.push({ key, parent });
    collect(value, key.value, keys, scalars);
  }
}
