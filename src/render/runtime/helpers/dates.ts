import { kept } from '../kept.ts';
import { type Moment, parseMoment } from '../moment.ts';
import type { Run } from '../run.ts';
import { describe, isMissing } from '../values.ts';
import { complain, type Hash } from './helper.ts';

const styles = ['full', 'long', 'medium', 'short'] as const;
type Style = (typeof styles)[number];

/**
 * A date and/or time in the texts' language and the recipient's time zone (UTC if unknown); a date without a time is
 * the same day everywhere. "unix" gives whole seconds since 1970.
 */
export function date(run: Run, hash: Hash, when: unknown, style?: unknown): string | number | undefined {
  const { time } = hash;
  if (!isMissing(time) && !isStyle(time)) {
    return complain(run, 'date', `time must be one of ${styles.join(', ')}, but is ${describe(time)}`);
  }
  if (!isMissing(style) && style !== 'unix' && !isStyle(style)) {
    return complain(
      run,
      'date',
      `the style must be one of ${styles.join(', ')}, unix, but is ${describe(style)}`,
    );
  }
  const moment = momentOf(run, 'date', when);
  if (moment === undefined) return undefined;
  if (style === 'unix') {
    if (moment.epoch < 0)
      return complain(run, 'date', `${describe(when)} is before 1970, where "unix" begins`);
    return Math.floor(moment.epoch / 1000);
  }
  if (!moment.timed && !isMissing(time)) {
    return complain(run, 'date', `${describe(when)} is a date without a time of day`);
  }
  const dateStyle = isMissing(style) ? (isMissing(time) ? 'medium' : undefined) : style;
  const zone = moment.timed ? zoneOf(run, 'date') : 'UTC';
  if (zone === undefined) return undefined;
  const format = kept(
    `date ${run.locale} ${zone} ${dateStyle ?? ''} ${time ?? ''}`,
    () =>
      new Intl.DateTimeFormat(run.locale, {
        timeZone: zone,
        ...(dateStyle !== undefined && { dateStyle }),
        ...(!isMissing(time) && { timeStyle: time }),
      }),
  );
  return format.format(moment.epoch);
}

/**
 * How far a date is from `now`: seconds, minutes and hours below one day, else by the calendar of the recipient's time
 * zone: days below a week, weeks below 30 days, months (of 30 days) below 365 days, years.
 */
export function relative(run: Run, _hash: Hash, when: unknown): string | undefined {
  const moment = momentOf(run, 'relative', when);
  if (moment === undefined) return undefined;
  const present = momentOf(run, 'relative', run.now);
  const zone = zoneOf(run, 'relative');
  if (present === undefined || zone === undefined) return undefined;
  const [amount, unit] = distance(moment, present, zone);
  const words = kept(
    `relative ${run.locale}`,
    () => new Intl.RelativeTimeFormat(run.locale, { numeric: 'auto' }),
  );
  return words.format(amount, unit);
}

function distance(moment: Moment, present: Moment, zone: string): [number, Intl.RelativeTimeFormatUnit] {
  const seconds = Math.trunc((moment.epoch - present.epoch) / 1000) || 0;
  if (moment.timed) {
    if (Math.abs(seconds) < 60) return [seconds, 'second'];
    if (Math.abs(seconds) < 3600) return [Math.trunc(seconds / 60), 'minute'];
    if (Math.abs(seconds) < 86_400) return [Math.trunc(seconds / 3600), 'hour'];
  }
  const days = dayOf(moment, zone) - dayOf(present, zone) || 0;
  if (Math.abs(days) < 7) return [days, 'day'];
  if (Math.abs(days) < 30) return [Math.trunc(days / 7), 'week'];
  if (Math.abs(days) < 365) return [Math.trunc(days / 30), 'month'];
  return [Math.trunc(days / 365), 'year'];
}

/** Number of the calendar day in `zone`, counted from 1970-01-01. */
function dayOf(moment: Moment, zone: string): number {
  if (!moment.timed) return moment.epoch / 86_400_000;
  const format = kept(
    `day ${zone}`,
    () =>
      new Intl.DateTimeFormat('en', {
        timeZone: zone,
        calendar: 'iso8601',
        numberingSystem: 'latn',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
      }),
  );
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const parts = format.formatToParts(moment.epoch);
  const day = new Date(0);
  day.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  return day.getTime() / 86_400_000;
}

function momentOf(run: Run, helper: string, value: unknown): Moment | undefined {
  if (isMissing(value)) return undefined;
  const moment = typeof value === 'string' ? parseMoment(value) : undefined;
  if (moment !== undefined) return moment;
  return complain(
    run,
    helper,
    `needs a date as 2026-05-04 or a time with its offset as 2026-05-04T10:00:00Z, but got ${describe(value)}`,
  );
}

/** The recipient's time zone, or UTC; a problem where it is none. */
function zoneOf(run: Run, helper: string): string | undefined {
  const zone = run.recipient['time_zone'];
  if (zone === undefined || zone === '') return 'UTC';
  return knownZone(zone) ?? complain(run, helper, `the recipient's time zone ${describe(zone)} is not known`);
}

/** The zone's own name; undefined where there is no such zone. Intl is asked once. */
export function knownZone(zone: string): string | undefined {
  const known = kept(`zone ${zone}`, () => {
    try {
      return { name: new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone };
    } catch {
      return { name: undefined };
    }
  });
  return known.name;
}

function isStyle(value: unknown): value is Style {
  return (styles as readonly unknown[]).includes(value);
}
