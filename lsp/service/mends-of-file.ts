/** Mends that an editor offers, for those who have a file and no editor: those that its YAML alone decides. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../src/source/source.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import type { Mend } from './actions/action.ts';
import { yamlMendsOf } from './actions/mends.ts';
import { findAt } from './find-node.ts';

/** Findings are those of `file`. */
export function mendsOfFile(file: SourceFile): (found: Diagnostic) => Mend[] {
  const { root } = parseYaml(file).document;
  return (found) =>
    yamlMendsOf({ file, text: file.text, root, found: findAt(root, found.range.start) }, found);
}
