/**
 * Rules about the steps of a message together: quick replies stand on the last message, the typing sign is
 * followed by one, a comment or post gets one private reply (PR-2).
 */
import type { BodyStep, FieldNode, Message, ObjectNode, StepItem } from '../bind/model.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { privateReplyKeys } from '../send-api/recipient.ts';
import { constantOf } from './send-api/constant.ts';
import { isOpposite } from './send-api/presence.ts';

type Report = (d: Diagnostic) => void;

export function checkSequence({ steps }: Message, report: Report): void {
  const bodies = steps.flatMap((step, index) =>
    step.value.kind === 'body' ? [{ step, index, ...contentOf(step.value) }] : [],
  );
  const messages = bodies.filter((body) => body.isMessage);
  for (const body of bodies) {
    const isFollowed = () =>
      messages.some((m) => m.index > body.index && canMeet(steps, body.index, m.index));
    const repeats = body.step.each !== undefined;
    if (body.replies !== undefined && (repeats || isFollowed())) {
      const { keyPlace } = body.replies;
      report(diagnostic('policy/quick-replies-vanish', keyPlace.file, keyPlace.range, {}));
    }
    // A message of actions alone is meant as one: the bot's own code sends what follows.
    const before = () => messages.some((m) => m.index < body.index);
    const ended = () => bodies.some((b) => b.index > body.index && b.action === 'typing_off');
    if (body.action === 'typing_on' && before() && !ended() && !isFollowed())
      report(diagnostic('policy/typing-alone', body.step.file, body.step.range, {}));
    checkPrivateReply(steps, body, messages, report);
  }
}

interface Content {
  readonly isMessage: boolean;
  readonly action: string | undefined;
  readonly replies: FieldNode | undefined;
  /** Key of the comment or post that gets a private reply. */
  readonly target: FieldNode | undefined;
}

function contentOf(step: BodyStep): Content {
  const bodies = step.variants?.map((variant) => variant.body) ?? [step.body];
  const messages = bodies.map((body) => fieldOf(body, 'message'));
  const recipient = objectOf(fieldOf(step.body, 'recipient'));
  return {
    isMessage: messages.some((message) => message !== undefined),
    action: constantOf(fieldOf(step.body, 'sender_action')?.value),
    replies: messages
      .map((message) => fieldOf(objectOf(message), 'quick_replies'))
      .find((f) => f !== undefined),
    target: privateReplyKeys.map((key) => fieldOf(recipient, key)).find((field) => field !== undefined),
  };
}

type Body = Content & { readonly step: StepItem; readonly index: number };

/** PR-2. Certain where both steps are sent always, and to the same target. */
function checkPrivateReply(
  steps: readonly StepItem[],
  body: Body,
  messages: readonly Body[],
  report: Report,
): void {
  const { target, index, step, isMessage } = body;
  if (target === undefined || !isMessage) return;
  const first = messages.find((m) => m.index < index && m.target?.key === target.key && sameText(m, body));
  const repeats = step.each !== undefined;
  if ((first === undefined || !canMeet(steps, first.index, index)) && !repeats) return;
  const certain = first !== undefined && isAlways(first.step) && isAlways(step);
  report(
    diagnostic(
      'send-api/second-private-reply',
      step.file,
      step.range,
      { key: target.key },
      { severity: certain ? 'error' : 'warning' },
    ),
  );
}

function sameText(a: Body, b: Body): boolean {
  const [one, other] = [a.target?.value, b.target?.value];
  if (one?.kind !== 'text' || other?.kind !== 'text') return one === other;
  return one.text.value === other.text.value;
}

function isAlways(step: StepItem): boolean {
  return step.each === undefined && step.when === undefined && step.otherwise === undefined;
}

/** Steps of one chain of `when` and `otherwise` exclude each other, as do opposite conditions. */
function canMeet(steps: readonly StepItem[], first: number, second: number): boolean {
  const [a, b] = [steps[first]!, steps[second]!];
  if (isOpposite(a, b)) return false;
  const between = steps.slice(first + 1, second + 1);
  const isChain = between.every((step) => step.otherwise !== undefined || step.joined === true);
  return !(isChain && b.otherwise !== undefined);
}

function fieldOf(object: ObjectNode | undefined, key: string): FieldNode | undefined {
  return object?.fields.find((field) => field.key === key);
}

function objectOf(field: FieldNode | undefined): ObjectNode | undefined {
  return field?.value.kind === 'object' ? field.value : undefined;
}
