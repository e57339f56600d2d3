/** Names for messages that had none: from a title, the text, or the kind of the message. */
import { isList, isObject, type ObjectValue, type Value } from './json-value.ts';

/** Code points. */
const longestName = 32;
const mostWords = 5;

export interface ToName {
  readonly body: ObjectValue;
  readonly title?: string;
}

/** Valid and unique, in the order of `bodies`. */
export function nameMessages(bodies: readonly ToName[]): string[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return bodies.map(({ body, title }) => {
    const base = slug(title) ?? slug(textOf(body)) ?? slug(kindOf(body)) ?? 'message';
    let name = base;
    for (let n = next.get(base) ?? 2; taken.has(name); n++) {
      name = `${base}_${n}`;
      next.set(base, n + 1);
    }
    taken.add(name);
    return name;
  });
}

/** Its first words; undefined where too little of it can stand in a name. */
function slug(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const plain = text.slice(0, 400).normalize('NFC').replace(/['’]/g, '').toLowerCase();
  // without its vowel signs a word of such a script is another word
  if (/\p{M}/u.test(plain)) return undefined;
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  while (words.length > 0 && !/^\p{L}/u.test(words[0]!)) words.shift();
  let name = '';
  for (const word of words.slice(0, mostWords)) {
    const longer = name === '' ? word : `${name}_${word}`;
    if ([...longer].length > longestName && name !== '') break;
    name = longer;
  }
  return name === '' ? undefined : [...name].slice(0, longestName).join('');
}

function textOf(body: ObjectValue): string | undefined {
  const text = at(body, 'message', 'text') ?? at(body, 'message', 'attachment', 'payload', 'text');
  return typeof text === 'string' ? text : undefined;
}

function kindOf(body: ObjectValue): string | undefined {
  const found = [
    at(body, 'sender_action'),
    at(body, 'message', 'attachment', 'payload', 'template_type'),
    at(body, 'message', 'attachment', 'type'),
    at(body, 'message', 'template', 'name'),
  ].find((value) => typeof value === 'string');
  if (typeof found === 'string') return found;
  return isList(at(body, 'message', 'attachments')) ? 'images' : undefined;
}

function at(value: Value, ...keys: readonly string[]): Value | undefined {
  let found: Value | undefined = value;
  for (const key of keys) found = isObject(found) ? found.get(key) : undefined;
  return found;
}
