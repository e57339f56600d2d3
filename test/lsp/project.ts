/** A project on the disk, and the server's own view of it. */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createProjectFiles, type ProjectFiles } from '../../lsp/service/project-files.ts';
import { createWorkspace, type Workspace } from '../../lsp/service/workspace.ts';
import { findRoot } from '../../src/cli/project.ts';
import { folder } from '../cli/run-cli.ts';

export interface Project {
  readonly root: string;
  readonly workspace: Workspace;
  readonly files: ProjectFiles;
  /** Of a path relative to the root. */
  uri(name: string): string;
  name(uri: string): string;
  write(name: string, text: string): void;
}

/** `open`: which of the files are open in the editor. */
export function openProject(
  texts: Readonly<Record<string, string>>,
  open: readonly string[] = [],
  root = realpathSync(folder(texts)),
): Project {
  const rootOf = (path: string) => findRoot(dirname(path), root);
  const workspace = createWorkspace(root, rootOf);
  const files = createProjectFiles({
    workspace: () => workspace,
    folders: () => [root],
    rootOf,
    watched: () => false,
  });
  const project: Project = {
    root,
    workspace,
    files,
    uri: (name) => pathToFileURL(join(root, name)).href,
    name: (uri) => relative(root, fileURLToPath(uri)).replaceAll('\\', '/'),
    write(name, text) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    },
  };
  for (const name of open) workspace.open(project.uri(name), 1, texts[name]!);
  return project;
}
