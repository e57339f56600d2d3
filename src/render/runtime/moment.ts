/** An instant, or a calendar day at 00:00 UTC where `timed` is false. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly epoch: number;
  readonly timed: boolean;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d{2}):?(\d{2})))?$/;

/**
 * ISO 8601 date, or date and time with an offset. Without an offset a time would mean another instant on every
 * machine, so it is refused. A leap second is the second before it.
 */
export function parseMoment(text: string): Moment | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', sign, offsetHour, offsetMinute] =
    match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (hour === undefined) return { epoch: date.getTime(), timed: false };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return undefined;
  const milliseconds = Math.trunc(Number(`0.${fraction || '0'}`) * 1000);
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * (sign === '-' ? -1 : 1);
  const clock = (Number(hour) * 60 + Number(minute) - offset) * 60 + Math.min(59, Number(second));
  return { epoch: date.getTime() + clock * 1000 + milliseconds, timed: true };
}
