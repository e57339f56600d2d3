/** What `sendspec render` does. */
import { dirname, join } from 'node:path';
import type { Example, Json } from '../bind/model.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { printable, printableJson } from '../diagnostics/printable.ts';
import type { RecipientData, RenderedStep, RenderProblem } from '../render/api.ts';
import { createRenderer, placeOf } from '../render/index.ts';
import { chooseChannel } from './choose-channel.ts';
import type { Context } from './context.ts';
import { createDisk } from './disk.ts';
import { exit } from './exit-codes.ts';
import { trustHelpers } from './helper-module.ts';
import { type OpenedMessage, openMessage } from './open-message.ts';
import { parseJson, readData } from './read-data.ts';
import { checkInstant, checkLocale, checkRecipient, checkTimeZone } from './recipient-options.ts';
import { Stop } from './stop.ts';

export interface RenderFlags {
  readonly data?: string;
  readonly example?: string;
  readonly recipient?: string;
  readonly locale?: string;
  readonly timeZone?: string;
  readonly channel?: string;
  readonly now?: string;
  readonly steps?: boolean;
  readonly sourceMap?: boolean;
  readonly pretty?: boolean;
  readonly trustHelpers?: boolean;
}

export async function renderMessage(target: string, flags: RenderFlags, context: Context): Promise<number> {
  if (flags.data !== undefined && flags.example !== undefined) {
    throw new Stop(exit.usage, 'give either --data or --example: both name the data.');
  }
  checkRecipient(flags.recipient);
  checkLocale(flags.locale);
  checkTimeZone(flags.timeZone);
  checkInstant(flags.now);
  const opened = await openMessage(target, context);
  const { message } = opened;
  const example = flags.example === undefined ? undefined : findExample(opened, flags.example);
  const data = flags.data === undefined ? exampleData(example, opened) : await readData(flags.data, context);

  const { options } = await trustHelpers(opened.spec, opened.program, [message.name], flags);
  const renderer = createRenderer(opened.program, options);
  const recipient = makeRecipient(flags, example, opened);
  const unfit = renderer.check(message.name, data);
  const whose = recipient.id === undefined ? '' : `, recipient ${recipient.id}`;
  if (unfit.length > 0) return complain(unfit, whose, context, dataName(flags));
  const result = renderer.render(message.name, data, {
    recipient,
    ...(recipient.id !== undefined && { to: { id: recipient.id } }),
    now: flags.now ?? example?.now ?? new Date().toISOString(),
    ...(flags.sourceMap && { sourceMap: true }),
  });
  if (!result.ok) return complain(result.problems, whose, context);

  let nameless = 0;
  for (const step of result.steps) {
    if ('body' in step && step.body['recipient'] === undefined) nameless++;
    const value = printed(step, flags);
    if (value === undefined) continue;
    context.out.write(`${printableJson(value, flags.pretty ? 2 : undefined)}\n`);
    await context.out.drained();
  }
  if (nameless > 0) {
    context.err.write(
      'sendspec: information: no recipient was named, so the bodies have none (--recipient ID).\n',
    );
  }
  return exit.done;
}

/** What of a step is printed; undefined for a wait that nobody asked for. */
function printed(step: RenderedStep, flags: RenderFlags): unknown {
  if (!('body' in step)) return flags.steps ? step : undefined;
  if (flags.sourceMap) return { body: step.body, sources: step.sources ?? [] };
  return flags.steps ? { body: step.body } : step.body;
}

function findExample({ model, spec }: OpenedMessage, name: string): Example {
  const found = model.examples.find((e) => e.name === name);
  if (found) return found;
  const names = model.examples.map((e) => e.name);
  const listed = names.length > 0 ? `it has ${names.map((n) => `"${n}"`).join(', ')}` : 'it has none';
  throw new Stop(
    exit.usage,
    `${spec.analysis.file.path}#${model.name} has no example "${name}": ${listed}.${didYouMean(name, names)}`,
  );
}

/** An example's data stand in the file, or in a JSON file beside it that the example names. */
function exampleData(example: Example | undefined, { spec }: OpenedMessage): Json {
  const data = example?.data ?? {};
  if (typeof data !== 'string') return data;
  const text = createDisk(spec.root).read(join(dirname(spec.analysis.file.path), data));
  if (text instanceof Error) throw new Stop(exit.errors, `example "${example!.name}": ${text.message}.`);
  return parseJson(text, data);
}

function makeRecipient(
  flags: RenderFlags,
  example: Example | undefined,
  opened: OpenedMessage,
): RecipientData {
  const given = (example?.recipient ?? {}) as RecipientData;
  const locale = flags.locale ?? given.locale;
  const id = flags.recipient ?? given.id;
  const timeZone = flags.timeZone ?? given.time_zone;
  const channel = chooseChannel(opened.model.rules, flags.channel ?? given.channel, opened.message.name);
  return {
    ...(id !== undefined && { id }),
    ...(locale !== undefined && { locale }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    channel,
  };
}

function dataName(flags: RenderFlags): string {
  if (flags.data !== undefined) return flags.data === '-' ? 'stdin' : flags.data;
  return flags.example !== undefined ? `example "${flags.example}"` : 'no --data and no --example';
}

/** `from` names where data came from that do not fit; without it the problem's own place in the file is shown. */
function complain(
  problems: readonly RenderProblem[],
  whose: string,
  context: Context,
  from?: string,
): number {
  for (const problem of problems) {
    const place = from ?? placeOf(problem) ?? 'render';
    const what = `${printable(problem.message)} (${problem.code})${printable(whose)}`;
    context.err.write(`${printable(place)}: error: ${what}\n`);
  }
  return exit.errors;
}
