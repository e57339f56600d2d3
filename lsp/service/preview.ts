/** What a message becomes: its bodies, rendered with one of its examples. */
import type { Example, Json, Message } from '../../src/bind/model.ts';
import { resolvePath } from '../../src/bind/spec-files.ts';
import { compile } from '../../src/pipeline.ts';
import type { RecipientData } from '../../src/render/api.ts';
import { createRenderer } from '../../src/render/create-renderer.ts';
import { type MessageModel, messageNamed } from './message-model.ts';
import type { Document, Workspace } from './workspace.ts';

export interface Preview {
  /** Name of the example; undefined where the message was rendered without data. */
  readonly example?: string;
  /** Bodies and waits, in their order; empty where there is a problem. */
  readonly steps: readonly Json[];
  /** Why there is nothing to show, as a sentence. */
  readonly problem?: string;
}

export interface PreviewOptions {
  /** Name of an example; without it the first. */
  readonly example?: string | undefined;
  /** ISO 8601; without it the example's, else the clock's. */
  readonly now?: string | undefined;
}

/** Undefined where there is no such message. Never throws. */
export function previewMessage(
  workspace: Workspace,
  document: Document,
  name: string,
  { example: wanted, now }: PreviewOptions = {},
): Preview | undefined {
  const model = messageNamed(workspace, document, name);
  if (!model) return undefined;
  const { examples } = model.message;
  const example = wanted === undefined ? examples[0] : examples.find((e) => e.name === wanted);
  if (wanted !== undefined && !example) {
    const names = examples.map((e) => `“${e.name}”`).join(', ');
    return failed(`${name} has no example “${wanted}”: it has ${names || 'none'}.`);
  }
  const made = previews.get(model.message) ?? new Map<Example | undefined, Preview>();
  previews.set(model.message, made);
  const known = now === undefined ? made.get(example) : undefined;
  if (known) return known;
  const { range } = model.message;
  const isBroken = workspace
    .analysis(document)
    .diagnostics.some(
      (d) =>
        d.severity === 'error' &&
        d.range.start >= range.start &&
        d.range.end <= range.end &&
        d.file === document.file,
    );
  const preview = isBroken
    ? failed('The message has errors.')
    : renderMessage(model, example, workspace, document, now);
  if (now === undefined) made.set(example, preview);
  return preview;
}

const previews = new WeakMap<Message, Map<Example | undefined, Preview>>();

function failed(problem: string): Preview {
  return { steps: [], problem };
}

/** With the example's data, else with none. `now`: ISO 8601; without it the example's, else the clock's. */
export function renderMessage(
  { spec, message }: MessageModel,
  example: Example | undefined,
  workspace: Workspace,
  document: Document,
  now?: string,
): Preview {
  const data = dataOf(example, workspace, document);
  if (data instanceof Error) return failed(data.message);
  try {
    const renderer = createRenderer(compile({ ...spec, messages: [message] }));
    const [unfit] = renderer.check(message.name, data);
    if (unfit) {
      return failed(
        example ? `The example “${example.name}”: ${unfit.message}.` : 'Write `examples` to see it rendered.',
      );
    }
    const recipient = recipientOf(example, message);
    const result = renderer.render(message.name, data, {
      recipient,
      ...(recipient.id !== undefined && { to: { id: recipient.id } }),
      now: now ?? example?.now ?? new Date().toISOString(),
    });
    if (!result.ok) {
      // what an error elsewhere leaves cannot be rendered, and the words for it would be the renderer's own
      const isBroken = workspace.analysis(document).diagnostics.some((d) => d.severity === 'error');
      return failed(isBroken ? usesErrors : result.problems.map((p) => p.message).join('; '));
    }
    const steps = result.steps.map((step): Json => ('body' in step ? step.body : { wait: step.wait }));
    return { steps, ...(example && { example: example.name }) };
  } catch {
    // an error elsewhere, in a fragment, left something that cannot be compiled
    return failed(usesErrors);
  }
}

const usesErrors = 'The message, or what it uses, has errors.';

/** Data stand in the file, or in a JSON file beside it that the example names. */
function dataOf(example: Example | undefined, workspace: Workspace, document: Document): Json | Error {
  const data = example?.data ?? {};
  if (typeof data !== 'string') return data;
  const path = resolvePath(document.file.path, data);
  const text =
    path === undefined ? new Error(`${data} leads out of the project.`) : workspace.read(document, path);
  if (text instanceof Error) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return new Error(`${data} is no JSON.`);
  }
}

function recipientOf(example: Example | undefined, { rules }: Message): RecipientData {
  const given = (example?.recipient ?? {}) as RecipientData;
  const [channel] = rules.channels;
  return { ...given, ...(channel !== undefined && { channel }) };
}

/** Lines of JSON that are shown. */
const mostLines = 60;

/** As Markdown: a sentence and the bodies. */
export function previewWords({ example, steps, problem }: Preview): string {
  if (problem !== undefined) return problem;
  const title = example === undefined ? 'Rendered:' : `Rendered with the example “${example}”:`;
  const lines = steps
    .map((step) => JSON.stringify(step, undefined, 2))
    .join('\n')
    .split('\n');
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines;
  return `${title}\n\n\`\`\`json\n${shown.join('\n')}\n\`\`\``;
}
