/** The cell `last_interaction_at`: a moment with its zone, or what is wrong with it. */
/** Clocks differ; a moment further ahead than this is a wrong one. */
const ahead = 10 * 60_000;

/** Milliseconds since 1970. */
export function readInteraction(text: string, now: number): number | { readonly problem: string } {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
  if (/^\d{10}(\d{3})?$/.test(text)) {
    const seconds = text.length === 10 ? Number(text) : Number(text) / 1000;
    const iso = new Date(seconds * 1000).toISOString().slice(0, 19);
    return { problem: `is ${shown}, a number: write it as ${iso}Z` };
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i.test(text)) {
    return { problem: `is ${shown}, which is no moment: write it as 2026-11-22T09:30:00Z` };
  }
  if (!/(Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    return { problem: `is ${shown}, without a time zone: add Z (for UTC) or an offset such as +02:00` };
  }
  const iso = text
    .replace(' ', 'T')
    .replace(',', '.')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const time = Date.parse(iso.toUpperCase());
  if (Number.isNaN(time)) return { problem: `is ${shown}, which is no moment of the calendar` };
  if (time > now + ahead) return { problem: `is ${shown}, which is still to come` };
  return time;
}
