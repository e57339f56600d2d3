/** The type behind names of data, as they stand in params and examples: lists are passed through. */
import type { DataType } from '../../src/bind/model.ts';

export function typeOfData(
  types: ReadonlyMap<string, DataType>,
  names: readonly string[],
): DataType | undefined {
  let inner: ReadonlyMap<string, DataType> | undefined = types;
  let type: DataType | undefined;
  for (const name of names) {
    type = inner?.get(name);
    let item: DataType | undefined = type;
    while (item?.kind === 'list') item = item.of;
    inner = item?.kind === 'object' ? item.properties : undefined;
  }
  return type;
}
