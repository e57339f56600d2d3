/** What is known of a person and of the time, as texts: whether they mean anything. */

/** `de-DE`, or `de_DE` as Meta writes it. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}

/** `Europe/Berlin`. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-22T09:00:00Z`: a time with its offset. */
export function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text)) && /T.*(Z|[+-]\d\d:?\d\d)$/.test(text);
}
