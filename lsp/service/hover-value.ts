/** On a value: a word of a closed list, a code, a type, a path, a line, or what its expressions say. */
import { parseButtonLine, parseCall, parseReplyLine, walkExpression } from '../../grammar/index.ts';
import { rootEnv } from '../../src/check/environment.ts';
import { buttons, countries, currencyDecimals, quickReply } from '../../src/send-api/index.ts';
import { sourceWords } from '../../src/send-api/sources.ts';
import { historyOf } from './availability.ts';
import { nameOfCode } from './codes.ts';
import { paramsOfPart, partOf } from './complete-call.ts';
import { describeFile } from './describe-names.ts';
import { describeUse } from './describe-part.ts';
import { decodedOffset, keysOf } from './find-node.ts';
import type { Hover, Place } from './hover.ts';
import { describeInControl, describeInTemplate, describePath } from './hover-expression.ts';
import { placeAt, valuesIn } from './place.ts';
import { lineAt, shapeAt } from './shape-at.ts';
import { textKind } from './text-kind.ts';
import { typeOfData } from './type-of-data.ts';
import { typeWords } from './words.ts';

export function describeValue(place: Place): Hover | undefined {
  const { found, offset } = place;
  const at = decodedOffset(found.scalar, offset);
  switch (textKind(found.path)) {
    case 'template':
      return describeInTemplate(place, at) ?? describeWord(place) ?? describeLine(place);
    case 'condition':
    case 'loop':
      return describeInControl(place, at);
    case 'call':
      return describeCall(place, at);
    case 'path':
      return whole(place, describeFile(place.reading, found.scalar.value));
    case 'type':
      return describeType(place) ?? describeWord(place);
    case 'data':
      return describeWord(place);
  }
}

function whole({ found }: Place, markdown: string): Hover {
  return { markdown, range: found.scalar.range };
}

function describeWord(place: Place): Hover | undefined {
  const { path, scalar } = place.found;
  const value = valuesIn(placeAt(path)).find((v) => v.value === scalar.value);
  if (value?.doc) {
    const availability = value.origin?.availability;
    const [fact] = availability ?? [];
    const source = value.origin?.fact ?? fact;
    return whole(
      place,
      [`\`${value.value}\``, value.doc, ...(source ? [`_${sourceWords(source)}_`] : [])].join('\n\n'),
    );
  }
  return describeCode(place);
}

function describeCode(place: Place): Hover | undefined {
  const { path, scalar } = place.found;
  const shape = shapeAt(path);
  const formats = shape?.kind === 'text' ? (shape.formats?.map((f) => f.format) ?? []) : [];
  const code = scalar.value;
  if (formats.includes('currency') && currencyDecimals.has(code)) {
    return whole(
      place,
      `\`${code}\`: ${nameOfCode('currency', code)}, ${currencyDecimals.get(code)} digits after the point.`,
    );
  }
  return formats.includes('country') && countries.has(code)
    ? whole(place, `\`${code}\`: ${nameOfCode('region', code)}`)
    : undefined;
}

/** A short form of a param's type. */
function describeType(place: Place): Hover | undefined {
  const { reading, found } = place;
  const keys = keysOf(found.path);
  if (keys[0] !== 'params') return undefined;
  const names = keys.slice(1).filter((_, i, all) => i === 0 || all[i - 1] === 'properties');
  if (!['items', 'type', names.at(-1)].includes(keys.at(-1)!)) return undefined;
  const type = typeOfData(reading.params.types, names);
  return type && whole(place, `\`${names.join('.')}\`: ${typeWords(type)}`);
}

/** `Shop -> https://…`: what the line stands for. */
function describeLine(place: Place): Hover | undefined {
  const { path, scalar } = place.found;
  const line = lineAt(path);
  if (line === undefined || line === 'link') return undefined;
  const value = line === 'reply' ? parseReplyLine(scalar.value).value : parseButtonLine(scalar.value).value;
  if (!value) return undefined;
  const type = types[value.kind];
  const variant = line === 'reply' ? quickReply.variants[type ?? 'text'] : buttons.variants[type ?? ''];
  if (!variant?.doc) return undefined;
  const history = historyOf(variant.availability);
  return whole(
    place,
    [
      `${variant.name}${type === undefined ? '' : ` (\`${type}\`)`}`,
      variant.doc,
      ...(history === '' ? [] : [`${history}.`]),
    ].join('\n\n'),
  );
}

/** What each kind of line is called in the Send API. */
const types: Readonly<Record<string, string>> = {
  link: 'web_url',
  call: 'phone_number',
  login: 'account_link',
  logout: 'account_unlink',
  postback: 'postback',
  reply: 'text',
  user_phone_number: 'user_phone_number',
  user_email: 'user_email',
};

/** `use: name arg=value`. */
function describeCall(place: Place, at: number): Hover | undefined {
  const { reading, found } = place;
  const call = parseCall(found.scalar.value).value;
  if (!call) return undefined;
  const here = (span: { start: number; end: number }, markdown: string | undefined): Hover | undefined =>
    markdown === undefined ? undefined : { markdown, range: found.scalar.map.range(span.start, span.end) };
  const head = found.scalar.value.slice(call.from?.span.start ?? call.nameSpan.start, call.nameSpan.end);
  const [spec, name] = partOf(reading, head);
  if (call.from && at >= call.from.span.start && at <= call.from.span.end) {
    return here(
      call.from.span,
      spec &&
        describeFile(
          reading,
          call.from.kind === 'path' ? call.from.text : (pathOf(place, call.from.text) ?? ''),
        ),
    );
  }
  if (at <= call.nameSpan.end) {
    const range = found.scalar.map.range(call.nameSpan.start, call.nameSpan.end);
    return here(call.nameSpan, spec && describeUse(place, spec, name, range));
  }
  for (const pair of call.args) {
    if (at >= pair.keySpan.start && at <= pair.keySpan.end) {
      const type = spec && paramsOfPart(reading, spec, name).get(pair.key);
      return here(pair.keySpan, type && `\`${pair.key}\` of \`${name}\`: ${typeWords(type)}`);
    }
    const env = rootEnv(reading.scopeAt(found.path), new Set());
    const hit = describePath(
      place,
      (visit) => walkExpression(pair.value, visit),
      at,
      env,
      () => false,
    );
    if (hit) return hit;
  }
  return undefined;
}

function pathOf({ reading }: Place, alias: string): string | undefined {
  const imports = reading.main.root?.entries.find((e) => e.key.value === 'imports')?.value;
  const found =
    imports?.kind === 'map' ? imports.entries.find((e) => e.key.value === alias)?.value : undefined;
  return found?.kind === 'scalar' ? found.value : undefined;
}
