/** Request bodies of a message: once as a document, or beside the file and current while it is edited. */
import { EventEmitter, type ExtensionContext, Uri, ViewColumn, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Asked, type MessageAt, messageAt } from './message-at';

/** What the server's command `sendspec.render` gives. */
export interface Rendered {
  readonly message: string;
  readonly example?: string;
  readonly steps: readonly unknown[];
  readonly problem?: string;
}

export async function renderMessage(client: LanguageClient, asked: Asked | undefined): Promise<void> {
  const found = await messageAt(asked);
  if (found) await showRendered(await render(client, found));
}

export async function showRendered(rendered: Rendered | null): Promise<void> {
  if (!rendered) return;
  if (rendered.problem !== undefined) {
    window.showWarningMessage(`sendspec: ${rendered.message}: ${rendered.problem}`);
    return;
  }
  const document = await workspace.openTextDocument({ language: 'json', content: bodiesOf(rendered) });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true });
}

const scheme = 'sendspec-body';
const changed = new EventEmitter<Uri>();
let provides = false;
const shown = new Map<string, MessageAt>();

export async function previewBody(
  client: LanguageClient,
  context: ExtensionContext,
  asked: Asked | undefined,
): Promise<void> {
  const found = await messageAt(asked);
  if (!found) return;
  if (!provides) {
    provides = true;
    context.subscriptions.push(
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => contentOf(client, uri),
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        for (const [uri, { document: from }] of shown) if (from === document) changed.fire(Uri.parse(uri));
      }),
      workspace.onDidCloseTextDocument((document) => void shown.delete(document.uri.toString())),
    );
  }
  // the path ends in .json, so that it is coloured
  const uri = Uri.from({ scheme, path: `/${found.message}.json`, query: found.document.uri.toString() });
  shown.set(uri.toString(), found);
  const document = await workspace.openTextDocument(uri);
  changed.fire(uri);
  await window.showTextDocument(document, {
    viewColumn: ViewColumn.Beside,
    preserveFocus: true,
    preview: true,
  });
}

async function contentOf(client: LanguageClient, uri: Uri): Promise<string> {
  const found = shown.get(uri.toString());
  if (!found) return '';
  const rendered = await render(client, found);
  if (!rendered) return '';
  return rendered.problem === undefined ? bodiesOf(rendered) : `// ${rendered.problem}\n`;
}

async function render(
  client: LanguageClient,
  { document, message, example }: MessageAt,
): Promise<Rendered | null> {
  try {
    return await client.sendRequest<Rendered | null>('workspace/executeCommand', {
      command: 'sendspec.render',
      arguments: [{ uri: document.uri.toString(), message, ...(example !== undefined && { example }) }],
    });
  } catch (error) {
    return { message, steps: [], problem: error instanceof Error ? error.message : String(error) };
  }
}

function bodiesOf({ steps }: Rendered): string {
  return `${JSON.stringify(steps.length === 1 ? steps[0] : steps, null, 2)}\n`;
}
