/** Renders every example of a file's messages, and tells which branches they took. */
import type { Example, Json, Message, Spec } from '../bind/model.ts';
import type { MessageIR } from '../lower/ir.ts';
import { lowerSpec } from '../lower/lower-spec.ts';
import type { RecipientData, RenderedStep, RenderOptions, RenderProblem } from '../render/api.ts';
import { createRenderer } from '../render/index.ts';
import type { Point } from './points.ts';
import { watchSpec } from './watch-spec.ts';

/** What `now` is in an example that names no time. */
export const exampleNow = '2026-01-01T12:00:00Z';

/** The example that a message without params has, where its author wrote none. */
export const noData = 'no data';

export interface ExampleRun {
  readonly message: string;
  readonly example: string;
  /** Where the example stands, or the message's name. */
  readonly at: { readonly start: number };
  /** Undefined where it could not be rendered. */
  readonly steps?: readonly RenderedStep[];
  readonly problems: readonly RenderProblem[];
}

export interface FileRun {
  readonly runs: readonly ExampleRun[];
  readonly points: readonly Point[];
  /** Messages that need data and have no example. */
  readonly without: readonly Message[];
}

/** The project's own helpers, where messages call some. */
export interface ExampleHelpers {
  /** What the module exports; undefined where nobody trusts it. */
  readonly module: object | undefined;
  /** Why a message that calls one of them cannot be rendered then. */
  readonly refusal: (message: MessageIR) => string;
}

/** `readData`: the data of an example that names a JSON file; a string says why it cannot be read. */
export function runExamples(
  spec: Spec,
  readData: (path: string) => { readonly json: Json } | string,
  own?: ExampleHelpers,
): FileRun {
  const program = lowerSpec(spec);
  const helpers = own?.module && { helpers: own.module };
  const renderer = createRenderer(program, { ...helpers, callTwice: true });
  const watched = watchSpec(spec);
  const watcher = createRenderer(watched.program, { ...helpers, backend: 'handlebars' });
  const runs: ExampleRun[] = [];
  const without: Message[] = [];
  for (const message of spec.messages) {
    const compiled = program.messages.find((m) => m.name === message.name);
    const needs = compiled?.needs ?? [];
    const refused = own && !own.module && compiled?.helpers ? own.refusal(compiled) : undefined;
    if (message.examples.length === 0 && needs.length > 0) without.push(message);
    for (const example of examplesOf(message, needs)) {
      const base = { message: message.name, example: example.name, at: example.range };
      if (refused !== undefined) {
        runs.push({ ...base, problems: [{ code: 'helper', message: refused }] });
        continue;
      }
      const read = typeof example.data === 'string' ? readData(example.data) : { json: example.data };
      if (typeof read === 'string') {
        runs.push({ ...base, problems: [{ code: 'bad-data', message: read }] });
        continue;
      }
      const unfit = renderer.check(message.name, read.json);
      if (unfit.length > 0) {
        runs.push({ ...base, problems: unfit });
        continue;
      }
      const options = optionsOf(message, example);
      const result = renderer.render(message.name, read.json, options);
      watcher.render(message.name, read.json, { ...options, watch: watched.points.watch });
      runs.push(
        result.ok ? { ...base, steps: result.steps, problems: [] } : { ...base, problems: result.problems },
      );
    }
  }
  return { runs, points: watched.points.all, without };
}

function examplesOf(message: Message, needs: readonly string[]): readonly Example[] {
  if (message.examples.length > 0 || needs.length > 0) return message.examples;
  const { file, range } = message.namePlace;
  return [{ name: noData, data: {}, file, range }];
}

function optionsOf(message: Message, { recipient, now }: Example): RenderOptions {
  const given = (recipient ?? {}) as RecipientData;
  const channel = given.channel ?? message.rules.channels[0];
  return {
    recipient: { ...given, ...(channel !== undefined && { channel }) },
    ...(given.id !== undefined && { to: { id: given.id } }),
    now: now ?? exampleNow,
  };
}
