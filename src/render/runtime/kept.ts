/** `Intl` objects cost a millisecond to make: they are kept by what they were made from. */
const made = new Map<string, unknown>();

/** What `make` gave for this key before. `key` names kind and all options. */
export function kept<T extends object>(key: string, make: () => T): T {
  let value = made.get(key) as T | undefined;
  if (value === undefined) {
    // Keys hold locales and time zones, which data can make any number of.
    if (made.size >= 1000) made.clear();
    value = make();
    made.set(key, value);
  }
  return value;
}
