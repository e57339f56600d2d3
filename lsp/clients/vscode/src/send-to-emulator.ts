/** Sends a message to a contacts file through the emulator that is built into sendspec: nothing leaves this machine. */
import { basename, dirname, relative } from 'node:path';
import { type Terminal, type Uri, window, workspace } from 'vscode';
import { type Asked, messageAt } from './message-at';

export interface AskedToSend extends Asked {
  /** Path of the contacts; without it the author picks. */
  readonly contacts?: string;
}

export async function sendToEmulator(
  program: string,
  asked: AskedToSend | undefined,
): Promise<Terminal | undefined> {
  const found = await messageAt(asked);
  if (!found) return undefined;
  const { document, message } = found;
  if (document.isUntitled || !(await document.save())) {
    window.showWarningMessage('sendspec: save the file first.');
    return undefined;
  }
  const contacts = asked?.contacts ?? (await pickContacts());
  if (contacts === undefined) return undefined;
  const terminal = window.createTerminal({
    name: `sendspec: ${message}`,
    shellPath: process.execPath,
    shellArgs: [
      program,
      'send',
      `${basename(document.fileName)}#${message}`,
      ...['--to', contacts, '--emulate', '--new-run'],
    ],
    env: { ELECTRON_RUN_AS_NODE: '1' },
    cwd: dirname(document.fileName),
  });
  terminal.show(true);
  return terminal;
}

async function pickContacts(): Promise<string | undefined> {
  const files = await workspace.findFiles('**/*.{csv,jsonl}', '**/node_modules/**', 200);
  if (files.length === 0) {
    window.showWarningMessage('sendspec: there are no contacts (*.csv, *.jsonl) in the workspace.');
    return undefined;
  }
  const chosen = await window.showQuickPick(files.map(item), { placeHolder: 'Which contacts?' });
  return chosen?.path;
}

function item({ fsPath }: Uri) {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  return { label: basename(fsPath), description: folder ? relative(folder, fsPath) : fsPath, path: fsPath };
}
