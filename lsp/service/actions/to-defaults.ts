/** A request field that all messages repeat: once, in `defaults`. */

import type { TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import { defaultMessagingType } from '../../../src/send-api/index.ts';
import type { YamlEntry, YamlMap } from '../../../src/yaml/nodes.ts';
import type { Action, ActionContext } from './action.ts';
import { entry } from './body-at.ts';
import { removeEntry } from './source-text.ts';
import { addUnder, specRoot, topEntry } from './top-level.ts';

const movable = new Set(['messaging_type', 'notification_type', 'persona_id']);

export function defaultsActions({ text, root, found }: ActionContext): Action[] {
  const spec = specRoot(root);
  const [top, , own] = found?.path ?? [];
  if (!spec || top?.kind !== 'entry' || top.entry.key.value !== 'messages' || own?.kind !== 'entry')
    return [];
  const key = own.entry.key.value;
  const value = scalarOf(own.entry);
  if (!movable.has(key) || value === undefined || own.entry.value.kind !== 'scalar') return [];
  const defaults = topEntry(spec, 'defaults')?.value;
  if (defaults?.kind === 'map' && entry(defaults, key)) return [];
  const messages = top.entry.value.kind === 'map' ? top.entry.value.entries : [];
  const repeating = messages.filter((m) => m.value.kind === 'map' && same(m.value, key, value));
  if (repeating.length < 2 || !messages.every((m) => unchanged(m, key, value))) return [];
  const removals = repeating.map((m) => {
    const map = m.value as YamlMap;
    return removeEntry(text, map, entry(map, key)!);
  });
  const source = text.slice(own.entry.range.start, own.entry.range.end);
  const added = addUnder(text, spec, 'defaults', [source]);
  if (!added || /[\r\n]/.test(source) || removals.some((r) => r === undefined)) return [];
  const edits = [added, ...(removals as TextEdit[])];
  return [
    { title: `Move "${key}" of ${repeating.length} messages to defaults`, kind: 'refactor.rewrite', edits },
  ];
}

function scalarOf({ value }: YamlEntry): string | undefined {
  return value.kind === 'scalar' && value.core !== null && !value.value.includes('{{')
    ? value.value
    : undefined;
}

function same(map: YamlMap, key: string, value: string): boolean {
  const own = entry(map, key);
  return own !== undefined && scalarOf(own) === value;
}

/** Whether a message sends the same where `defaults` say it: it says so itself, or means it without saying. */
function unchanged({ value: node }: YamlEntry, key: string, value: string): boolean {
  const implied = key === 'messaging_type' && value === defaultMessagingType;
  if (node.kind !== 'map' || entry(node, 'use')) return implied && node.kind !== 'map';
  if (entry(node, key)) return true;
  if (entry(node, 'sender_action') || entry(node, 'react') || entry(node, 'unreact')) return true;
  return key === 'messaging_type' && (implied || entry(node, 'tag') !== undefined);
}
