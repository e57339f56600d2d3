/**
 * Files that the editor has handed over: where there is no disk, as in a web worker. Their paths are those of their URIs,
 * with `/`.
 */
import { configName } from '../../src/cli/config-name.ts';
import { parseConfig } from '../../src/cli/parse-config.ts';
import type { Host } from './host.ts';

export interface MemoryHost extends Host {
  /** `text`: undefined where the file is no more. */
  set(uri: string, text: string | undefined): void;
}

interface Stored {
  readonly text: string;
  readonly stamp: string;
}

export function createMemoryHost(): MemoryHost {
  const stored = new Map<string, Stored>();
  /** What stands before the path, as `file://`: that of the URI that came last. */
  let origin = 'file://';
  let changes = 0;

  const host: MemoryHost = {
    set(uri, text) {
      const path = host.pathOf(uri);
      if (path === undefined) return;
      changes += 1;
      if (text === undefined) stored.delete(path);
      else stored.set(path, { text, stamp: String(changes) });
    },
    pathOf(uri) {
      const [, start, way] = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)(\/[^?#]*)/i.exec(uri) ?? [];
      if (start === undefined || way === undefined || /^untitled:/i.test(start)) return undefined;
      try {
        const path = resolvePath('/', decodeURIComponent(way));
        origin = start;
        return path;
      } catch {
        return undefined; // an escape that is none
      }
    },
    uriOf: (path) => origin + path.split('/').map(encodeURIComponent).join('/'),
    resolve: resolvePath,
    slashed,
    isInside: (path, folder) => path === folder || path.startsWith(below(folder)),
    rootOf(path, folder) {
      for (let at = resolvePath(path, '..'); ; at = resolvePath(at, '..')) {
        if (stored.has(resolvePath(at, configName))) return at;
        if (at === '/') break;
      }
      return host.isInside(path, folder) ? folder : resolvePath(path, '..');
    },
    stamp: (path) => stored.get(path)?.stamp,
    files: (root) => ({
      read(path) {
        const absolute = resolvePath(root, path);
        if (!host.isInside(absolute, root)) return new Error(`${path} leads out of the project`);
        return stored.get(absolute)?.text ?? new Error(`${path} does not exist`);
      },
    }),
    config(root) {
      const text = stored.get(resolvePath(root, configName))?.text;
      return text === undefined ? {} : parseConfig(text, (module) => host.moduleProblem(root, module));
    },
    // modules are not run here, and are not looked for
    moduleProblem: () => undefined,
    entries(folder) {
      const found = new Map<string, 'file' | 'folder'>();
      for (const path of stored.keys()) {
        if (!path.startsWith(below(folder))) continue;
        const [name, ...rest] = path.slice(below(folder).length).split('/');
        found.set(name!, rest.length > 0 ? 'folder' : 'file');
      }
      return [...found].map(([name, kind]) => ({ name, kind }));
    },
    messageFilesBelow: async (folder) =>
      [...stored.keys()].filter(
        (path) =>
          path.startsWith(below(folder)) &&
          /\.msg\.ya?ml$/.test(path) &&
          !/\/(?:\.|node_modules\/)/.test(path),
      ),
  };
  return host;
}

/** The host of the web worker's build. */
export const host = createMemoryHost();

function below(folder: string): string {
  return folder === '/' ? '/' : `${folder}/`;
}

function resolvePath(from: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${from}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function slashed(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split('/').filter((part) => part !== ''));
  let same = 0;
  while (same < a!.length && same < b!.length && a![same] === b![same]) same += 1;
  return [...a!.slice(same).map(() => '..'), ...b!.slice(same)].join('/') || '.';
}
