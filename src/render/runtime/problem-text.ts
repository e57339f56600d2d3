import type { RenderProblem } from '../api.ts';

/** `shop.msg.yaml:4:27`; undefined where a problem has no place, as one of the data alone. */
export function placeOf({ span }: Pick<RenderProblem, 'span'>): string | undefined {
  return span && `${span.file}:${span.line}:${span.column}`;
}

/** The problem after its place. */
export function problemText(problem: RenderProblem): string {
  const place = placeOf(problem);
  return place === undefined ? problem.message : `${place}: ${problem.message}`;
}
