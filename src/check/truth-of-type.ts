import type { DataType } from '../bind/model.ts';

/** Handlebars' truth of a value that is there: false, 0, empty texts and lists are false. Undefined where data decides. */
export function truthOfType(type: DataType): boolean | undefined {
  switch (type.kind) {
    case 'string':
      return type.maxLength === 0 ? false : type.minLength > 0 ? true : undefined;
    case 'number': {
      const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = type;
      return minimum > 0 || maximum < 0 ? true : minimum === 0 && maximum === 0 ? false : undefined;
    }
    case 'list':
      return type.minItems > 0 ? true : type.maxItems === 0 ? false : undefined;
    case 'object':
      return true;
    default:
      return undefined;
  }
}
