/** What is known of a person and of the time, as texts: whether they mean anything. */

import { knownZone } from './runtime/helpers/dates.ts';
import { knownLocale } from './runtime/run.ts';

/** `de-DE`, or `de_DE` as Meta writes it. */
export function isLocale(tag: string): boolean {
  return knownLocale(tag) !== undefined;
}

/** `Europe/Berlin`. */
export function isTimeZone(zone: string): boolean {
  return knownZone(zone) !== undefined;
}

/** `2026-11-22T09:00:00Z`: a time with its offset. */
export function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]\d\d:?\d\d)$/.test(text);
}
