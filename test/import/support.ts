import { expect } from 'vitest';
import { type ImportResult, importJson } from '../../src/import/import-json.ts';
import { type AnalysisSettings, analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';
import { renderOne } from '../corpus/render.ts';

export type Imported = Extract<ImportResult, { ok: true }>;

export function imported(text: string, settings?: AnalysisSettings): Imported {
  const result = importJson(text, settings);
  if (!result.ok) throw new Error(`offset ${result.error.offset}: ${result.error.message}`);
  return result;
}

/** What is wrong with the text, and the text before the place. */
export function refused(text: string): { readonly message: string; readonly before: string } {
  const result = importJson(text);
  if (result.ok) throw new Error(`was read:\n${result.text}`);
  return { message: result.error.message, before: text.slice(0, result.error.offset) };
}

export function analyzed(text: string, settings?: AnalysisSettings) {
  return analyze(createSource('imported.msg.yaml', text), { read: (path) => new Error(path) }, settings);
}

/** What the messages of the imported file send, by the compiler and the renderer. */
export function bodiesOf({ text, names }: Imported, settings?: AnalysisSettings): unknown[] {
  const analysis = analyzed(text, settings);
  expect(analysis.spec!.messages.map((m) => m.name)).toEqual(names);
  return names.map((name) => renderOne(analysis, name));
}

export function notesOf({ notes }: Imported): string[] {
  return notes.map((note) => note.message);
}
