/** What the Send API says about how much of its quota is used (delivery.md 3.6). */
export interface Usage {
  /** The highest of all percentages. */
  readonly percent: number;
  /** Milliseconds until the Page may call again; 0 where it is not shut out. */
  readonly regain: number;
}

/** Undefined where neither header holds a number. Junk counts for nothing: a server must not be able to stop a run by it. */
export function readUsage(app: string | null, business: string | null): Usage | undefined {
  const found = { percent: -1, regain: 0 };
  const look = (record: unknown) => {
    if (typeof record !== 'object' || record === null) return;
    for (const key of ['call_count', 'total_time', 'total_cputime']) {
      found.percent = Math.max(found.percent, number(record, key));
    }
    const minutes = Math.min(number(record, 'estimated_time_to_regain_access'), longest);
    found.regain = Math.max(found.regain, minutes * 60_000);
  };
  look(parse(app));
  const pages = parse(business);
  if (typeof pages === 'object' && pages !== null) {
    for (const records of Object.values(pages)) if (Array.isArray(records)) records.forEach(look);
  }
  return found.percent < 0 && found.regain === 0 ? undefined : found;
}

/** Minutes: a day. */
const longest = 1440;

function number(record: object, key: string): number {
  const value = (record as Record<string, unknown>)[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : -1;
}

function parse(header: string | null): unknown {
  if (header === null) return undefined;
  try {
    return JSON.parse(header);
  } catch {
    return undefined;
  }
}
