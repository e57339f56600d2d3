/** Where nothing is written yet: the forms that the value can take, as a list, on one line, in full. */
import { mediaPayload, ownValue } from '../../src/send-api/index.ts';
import type { Shape } from '../../src/send-api/schema.ts';
import { lineStart } from '../../src/source/line-start.ts';
import type { Offer } from './complete.ts';
import { keysOf } from './find-node.ts';
import type { Hole } from './hole.ts';
import { plainText, printValue, type Style } from './print-snippet.ts';
import { keyAt, listOfSugar, shapeOf } from './shape-at.ts';
import { hint, inFull, type Piece, pieceOf } from './skeleton.ts';

export function completeForms(hole: Hole): Offer[] {
  const { found } = hole;
  const last = found.path.at(-1);
  if (last?.kind !== 'entry') return [];
  const pieces = isMessage(hole) ? messageForms : formsOf(hole);
  const { text } = hole.document.file;
  const ownLine = text.slice(lineStart(text, hole.offset), hole.offset).trim() === '';
  const offers = pieces.flatMap(({ piece, detail, flow = false }, i) => {
    // inside braces everything stays on its line
    if (last.map.flow && !flow && piece.kind !== 'list' && piece.kind !== 'map') return [];
    const style: Style = { flow: flow || last.map.flow, quoted: false };
    const printed = printValue(piece, style);
    const snippet = style.flow || ownLine ? printed : `\n  ${printed.replaceAll('\n', '\n  ')}`;
    const insert = plainText(snippet);
    const [label] = insert.trim().split('\n') as [string];
    return [{ label, kind: 'form' as const, detail, insert, snippet, rank: 5000 + i }];
  });
  // on one line two forms may be the same
  return offers.filter((o, i) => offers.findIndex((other) => other.label === o.label) === i);
}

interface Form {
  readonly piece: Piece;
  readonly detail: string;
  readonly flow?: boolean;
}

function formsOf(hole: Hole): Form[] {
  const key = keyAt(hole.found.path);
  if (!key) return [];
  const { rules } = hole;
  const shape = shapeOf(key);
  const list = shape?.kind === 'list' ? shape : listOfSugar(key);
  const forms: Form[] = [];
  if (list) {
    const piece = pieceOf(list, key.name, rules);
    forms.push({ piece, detail: list.line === undefined ? 'a list' : 'a line each' });
    if (list.line === 'button')
      forms.push({ piece: { kind: 'list', item: linkLine }, detail: 'a link in a line' });
    if (list.line !== undefined) forms.push({ piece, detail: 'a list on one line', flow: true });
    const full = fullForm(list.of);
    if (full) forms.push({ piece: { kind: 'list', item: full }, detail: 'in full' });
  }
  if (shape === mediaPayload) forms.push({ piece: hint('https://'), detail: 'a link', flow: true });
  if (shape?.kind === 'object' || shape?.kind === 'union') {
    const fields = inFull(shape, key.name, rules);
    if (fields.kind === 'map') forms.push({ piece: fields, detail: 'in full' });
  }
  return forms;
}

const linkLine: Piece = { kind: 'line', parts: ['Title', ' -> ', 'https://'] };

/** An item as a mapping, where it could be a line. */
function fullForm(of: Shape): Piece | undefined {
  if (of.kind !== 'union') return undefined;
  const name = of.variants['postback'] ? 'postback' : of.variants['text'] ? 'text' : undefined;
  const variant = name === undefined ? undefined : ownValue(of.variants, name);
  if (!variant || name === undefined) return undefined;
  const fields = Object.entries(variant.fields).filter(
    ([key, f]) => key !== of.discriminator && f.required === 'error',
  );
  return {
    kind: 'map',
    entries: [
      [of.discriminator, hint(name)],
      ...fields.map(([key]) => [key, hint(key === 'payload' ? 'PAYLOAD' : 'Title')] as const),
    ],
  };
}

function isMessage({ found, reading }: Hole): boolean {
  const keys = keysOf(found.path);
  return (
    reading.main.root !== undefined && keys.length === 2 && keys[0] === 'messages' && found.path.length === 2
  );
}

const messageForms: readonly Form[] = [
  { piece: { kind: 'map', entries: [['text', hint('Text')]] }, detail: 'a message' },
  { piece: { kind: 'list', item: hint('Text') }, detail: 'several steps' },
];
