import type { YamlNode } from '../yaml/nodes.ts';
import type { Json } from './model.ts';

/** A YAML node as JSON, by YAML's core schema (dates stay text). */
export function jsonOf(node: YamlNode): Json {
  if (node.kind === 'scalar') return node.core;
  if (node.kind === 'seq') return node.items.map(jsonOf);
  const object: { [key: string]: Json } = {};
  for (const { key, value } of node.entries) {
    Object.defineProperty(object, key.value, {
      value: jsonOf(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return object;
}
