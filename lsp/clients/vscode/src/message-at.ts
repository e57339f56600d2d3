/** Which message a command is about: the one it names, else that at the cursor, else one that the author picks. */
import { commands, type DocumentSymbol, type TextDocument, window } from 'vscode';

export interface Asked {
  readonly message?: string;
  readonly example?: string;
}

export interface MessageAt {
  readonly document: TextDocument;
  readonly message: string;
  readonly example?: string;
}

/** Undefined where there is none, which the author has been told by then. */
export async function messageAt(asked: Asked | undefined): Promise<MessageAt | undefined> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'sendspec') {
    window.showWarningMessage('sendspec: open a message file (*.msg.yaml) first.');
    return undefined;
  }
  const { document } = editor;
  const messages = await messagesOf(document);
  const here = messages.find((m) => m.range.contains(editor.selection.active))?.name;
  const message = typeof asked?.message === 'string' ? asked.message : (here ?? (await pick(messages)));
  if (message === undefined) return undefined;
  return { document, message, ...(typeof asked?.example === 'string' && { example: asked.example }) };
}

async function messagesOf(document: TextDocument): Promise<readonly DocumentSymbol[]> {
  const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return symbols?.find((symbol) => symbol.name === 'messages')?.children ?? [];
}

async function pick(messages: readonly DocumentSymbol[]): Promise<string | undefined> {
  if (messages.length === 0) window.showWarningMessage('sendspec: this file has no messages.');
  else if (messages.length === 1) return messages[0]!.name;
  else
    return window.showQuickPick(
      messages.map((m) => m.name),
      { placeHolder: 'Which message?' },
    );
  return undefined;
}
