/** A map of which names are looked up one by one; all of it is made only where someone asks for all. */
export abstract class ViewMap<V> implements ReadonlyMap<string, V> {
  abstract get(key: string): V | undefined;
  abstract has(key: string): boolean;
  protected abstract whole(): ReadonlyMap<string, V>;

  get size(): number {
    return this.whole().size;
  }

  keys(): MapIterator<string> {
    return this.whole().keys();
  }

  values(): MapIterator<V> {
    return this.whole().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.whole().entries();
  }

  forEach(each: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.whole().forEach((value, key) => void each(value, key, this));
  }
}
