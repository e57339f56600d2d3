import type { YamlNode } from '../yaml/nodes.ts';
import type { Json } from './model.ts';

/** A YAML node as JSON, by YAML's core schema (dates stay text). */
export function jsonOf(node: YamlNode): Json {
  if (node.kind === 'scalar') return node.core;
  if (node.kind === 'seq') return node.items.map(jsonOf);
  const object: { [key: string]: Json } = {};
  for (const { key, value } of node.entries) {
    define(object, key.value, jsonOf(value));
  }
  return object;
}

/** An own property, also for the name `__proto__`. */
export function define(target: { [key: string]: Json }, key: string, value: Json): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
