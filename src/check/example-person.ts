/** `recipient` and `now` of an example: what `render` and `test` take for the person and the time. */
import type { Example, Place } from '../bind/model.ts';
import { orDidYouMean } from '../diagnostics/did-you-mean.ts';
import { isInstant, isLocale, isTimeZone } from '../render/recipient-values.ts';
import type { YamlNode } from '../yaml/nodes.ts';

const fields: Readonly<Record<string, (text: string) => string | undefined>> = {
  id: () => undefined,
  locale: (text) => (isLocale(text) ? undefined : 'is no locale: write it as de-DE'),
  language: (text) => (isLocale(text) ? undefined : 'is no language: write it as de'),
  time_zone: (text) => (isTimeZone(text) ? undefined : 'is no time zone: write it as Europe/Berlin'),
  channel: (text) =>
    text === 'messenger' || text === 'instagram' ? undefined : 'is no channel: write messenger or instagram',
};

export function checkPerson(example: Example, tell: (place: Place, problem: string) => void): void {
  const { recipientNode: recipient, nowNode: now, file } = example;
  const at = (node: YamlNode): Place => ({ file, range: node.range });
  if (recipient && recipient.kind !== 'map') {
    tell(at(recipient), `"recipient" is a mapping of ${Object.keys(fields).join(', ')}`);
  }
  for (const { key, value } of recipient?.kind === 'map' ? recipient.entries : []) {
    const problem = Object.hasOwn(fields, key.value) ? fields[key.value] : undefined;
    if (problem === undefined) {
      tell(
        { file, range: key.range },
        `nothing is known of a person's "${key.value}"${orDidYouMean(key.value, Object.keys(fields)) || `: there is ${Object.keys(fields).join(', ')}`}`,
      );
    } else if (value.kind !== 'scalar' || (value.core !== null && typeof value.core !== 'string')) {
      tell(at(value), `"${key.value}" must be a text: put it in quotes`);
    } else if (value.core !== null) {
      const words = problem(value.value);
      if (words !== undefined) tell(at(value), `"${value.value}" ${words}`);
    }
  }
  if (now && (now.kind !== 'scalar' || !isInstant(now.value))) {
    tell(at(now), `"now" is a time with its offset: write it as 2026-11-22T09:00:00Z`);
  }
}
