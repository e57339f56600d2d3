/** On a key: what the field is, with limit, channel, status and source; a message as it is rendered; a param's type. */

import { sourceWords } from '../../src/send-api/sources.ts';
import { standing } from './availability.ts';
import { describeFile, exampleWords } from './describe-names.ts';
import { describePart } from './describe-part.ts';
import { keysOf } from './find-node.ts';
import type { Hover, Place } from './hover.ts';
import type { KeyInfo } from './place.ts';
import { previewMessage, previewWords } from './preview.ts';
import { importsOf } from './reading.ts';
import { keyAt } from './shape-at.ts';
import { typeOfData } from './type-of-data.ts';
import { typeWords } from './words.ts';

export function describeKey(place: Place): Hover | undefined {
  const { found } = place;
  const markdown = named(place) ?? data(place) ?? field(place);
  return markdown === undefined ? undefined : { markdown, range: found.scalar.range };
}

/** A name that the author chose. */
function named(place: Place): string | undefined {
  const { workspace, document, reading, found } = place;
  const { value: name } = found.scalar;
  const [top, second, ...more] = keysOf(found.path);
  if (!reading.main.root || second === undefined) return undefined;
  if (top === 'imports' && more.length === 0) {
    const path = importsOf(reading.main).get(name);
    return path === undefined ? undefined : describeFile(reading, path);
  }
  if (top === 'params') return param(place);
  if (more.length > 0) return undefined;
  if (top === 'messages') {
    const part = reading.main.parts.get(name);
    if (part?.of !== 'messages') return undefined;
    const preview = previewMessage(workspace, document, name);
    const description = descriptionOf(part.value);
    return [
      `Message \`${name}\``,
      ...(description === undefined ? [] : [description]),
      ...(preview ? [previewWords(preview)] : []),
    ].join('\n\n');
  }
  return top === 'fragments' ? describePart(reading, reading.main, name) : undefined;
}

function descriptionOf(node: Place['reading']['root']): string | undefined {
  const found =
    node?.kind === 'map' ? node.entries.find((e) => e.key.value === 'description')?.value : undefined;
  return found?.kind === 'scalar' && found.core !== null ? found.value : undefined;
}

/** `params:` and the properties below. */
function param(place: Place): string | undefined {
  const { reading, found } = place;
  const keys = keysOf(found.path).slice(1);
  // names stand at the top and below `properties`
  if (keys.length > 1 && keys.at(-2) !== 'properties') return undefined;
  const names = keys.filter((_, i) => i === 0 || keys[i - 1] === 'properties');
  const type = typeOfData(reading.params.types, names);
  if (!type) return undefined;
  const kind = names.length === 1 ? 'param' : 'property';
  const example = exampleWords(place, names);
  return [
    `${kind} \`${names.join('.')}\`: ${typeWords(type)}`,
    ...(type.description ? [type.description] : []),
    ...(example === undefined ? [] : [example]),
  ].join('\n\n');
}

/** A key in the data of an example. */
function data({ reading, found }: Place): string | undefined {
  const keys = keysOf(found.path);
  const at = keys.indexOf('data', keys.indexOf('examples') + 1);
  if (!keys.includes('examples') || at < 0 || at === keys.length - 1) return undefined;
  const names = keys.slice(at + 1);
  const type = typeOfData(reading.params.types, names);
  return (
    type && `\`${names.join('.')}\`: ${typeWords(type)}${type.description ? `\n\n${type.description}` : ''}`
  );
}

function field({ workspace, document, reading, found }: Place): string | undefined {
  const info = keyAt(found.path);
  if (!info?.doc) return undefined;
  const rules = reading.rulesAt(found.path, workspace.config(document));
  const refused = standing(info.origin?.availability, rules) === 'refused';
  const here = `Not accepted here (api: ${rules.profile}, channel: ${rules.channels.join(' and ')}).`;
  return [`\`${info.name}\``, info.doc, ...(refused ? [here] : []), ...sourceOf(info)].join('\n\n');
}

function sourceOf({ origin }: KeyInfo): string[] {
  return origin?.fact ? [`_${sourceWords(origin.fact)}_`] : [];
}
