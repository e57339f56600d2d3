/** Options about a person that several commands have: a wrong one is a usage error, not a render that fails later. */
import { isInstant, isLocale, isTimeZone } from '../render/recipient-values.ts';
import { exit } from './exit-codes.ts';
import { Stop } from './stop.ts';

export function checkRecipient(id: string | undefined): void {
  if (id?.trim() === '') throw new Stop(exit.usage, '--recipient is empty: write the id of a person.');
}

export function checkLocale(tag: string | undefined): void {
  if (tag === undefined || isLocale(tag)) return;
  throw new Stop(exit.usage, `--locale "${tag}" is not a locale: write it as de-DE.`);
}

export function checkTimeZone(zone: string | undefined): void {
  if (zone === undefined || isTimeZone(zone)) return;
  throw new Stop(exit.usage, `--time-zone "${zone}" is not a time zone: write it as Europe/Berlin.`);
}

export function checkInstant(instant: string | undefined): void {
  if (instant === undefined || isInstant(instant)) return;
  throw new Stop(exit.usage, `--now "${instant}" is not an instant: write it as 2026-11-22T09:00:00Z.`);
}
