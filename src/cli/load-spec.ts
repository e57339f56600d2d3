/** Reads and analyses message files, each with the settings of its own project. */
import { dirname } from 'node:path';
import type { UnreadableFile } from '../diagnostics/reporters/report.ts';
import { type Analysis, analyze, type FileSystem } from '../pipeline.ts';
import { createSource } from '../source/create-source.ts';
import { type Config, readConfig } from './config.ts';
import { createDisk } from './disk.ts';
import { findRoot, slashed } from './project.ts';
import { maximumSpecBytes, readText } from './read-text.ts';

export interface LoadedSpec {
  /** Absolute. */
  readonly path: string;
  readonly root: string;
  readonly config: Config;
  readonly analysis: Analysis;
}

export type Loader = (path: string, text?: string) => LoadedSpec | UnreadableFile;

/** A loader that reads each project's config once. With `text` the file's content is not read from the disk. */
export function createLoader(cwd: string, more: { readonly explainBounds?: boolean } = {}): Loader {
  const configs = new Map<string, Config>();
  const disks = new Map<string, FileSystem>();
  return (path, text) => {
    const read = text === undefined ? readText(path, maximumSpecBytes) : { text };
    if (!('text' in read)) return { path: slashed(cwd, path), message: read.reason };
    const root = findRoot(dirname(path), cwd);
    const config = configs.get(root) ?? readConfig(root);
    configs.set(root, config);
    const disk = disks.get(root) ?? { ...createDisk(root), parsed: new Map() };
    disks.set(root, disk);
    const file = createSource(slashed(root, path), read.text);
    const { api, channel, language, helpers } = config;
    return {
      path,
      root,
      config,
      analysis: analyze(file, disk, {
        api,
        channel,
        language,
        ...(helpers && { helpers }),
        ...more,
      }),
    };
  };
}
