/** What editors show about a field or a value: its doc, then limit, form, channel and history, from the data. */
import type { Availability, EnumValue, Field, Limit, Shape } from '../send-api/schema.ts';
import { pick } from '../send-api/schema.ts';
import { type JsonSchema, words } from './json-schema.ts';

export function describeField(field: Field): JsonSchema {
  const { shape } = field;
  const limits = shape.kind === 'text' || shape.kind === 'list' ? (shape.limits ?? []) : [];
  const lines = [
    ...(field.required === 'error' ? ['Required.'] : []),
    ...sizes(limits),
    ...numberRange(shape),
    ...history(field.availability),
  ];
  return { ...words(field.doc, lines), ...outdated(field.availability) };
}

export function describeValue({ doc, availability }: EnumValue): JsonSchema {
  return { ...words(doc, history(availability)), ...outdated(availability) };
}

export function describeShape(
  shape: Shape & { readonly availability?: readonly Availability[] },
): JsonSchema {
  if (shape.doc === undefined) return {};
  return { ...words(shape.doc, history(shape.availability)), ...outdated(shape.availability) };
}

/** Gone for good: refused in each profile and on each channel. */
export function isGone(availability: readonly Availability[] | undefined): boolean {
  return everywhere(availability, 'removed');
}

/** Known from a generated schema only and refused: not offered, not accepted. */
export function isUndocumented(availability: readonly Availability[] | undefined): boolean {
  return everywhere(availability, 'undocumented');
}

function everywhere(
  availability: readonly Availability[] | undefined,
  status: Availability['status'],
): boolean {
  return scopes.every(([profile, channel]) => {
    const found = pick(availability, profile, channel);
    return found?.level === 'error' && (found.status === status || found.status === 'unsupported');
  });
}

const scopes = (['v21.0', 'current'] as const).flatMap((profile) =>
  (['messenger', 'instagram'] as const).map((channel) => [profile, channel] as const),
);

function outdated(availability: readonly Availability[] | undefined): JsonSchema {
  const old = availability?.find((a) => ['removed', 'deprecated', 'legacy'].includes(a.status));
  if (old === undefined) return {};
  // with deprecationMessage editors say so in the text, which is right only where it holds for every file
  return isGone(availability)
    ? { deprecated: true, deprecationMessage: sentence(old) }
    : { deprecated: true };
}

function sizes(limits: readonly Limit[]): string[] {
  return limits.flatMap((limit) => {
    const size = sizeWords(limit);
    if (size === '') return [];
    const where = [
      ...(limit.channel === undefined ? [] : [channelName(limit.channel)]),
      ...(limit.profile === undefined ? [] : [`api: ${limit.profile}`]),
    ].join(', ');
    return [where === '' ? `${upper(size)}.` : `${where}: ${size}.`];
  });
}

function sizeWords({ min = 0, max, unit }: Limit): string {
  const noun = unit === 'code points' ? 'characters' : unit;
  if (max === undefined) return min > 0 ? 'not empty' : '';
  if (min === max) return `exactly ${max} ${noun}`;
  return min > 1 ? `${min} to ${max} ${noun}` : `at most ${max} ${noun}`;
}

function numberRange(shape: Shape): string[] {
  if (shape.kind !== 'number' || shape.max === undefined) return [];
  return [`${shape.min ?? 0} to ${shape.max}.`];
}

function history(availability: readonly Availability[] | undefined): string[] {
  return [...new Set(availability?.map(sentence))];
}

function sentence(a: Availability): string {
  const since = a.date === undefined ? '' : ` (${a.date})`;
  const instead = a.replacement === undefined ? '' : ` ${upper(a.replacement)}.`;
  return `${statusWords(a)}${since}.${instead}`;
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function statusWords({ status, channel }: Availability): string {
  switch (status) {
    case 'unsupported':
      return channel === undefined ? 'Without effect here' : `Not on ${channelName(channel)}`;
    case 'newer':
      return 'Only under api: current';
    case 'removed':
      return 'Removed by Meta';
    case 'deprecated':
      return 'Deprecated';
    case 'legacy':
      return 'Outdated';
    case 'undocumented':
      return 'Not documented by Meta';
  }
}

function channelName(channel: NonNullable<Availability['channel']>): string {
  return channel === 'instagram' ? 'Instagram' : 'Messenger';
}
