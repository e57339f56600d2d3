/**
 * What the server knows of the world outside of the open documents. Paths are absolute and in the host's own form;
 * those that authors see (`FileSystem`, messages, imports) are relative to a project's root, with `/`.
 */
import type { Config } from '../../src/cli/config.ts';
import type { FileSystem } from '../../src/pipeline.ts';

export interface Host {
  /** Undefined where a URI names nothing that has a path, as `untitled:Untitled-1`. */
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  /** The file `path` of the project with this root. */
  resolve(root: string, path: string): string;
  /** The other way round. */
  slashed(root: string, path: string): string;
  isInside(path: string, folder: string): boolean;
  /** The root of the project of a file; `folder` where nothing above says where a project begins. */
  rootOf(path: string, folder: string): string;
  /** Another one for each state of a file; undefined where there is none. */
  stamp(path: string): string | undefined;
  /** The files below a root. */
  files(root: string): FileSystem;
  /** Throws a Stop that says what is wrong; `{}` where there is none. */
  config(root: string): Config;
  /** What is wrong with the place of a module that the config names, in words that follow its name. */
  moduleProblem(root: string, module: string): string | undefined;
  /** What stands in a folder, links left out: they may lead out of the project, or round in a circle. */
  entries(folder: string): readonly HostEntry[];
  /** Absolute paths, in no order. */
  messageFilesBelow(folder: string): Promise<string[]>;
}

export interface HostEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}
