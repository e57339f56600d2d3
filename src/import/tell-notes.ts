/** What an import has to say about the bodies, each thing once for all of them. */
import type { Draft, Imported, Note } from './import-json.ts';
import { isList, isObject, type Value } from './json-value.ts';
import type { TriedSpec } from './try-spec.ts';

interface Run {
  readonly messages: readonly Imported[];
  readonly names: readonly string[];
  readonly draft: Draft;
  readonly tried: TriedSpec;
  /** The file says `api: current`. */
  readonly api: boolean;
}

export function tellNotes(run: Run): Note[] {
  return [
    renamed(run),
    secrets(run),
    nulls(run),
    unknown(run),
    filled(run),
    added(run),
    braces(run),
    api(run),
    different(run),
    findings(run),
  ].flat();
}

function renamed({ messages }: Run): Note[] {
  const names = new Map(messages.flatMap((m) => [...m.renamed]));
  if (names.size === 0) return [];
  const shown = [...names].map(([old, name]) => `${old} is now ${name}`);
  return [{ message: `keys of a client library are written as the Send API has them: ${some(shown)}` }];
}

function secrets({ messages }: Run): Note[] {
  const names = new Set(messages.flatMap((m) => m.secrets));
  return names.size === 0
    ? []
    : [
        {
          message: `${[...names].join(' and ')} left out: a token never stands in a file (set PAGE_ACCESS_TOKEN)`,
        },
      ];
}

function nulls({ messages }: Run): Note[] {
  return messages.some((m) => m.nulls)
    ? [{ message: 'fields that were null are left out: to the Send API they are absent' }]
    : [];
}

function unknown({ draft, names }: Run): Note[] {
  return [...draft.unknown].map(([i, keys]) => ({
    message: `${names[i]}: sendspec does not know ${some([...keys].map((k) => `"${k}"`))} there: kept as it was, under "unchecked"`,
  }));
}

function filled({ draft, names }: Run): Note[] {
  const { filled } = draft.shared;
  if (filled.length === 0) return [];
  return [
    {
      message: `no messaging_type in ${some(filled.map((i) => names[i]!))}: RESPONSE is sent, as defaults say`,
    },
  ];
}

function added({ tried, names }: Run): Note[] {
  const found = [...tried.added].flatMap(([i, all]) =>
    all.filter((d) => !d.pointer.endsWith('/messaging_type')).map((d) => `${names[i]}${d.pointer}`),
  );
  return found.length === 0 ? [] : [{ message: `added, since the Send API wants it: ${some(found)}` }];
}

/** Postman's variables and the like: to sendspec they would be expressions. */
function braces({ messages, names }: Run): Note[] {
  const found = messages.flatMap((m, i) => (hasBraces(m.body) ? [names[i]!] : []));
  if (found.length === 0) return [];
  return [
    {
      message: `{{…}} is text in ${some(found)}, and written \\{{…}}: to fill it in, declare a param and take the backslash away`,
    },
  ];
}

function hasBraces(value: Value): boolean {
  if (typeof value === 'string') return value.includes('{{');
  if (isList(value)) return value.some(hasBraces);
  return isObject(value) && [...value.values()].some(hasBraces);
}

function api({ api }: Run): Note[] {
  return api
    ? [{ message: 'the file says "api: current": some of the bodies use what is newer than v21.0' }]
    : [];
}

function different({ tried, names }: Run): Note[] {
  return [...tried.different].map(([i, all]) => ({
    message: `${names[i]} is not sent as it was given: ${some(all.map((d) => d.pointer || 'the whole body'))} cannot be written in a spec file`,
  }));
}

function findings({ tried }: Run): Note[] {
  const { errors } = tried;
  if (errors.length === 0) return [];
  const first = errors[0]!;
  const line = first.file.rangeOf(first.range).start.line + 1;
  return [
    {
      message: `the Send API would refuse some of it: sendspec check finds ${errors.length === 1 ? '1 error' : `${errors.length} errors`} in the new file (line ${line}: ${first.message})`,
    },
  ];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
