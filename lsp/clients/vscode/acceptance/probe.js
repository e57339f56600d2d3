// Runs inside of VS Code's extension host: works with hello.msg.yaml as an author does and writes down what came of it.
const { existsSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const {
  commands,
  extensions,
  languages,
  Position,
  Range,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} = require('vscode');

exports.activate = async () => {
  const result = {};
  try {
    await work(result);
  } catch (error) {
    result.problem = error.stack ?? String(error);
  }
  const folder = workspace.workspaceFolders[0].uri.fsPath;
  writeFileSync(join(folder, 'result.json'), JSON.stringify(result, null, 2));
};

async function work(result) {
  const folder = workspace.workspaceFolders[0].uri;
  const uri = Uri.joinPath(folder, 'hello.msg.yaml');
  const document = await workspace.openTextDocument(uri);
  result.language = document.languageId;
  const editor = await window.showTextDocument(document);
  await until('the extension', () => extensions.getExtension('sendspec.sendspec')?.isActive);
  result.active = true;
  const found = await until('diagnostics', () => nonEmpty(languages.getDiagnostics(uri)));
  result.diagnostics = found.map(
    (d) => `${d.range.start.line}:${d.range.start.character} ${d.code.value ?? d.code}`,
  );

  const wrong = found.find((d) => d.range.start.line === 5);
  const at = new Position(5, 19);
  const list = await commands.executeCommand('vscode.executeCompletionItemProvider', uri, at);
  result.completion = list.items.map((item) => item.label.label ?? item.label).slice(0, 20);
  const hovers = await commands.executeCommand('vscode.executeHoverProvider', uri, new Position(4, 8));
  result.hover = hovers
    .flatMap((h) => h.contents.map((c) => c.value))
    .join('\n')
    .slice(0, 200);
  const actions = await commands.executeCommand('vscode.executeCodeActionProvider', uri, wrong.range);
  result.actions = actions.map((action) => action.title).slice(0, 10);
  const lenses = await commands.executeCommand('vscode.executeCodeLensProvider', uri, 10);
  result.lenses = lenses.map((lens) => lens.command?.title ?? '');
  const tokens = await commands.executeCommand('vscode.provideDocumentSemanticTokens', uri);
  result.tokens = (tokens?.data.length ?? 0) / 5;

  const mend = new WorkspaceEdit();
  mend.insert(uri, new Position(5, 24), 'e');
  await workspace.applyEdit(mend);
  await until('no diagnostics', () => languages.getDiagnostics(uri).length === 0);
  result.mended = true;

  const rename = await commands.executeCommand(
    'vscode.executeDocumentRenameProvider',
    uri,
    new Position(1, 4),
    'given_name',
  );
  result.renamed = rename.entries().map(([, edits]) => edits.length);

  await commands.executeCommand('sendspec.previewBody', { message: 'hello' });
  const preview = await until('the preview', () =>
    workspace.textDocuments.find((d) => d.uri.scheme === 'sendspec-body' && d.getText().includes('Hi Ana')),
  );
  const change = new WorkspaceEdit();
  change.replace(uri, new Range(5, 10, 5, 12), 'Hello');
  await workspace.applyEdit(change);
  await until('the preview of the change', () => preview.getText().includes('Hello Ana'));
  result.preview = JSON.parse(preview.getText());

  await window.showTextDocument(document, editor.viewColumn);
  const lens = lenses.find((l) => l.command?.command === 'sendspec.render');
  if (lens) {
    await commands.executeCommand(lens.command.command, ...lens.command.arguments);
    result.lensOpened = await until('the body of the lens', () =>
      workspace.textDocuments.some(
        (d) => d.isUntitled && d.languageId === 'json' && d.getText().includes('Ana'),
      ),
    );
    await window.showTextDocument(document, editor.viewColumn);
  }
  await commands.executeCommand('sendspec.renderMessage', { message: 'hello' });
  result.rendered = await until(
    'the rendered message',
    () => workspace.textDocuments.filter((d) => d.isUntitled && d.getText().includes('Hello Ana')).length,
  );
  await window.showTextDocument(document, editor.viewColumn);

  const contacts = Uri.joinPath(folder, 'contacts.csv').fsPath;
  const terminal = await commands.executeCommand('sendspec.sendToEmulator', { message: 'hello', contacts });
  result.terminal = terminal?.name;
  const status = await until('the end of the send', () => terminal.exitStatus);
  result.sendExit = status.code;
  const state = join(folder.fsPath, '.sendspec');
  result.journal = existsSync(state) && readdirSync(state).length > 0;
  await window.showTextDocument(document, editor.viewColumn);
}

function nonEmpty(list) {
  return list.length > 0 ? list : undefined;
}

async function until(what, find) {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
