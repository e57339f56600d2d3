/**
 * The public library: read and check message files, compile them, render and send what they say, and a local Send
 * API to try it on. Everything that `sendspec` does on the command line is done with these.
 */
export type { DataType, Example, Json, Message, Params, Spec } from './bind/model.ts';
export type { FileSystem } from './bind/spec-files.ts';
export { type Code, catalog } from './diagnostics/catalog.ts';
export type { Diagnostic, Fix, RelatedPlace, Severity, TextEdit } from './diagnostics/diagnostic.ts';
export * from './emulator/index.ts';
export { formatText } from './format/format-text.ts';
export { type ImportResult, importJson } from './import/import-json.ts';
export type { MessageIR, ProgramIR, SpanIR } from './lower/ir.ts';
export { type Analysis, type AnalysisSettings, analyze, compile } from './pipeline.ts';
export * from './render/index.ts';
export { languageSchema } from './schema/language-schema.ts';
export * from './send/index.ts';
export type { Channel, Profile } from './send-api/schema.ts';
export { applyEdits } from './source/apply-edits.ts';
export { createSource } from './source/create-source.ts';
export type { Position, PositionRange, Range, SourceFile } from './source/source.ts';
