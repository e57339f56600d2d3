/** Graph's `fields`: `id,messages.limit(5){id,from}` asks for fields, and for fields of what they hold. */
export interface Field {
  readonly name: string;
  readonly limit?: number;
  readonly fields?: readonly Field[];
}

/** Undefined where it is not written as Graph reads it. */
export function readFields(text: string): Field[] | undefined {
  const tokens = text.match(/[A-Za-z_]+|\.limit\(\d{1,4}\)|[{},]|\S/g) ?? [];
  let at = 0;
  const list = (depth: number): Field[] | undefined => {
    const found: Field[] = [];
    if (depth > 4) return undefined;
    for (;;) {
      const name = tokens[at++];
      if (name === undefined || !/^[A-Za-z_]+$/.test(name)) return undefined;
      const limit = tokens[at]?.startsWith('.limit(') ? Number(tokens[at++]!.slice(7, -1)) : undefined;
      let fields: Field[] | undefined;
      if (tokens[at] === '{') {
        at++;
        fields = list(depth + 1);
        if (fields === undefined || tokens[at++] !== '}') return undefined;
      }
      found.push({ name, ...(limit !== undefined && { limit }), ...(fields && { fields }) });
      if (tokens[at] !== ',') return found;
      at++;
    }
  };
  const found = list(0);
  return at === tokens.length ? found : undefined;
}
