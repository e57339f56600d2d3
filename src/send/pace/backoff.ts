/** Full jitter: a random wait up to a bound that doubles (delivery.md 3.4). Milliseconds. */
export function backoff(attempt: number, first: number, most: number, random: () => number): number {
  const bound = Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
  return Math.max(1, Math.round(bound * random()));
}
