// The page of the CodeMirror test: the module of docs/editors/codemirror.md, light or dark.
import { oneDark } from '@codemirror/theme-one-dark';
import { openMessages, startSendspec } from './sendspec.js';

const { text, files, dark } = window.setup;
const client = startSendspec('/lsp-worker.js', files);
window.client = client;
await client.initializing;
window.view = openMessages({
  client,
  parent: document.querySelector('#editor'),
  uri: 'file:///hello.msg.yaml',
  text,
  extensions: dark ? [oneDark] : [],
});
