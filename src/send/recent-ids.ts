/** The last message ids that were given out: one that comes a second time is the answer to another request (a cache, a mixed-up proxy). */
export interface RecentIds {
  /** True where it was among them. */
  seen(id: string): boolean;
}

/** More than are in flight as a rule; looking through them costs a microsecond. */
const kept = 128;

export function createRecentIds(): RecentIds {
  const ids: string[] = [];
  let next = 0;
  return {
    seen: (id) => {
      if (ids.includes(id)) return true;
      ids[next] = id;
      next = (next + 1) % kept;
      return false;
    },
  };
}
