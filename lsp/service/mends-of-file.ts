/** The mends that an editor offers, for those who have a file and no editor. */
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { ActionContext, Mend } from './actions/action.ts';
import { mendsOf } from './actions/mends.ts';
import { findAt } from './find-node.ts';
import { createWorkspace } from './workspace.ts';

/** `path`: absolute; `root`: of its project. Findings are those of `text`. */
export function mendsOfFile(root: string, path: string, text: string): (found: Diagnostic) => Mend[] {
  const workspace = createWorkspace(root, () => root);
  const document = workspace.open(pathToFileURL(path).href, 0, text);
  const { file } = document;
  const reading = workspace.reading(document);
  return (found) => {
    const at = findAt(reading.root, found.range.start);
    const context: ActionContext = {
      workspace,
      document,
      file,
      text: file.text,
      root: reading.root,
      reading,
      range: found.range,
      found: at,
    };
    return mendsOf(context, found);
  };
}
