/** Mends of values. */
import type { Place } from '../../bind/model.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';

/** Takes the quotes off a scalar, so that YAML reads a number or boolean. */
export function unquote(place: Place, value: string): readonly Fix[] | undefined {
  const { start, end } = place.range;
  const source = place.file.text.slice(start, end);
  if (source !== `"${value}"` && source !== `'${value}'`) return undefined;
  return [{ title: 'Remove the quotes', edits: [{ range: place.range, newText: value }] }];
}
