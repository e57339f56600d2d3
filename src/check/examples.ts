/** The data of an example fits the params that its message reaches. (Patterns and the like are checked at render.) */
import type { DataType, Example, Json, Place } from '../bind/model.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { orDidYouMean } from '../diagnostics/did-you-mean.ts';
import { codePoints } from '../render/runtime/measure.ts';
import type { YamlNode } from '../yaml/nodes.ts';
import type { Report } from './check-spec.ts';
import { checkPerson } from './example-person.ts';
import { describe } from './expressions.ts';

export function checkExamples(
  examples: readonly Example[],
  types: ReadonlyMap<string, DataType>,
  needs: ReadonlySet<string>,
  report: Report,
): void {
  for (const example of examples) {
    checkPerson(example, (place, problem) => {
      const params = { example: example.name, problem, about: 'rest' } as const;
      report(diagnostic('params/example', place.file, place.range, params));
    });
    // data may stand in a JSON file beside the spec: it is checked where it is read
    if (typeof example.data !== 'string') checkExampleData(example, types, needs, report);
  }
}

export function checkExampleData(
  example: Example,
  types: ReadonlyMap<string, DataType>,
  needs: ReadonlySet<string>,
  report: Report,
): void {
  const tell = (place: Place, problem: string) =>
    report(diagnostic('params/example', place.file, place.range, { example: example.name, problem }));
  const { data } = example;
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    tell(placeOf(example, undefined), 'data is not a mapping of params');
    return;
  }
  for (const key of Object.keys(data)) {
    if (types.has(key)) continue;
    tell(placeOf(example, key), `there is no param "${key}"${orDidYouMean(key, types.keys())}`);
  }
  // of the others nothing is asked: a change of their types is nothing to this example
  for (const name of new Set([...needs, ...Object.keys(data)])) {
    const type = types.get(name);
    if (!type) continue;
    const value = Object.hasOwn(data, name) ? (data as { [key: string]: Json })[name] : undefined;
    const problem = misfit(value, type, name);
    if (problem !== undefined) tell(placeOf(example, name), problem);
  }
}

function placeOf(example: Example, key: string | undefined): Place {
  const node: YamlNode | undefined = example.dataNode;
  const entry =
    key !== undefined && node?.kind === 'map' ? node.entries.find((e) => e.key.value === key) : undefined;
  return { file: example.file, range: entry?.range ?? node?.range ?? example.range };
}

/** Defaults fit their own types. */
export function checkDefaults(types: ReadonlyMap<string, DataType>, report: Report, path = ''): void {
  for (const [name, type] of types) {
    const problem = type.default === undefined ? undefined : misfit(type.default, type, 'the default');
    if (problem !== undefined && type.place) {
      report(
        diagnostic('params/bad-default', type.place.file, type.place.range, {
          name: `${path}${name}`,
          problem,
        }),
      );
    }
    if (type.kind === 'object') checkDefaults(type.properties, report, `${path}${name}.`);
  }
}

/** What of `value` does not fit `type`, as words; undefined where it fits. */
function misfit(value: Json | undefined, type: DataType, name: string): string | undefined {
  if (value === undefined || value === null) {
    return type.optional || type.default !== undefined || type.kind === 'unknown'
      ? undefined
      : `${name} is missing`;
  }
  const wrong = () => `${name} must be ${describe(type)}, but it is ${describeValue(value)}`;
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? misfitText(value, type, name) : wrong();
    case 'number':
      return typeof value === 'number' ? misfitNumber(value, type, name) : wrong();
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong();
    case 'list':
      return Array.isArray(value) ? misfitList(value, type, name) : wrong();
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? misfitObject(value as { [key: string]: Json }, type, name)
        : wrong();
    default:
      return undefined;
  }
}

function misfitText(
  value: string,
  type: Extract<DataType, { kind: 'string' }>,
  name: string,
): string | undefined {
  if (type.values && !type.values.includes(value))
    return `${name} must be one of ${type.values.join(', ')}, but it is "${value}"`;
  const length = codePoints(value);
  if (type.maxLength !== undefined && length > type.maxLength)
    return `${name} has ${length} characters, at most ${type.maxLength} are allowed`;
  if (length < type.minLength && type.format === undefined)
    return `${name} has ${length} characters, at least ${type.minLength} are needed`;
  if (type.format === 'url' && !/^https?:\/\/\S+$/i.test(value))
    return `${name} must be a URL with http:// or https://`;
  const isDate = type.format === 'date' || type.format === 'date-time';
  if (isDate && Number.isNaN(Date.parse(value)))
    return `${name} must be a date such as ${type.format === 'date' ? '2026-05-04' : '2026-05-04T10:00:00Z'}`;
  return undefined;
}

function misfitNumber(
  value: number,
  type: Extract<DataType, { kind: 'number' }>,
  name: string,
): string | undefined {
  if (type.values && !type.values.includes(value))
    return `${name} must be one of ${type.values.join(', ')}, but it is ${value}`;
  if (type.integer && !Number.isInteger(value)) return `${name} must be a whole number, but it is ${value}`;
  if (type.minimum !== undefined && value < type.minimum)
    return `${name} is ${value}, at least ${type.minimum} is needed`;
  if (type.maximum !== undefined && value > type.maximum)
    return `${name} is ${value}, at most ${type.maximum} is allowed`;
  return undefined;
}

function misfitList(
  value: readonly Json[],
  type: Extract<DataType, { kind: 'list' }>,
  name: string,
): string | undefined {
  if (value.length < type.minItems)
    return `${name} has ${value.length} items, at least ${type.minItems} are needed`;
  if (type.maxItems !== undefined && value.length > type.maxItems)
    return `${name} has ${value.length} items, at most ${type.maxItems} are allowed`;
  for (const [i, item] of value.entries()) {
    const problem = misfit(item, type.of, `${name}[${i}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function misfitObject(
  value: { readonly [key: string]: Json },
  type: Extract<DataType, { kind: 'object' }>,
  name: string,
): string | undefined {
  for (const [key, of] of type.properties) {
    const problem = misfit(Object.hasOwn(value, key) ? value[key] : undefined, of, `${name}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function describeValue(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text "${value}"` : String(value);
}
