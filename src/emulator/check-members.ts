/** Says whether the value of a member is good; it gets undefined where the member is absent. */
export type MemberCheck = (value: unknown) => boolean;

/** What is wrong with an object from outside: a member it cannot have, or a value that a member cannot have. */
export function memberProblem(
  value: Readonly<Record<string, unknown>>,
  checks: Readonly<Record<string, MemberCheck>>,
  name: string,
): string | undefined {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(checks, key)) {
      const known = Object.keys(checks);
      return `${name} has no member "${key}"${known.length > 0 ? `; it has ${known.join(', ')}` : ''}`;
    }
  }
  for (const [key, check] of Object.entries(checks)) {
    if (!check(value[key])) return `${key} of ${name} cannot be ${shown(value[key])}`;
  }
  return undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function integerIn(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

export const optional =
  (check: MemberCheck): MemberCheck =>
  (value) =>
    value === undefined || check(value);

export const isText: MemberCheck = (value) => typeof value === 'string' && value !== '';
export const isBoolean: MemberCheck = (value) => typeof value === 'boolean';

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
