/** Commands that any client can run with `workspace/executeCommand`. Each takes one object and gives JSON. */
import {
  type ExecuteCommandParams,
  LSPErrorCodes,
  type Position,
  ResponseError,
} from 'vscode-languageserver/node';
import { applyActionCommand, referencesCommand, renderCommand } from '../command-names.ts';
import { previewMessage } from '../service/preview.ts';
import { references } from '../service/references.ts';
import { editOf } from './code-actions.ts';
import type { Feature, Server } from './feature.ts';

export interface RenderArguments {
  readonly uri: string;
  readonly message: string;
  /** Without it the first. */
  readonly example?: string;
  /** ISO 8601; without it the example's, else the clock's. */
  readonly now?: string;
}

export interface ReferencesArguments {
  readonly uri: string;
  readonly position: Position;
}

type Run = (server: Server, given: Readonly<Record<string, unknown>>) => unknown;

const commands: Readonly<Record<string, Run>> = {
  [renderCommand]: render,
  [referencesCommand]: async (server, { uri, position }) =>
    typeof uri === 'string' && isPosition(position)
      ? await references(server.files, uri, position, false)
      : refusal(`${referencesCommand} takes { uri, position: { line, character } }.`),
  [applyActionCommand]: applyAction,
};

export const executeCommand: Feature = {
  register(server) {
    server.connection.onExecuteCommand((params, token) =>
      server.ask<ExecuteCommandParams, unknown>('command', null, ({ command, arguments: given }) => {
        const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
        if (!run) {
          const known = Object.keys(commands).join(', ');
          return refusal(`There is no command ${command}: there are ${known}.`);
        }
        const [first] = given ?? [];
        return run(server, typeof first === 'object' && first !== null ? first : {});
      })(params, token),
    );
  },
};

function render(server: Server, { uri, message, example, now }: Readonly<Record<string, unknown>>): unknown {
  if (typeof uri !== 'string' || typeof message !== 'string')
    return refusal(`${renderCommand} takes { uri, message, example?, now? }, all of them texts.`);
  const document = server.files.get(uri);
  if (!document) return refusal(`${uri} is not open, and it is no file that can be read.`);
  const preview = previewMessage(server.workspace, document, message, {
    ...(typeof example === 'string' && { example }),
    ...(typeof now === 'string' && { now }),
  });
  return preview ? { message, ...preview } : refusal(`${document.file.path} has no message "${message}".`);
}

async function applyAction(server: Server, given: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { uri, version, kind, title, range } = given;
  const { start, end } = (range ?? {}) as { start?: unknown; end?: unknown };
  const known = typeof uri === 'string' && typeof version === 'number' && typeof kind === 'string';
  if (!known || typeof title !== 'string' || !isPosition(start) || !isPosition(end))
    return refusal(`${applyActionCommand} takes the arguments that the action was offered with.`);
  const edit = editOf(server, { uri, version, kind, title, range: { start, end } });
  if (!edit) return refusal('The text has changed since this was offered: ask for it again.');
  const { applied } = await server.connection.workspace.applyEdit({ label: title, edit });
  return { applied };
}

function isPosition(value: unknown): value is Position {
  const { line, character } = (value ?? {}) as Partial<Position>;
  return typeof line === 'number' && typeof character === 'number';
}

function refusal(words: string): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, words);
}
