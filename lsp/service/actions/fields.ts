/** Fields that are wrong where they stand: taken out, or replaced. */
import type { Diagnostic, TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import {
  defaultMessagingType,
  messagingTypes,
  removedTags,
  taggedMessagingType,
  tags,
} from '../../../src/send-api/index.ts';
import { humanTag } from '../../../src/send-api/tags.ts';
import type { YamlEntry, YamlMap } from '../../../src/yaml/nodes.ts';
import { findAt } from '../find-node.ts';
import type { Mend, YamlContext } from './action.ts';
import { entry } from './body-at.ts';
import { removeEntry } from './source-text.ts';
import { addUnder, specRoot } from './top-level.ts';

interface EntryAt {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

/** The entry whose key or value a finding names. */
function entryAt({ root, file }: YamlContext, found: Diagnostic): EntryAt | undefined {
  if (found.file.path !== file.path) return undefined;
  const part = findAt(root, found.range.start)?.path.at(-1);
  return part?.kind === 'entry' ? part : undefined;
}

export function removeField(context: YamlContext, found: Diagnostic): Mend[] {
  const at = entryAt(context, found);
  const edit = at && removeEntry(context.text, at.map, at.entry);
  return at && edit ? [{ title: `Remove "${at.entry.key.value}"`, edits: [edit] }] : [];
}

/** A param that nobody uses, where it stands alone on its lines. */
export function removeParam(context: YamlContext, found: Diagnostic): Mend[] {
  const at = entryAt(context, found);
  if (!at) return [];
  const edits = [removeEntry(context.text, at.map, at.entry) ?? lastParam(context)];
  const examples = exampleEntries(context, at.entry.key.value);
  if (edits[0] === undefined || examples.some((e) => e === undefined)) return [];
  return [
    { title: `Remove the param "${at.entry.key.value}"`, edits: [...edits, ...examples] as TextEdit[] },
  ];
}

function lastParam({ text, root }: YamlContext): TextEdit | undefined {
  const params = root?.kind === 'map' ? entry(root, 'params') : undefined;
  return params && root?.kind === 'map' ? removeEntry(text, root, params) : undefined;
}

/** Where examples give the param a value. */
function exampleEntries({ text, root }: YamlContext, name: string): (TextEdit | undefined)[] {
  const spec = specRoot(root);
  const messages = spec && entry(spec, 'messages')?.value;
  const lists = [
    spec && entry(spec, 'examples')?.value,
    ...(messages?.kind === 'map'
      ? messages.entries.map((m) => (m.value.kind === 'map' ? entry(m.value, 'examples')?.value : undefined))
      : []),
  ];
  const seen = new Set<YamlMap>();
  return lists.flatMap((list) =>
    (list?.kind === 'seq' ? list.items : []).flatMap((example) => {
      const data = example.kind === 'map' ? entry(example, 'data')?.value : undefined;
      const own = data?.kind === 'map' && !seen.has(data) ? entry(data, name) : undefined;
      if (data?.kind !== 'map' || !own) return [];
      seen.add(data);
      return [removeEntry(text, data, own)];
    }),
  );
}

// ---------- tags ----------

/** A tag that Meta has withdrawn: the tag goes, or another one takes its place. */
export function replaceTag(context: YamlContext, found: Diagnostic): Mend[] {
  const at = entryAt(context, found);
  if (at?.entry.key.value !== 'tag' || at.entry.value.kind !== 'scalar') return [];
  const written = at.entry.value.value;
  if (![...tags, ...removedTags].some((t) => t.value === written)) return [];
  const type = entry(at.map, 'messaging_type');
  const edits: TextEdit[] = [];
  if (type?.value.kind === 'scalar') {
    const removed = removeEntry(context.text, at.map, at.entry);
    if (removed) edits.push(removed, { range: type.value.range, newText: 'UPDATE' });
  } else edits.push({ range: at.entry.range, newText: 'messaging_type: UPDATE' });
  const title = 'Send it without a tag, within 24 hours of the person’s last message';
  const human: Mend = {
    title: `Send it with ${humanTag}, if a person answers`,
    edits: [{ range: at.entry.value.range, newText: humanTag }],
  };
  return [...(edits.length > 0 ? [{ title, edits }] : []), ...(written === humanTag ? [] : [human])];
}

/** A tag beside another messaging type. */
export function tagWithoutType(context: YamlContext, found: Diagnostic): Mend[] {
  const at = entryAt(context, found);
  const type = at && entry(at.map, 'messaging_type');
  const tag = at && entry(at.map, 'tag');
  if (!type || !tag) return [];
  const noType = removeEntry(context.text, at.map, type);
  const noTag = removeEntry(context.text, at.map, tag);
  return [
    ...(noType
      ? [{ title: `Leave messaging_type out: a tag means ${taggedMessagingType}`, edits: [noType] }]
      : []),
    ...(noTag ? [{ title: 'Remove the tag', edits: [noTag] }] : []),
  ];
}

export function typeWithoutTag(context: YamlContext, found: Diagnostic): Mend[] {
  const at = entryAt(context, found);
  if (at?.entry.value.kind !== 'scalar') return [];
  const { range } = at.entry.value;
  return messagingTypes
    .filter((t) => t.value === defaultMessagingType || t.value === 'UPDATE')
    .map(({ value }) => ({ title: `Write ${value}`, edits: [{ range, newText: value }] }));
}

/** Says what is sent anyway, once for the whole file. */
export function sayMessagingType({ text, root }: YamlContext): Mend[] {
  const spec = specRoot(root);
  const line = `messaging_type: ${defaultMessagingType}`;
  const edit = spec && addUnder(text, spec, 'defaults', [line]);
  return edit ? [{ title: `Write "defaults: { ${line} }"`, edits: [edit] }] : [];
}

/** What the API of today has: `api: current` at the top. */
export function currentApi({ text, root }: YamlContext, found: Diagnostic): Mend[] {
  const spec = specRoot(root);
  if (!spec || found.severity === 'information') return [];
  const own = entry(spec, 'api')?.value;
  const language = entry(spec, 'language');
  const title = 'Write "api: current" at the top of the file';
  if (own?.kind === 'scalar') return [{ title, edits: [{ range: own.range, newText: 'current' }] }];
  const at = language ? language.range.end : spec.range.start;
  const end = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const newText = language ? `${end}api: current` : `api: current${end}`;
  return language && /[^\r\n]*\S/.test(text.slice(at).split(/[\r\n]/)[0]!)
    ? []
    : [{ title, edits: [{ range: { start: at, end: at }, newText }] }];
}

/** A word that is no action is a text. */
export function asText(_: YamlContext, found: Diagnostic): Mend[] {
  const { start } = found.range;
  return [{ title: 'Send it as a text', edits: [{ range: { start, end: start }, newText: 'text: ' }] }];
}

export function useHttps({ text }: YamlContext, found: Diagnostic): Mend[] {
  const at = text.slice(found.range.start, found.range.end).search(/http:\/\//);
  if (at < 0) return [];
  const start = found.range.start + at + 'http'.length;
  return [{ title: 'Write https', edits: [{ range: { start, end: start }, newText: 's' }] }];
}
