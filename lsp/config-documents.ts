/** The open configs of projects: documents beside the message files, which nothing else looks at. */
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { configName } from '../src/cli/config-name.ts';
import type { Columns } from '../src/source/columns.ts';
import { createSource } from '../src/source/create-source.ts';
import type { Host } from './host/host.ts';
import { diagnoseConfig } from './service/config-file.ts';
import { type Change, changedFile, type Document } from './service/workspace.ts';

export interface ConfigDocuments {
  get(uri: string): Document | undefined;
  open(uri: string, version: number, text: string): void;
  /** False for what is no open config. */
  change(uri: string, version: number, changes: readonly Change[]): boolean;
  close(uri: string): boolean;
}

/** `send`: undefined where the client asks for findings. */
export function createConfigDocuments(
  host: Host,
  columns: Columns,
  send: ((found: PublishDiagnosticsParams) => void) | undefined,
): ConfigDocuments {
  const documents = new Map<string, Document>();

  function set(document: Document): void {
    const { uri, version } = document;
    documents.set(uri, document);
    // the last of a burst
    setTimeout(() => {
      if (documents.get(uri) === document) send?.({ uri, version, diagnostics: diagnoseConfig(document) });
    }, 0);
  }

  return {
    get: (uri) => documents.get(uri),
    open(uri, version, text) {
      const path = host.pathOf(uri);
      const root = path === undefined ? '/' : host.resolve(path, '..');
      set({ uri, version, root, file: createSource(configName, text, columns) });
    },
    change(uri, version, changes) {
      const document = documents.get(uri);
      if (document) set({ ...document, version, file: changedFile(document.file, changes) });
      return document !== undefined;
    },
    close(uri) {
      if (!documents.delete(uri)) return false;
      send?.({ uri, diagnostics: [] });
      return true;
    },
  };
}
