/** Words that several rules share. */
import type { Channel, Shape } from '../../send-api/schema.ts';
import type { ObjectVisit } from './tree.ts';

/** `a button`, `an element`, `a URL button`. */
export function withArticle(noun: string): string {
  return `${/^(?!u(?:rl|ti|ni|se))[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** What an author calls the object. */
export function nameOf(object: ObjectVisit): string {
  return object.shape?.name ?? object.union?.name ?? 'object';
}

export function quoted(names: readonly string[], last: 'and' | 'or' = 'and'): string {
  const all = names.map((name) => `"${name}"`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
}

export function channelName(channel: Channel): string {
  return channel === 'instagram' ? 'Instagram' : 'Messenger';
}

/** What the Send API wants in a place. */
export function kindName(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'a text';
    case 'number':
      return shape.integer ? 'a whole number' : 'a number';
    case 'boolean':
      return 'true or false';
    case 'list':
      return 'a list';
    case 'object':
    case 'union':
      return `a mapping (${shape.name})`;
    case 'any':
      return 'any value';
  }
}

/** A value as a message quotes it: one line, not too long. */
export function shown(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return [...line].length > 60 ? `${[...line].slice(0, 57).join('')}…` : line;
}
