/** Types as other languages write them. */

const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  long: 'integer',
  bool: 'boolean',
  str: 'string',
  text: 'string',
  varchar: 'string',
  float: 'number',
  double: 'number',
  decimal: 'number',
  money: 'number',
  datetime: 'date-time',
  timestamp: 'date-time',
  uri: 'url',
  link: 'url',
  tel: 'phone',
  telephone: 'phone',
};

/** `string[]`, `array of int`, `str(1-20) optional` in our words; undefined where nothing is made better. */
export function meantType(text: string): string | undefined {
  if (text.length > 200) return undefined;
  let rest = text.trim();
  const isOptional = /^\?|\?$|\boptional$|\|\s*(?:null|undefined)$/i.test(rest);
  rest = rest.replace(/^\?\s*|\s*\?$|[\s,]+optional$|\s*\|\s*(?:null|undefined)$/gi, '');
  let lists = '';
  for (;;) {
    const inner =
      /^(?:list|array)\s*(?:of\s+|<\s*)(.+?)\s*>?$/is.exec(rest)?.[1] ?? /^(.+)\[\s*\]$/s.exec(rest)?.[1];
    if (inner === undefined) break;
    lists += 'list of ';
    rest = inner;
  }
  const [, word = '', bound = ''] = /^([^\s(]+)\s*(\(.*\))?$/s.exec(rest) ?? [];
  const folded = word.toLowerCase();
  const known = Object.hasOwn(aliases, folded) ? aliases[folded]! : folded;
  const meant = `${lists}${known}${meantBound(bound)}${isOptional ? '?' : ''}`;
  return word === '' || meant === text.trim() ? undefined : meant;
}

/** `(1-20)`, `(1,20)`, `(max 20)`, `(<= 20)`. */
function meantBound(bound: string): string {
  const range = /^\(\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|,|to|\.{1,3}|…)\s*(-?\d+(?:\.\d+)?)\s*\)$/i.exec(bound);
  if (range) return `(${range[1]}..${range[2]})`;
  const most = /^\(\s*(?:max(?:imum)?|up to|<=|≤|0?\.\.)\s*[:=]?\s*(\d+)\s*\)$/i.exec(bound);
  return most ? `(${most[1]})` : bound;
}
