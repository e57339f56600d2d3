/** A message file of a given number of lines: messages of templates/ again and again, and notes between them. */
import { readFileSync } from 'node:fs';

const templates = new URL('../../templates/', import.meta.url);

/** What several templates name alike gets a name for each, so that they fit into one file. */
const sources = [
  { name: 'welcome', rename: [[/\bfirst_name\b/g, 'guest_name']] },
  { name: 'order-shipped', rename: [] },
  { name: 'appointment-reminder', rename: [[/\bfirst_name\b/g, 'guest_name']] },
  { name: 'product-carousel', rename: [] },
  {
    name: 'receipt',
    rename: [[/(?<=\{\{|\{\{date |\b(?:when|each): )order(?=[.\s])|(?<=^ +)order(?=:)/gm, 'bill']],
  },
];

const params = `params:
  campaign: string(40)
  customer:
    type: object
    properties:
      name: string(40)
      points: integer(0..9999)
      city: string(30)?
`;

/**
 * `notes`: the places where the benchmark types, in the order of the file. All are line numbers from 0: `kind` ends with a
 * value of an enum, `text` with words, `free` is the line below the message. `campaign` is the line of that param.
 */
export function makeText(lines) {
  const parts = (lines < 1000 ? sources.slice(0, 2) : sources).map(read);
  const out = ['# Written by the benchmark.', 'language: en', ''];
  out.push(...params.trimEnd().split('\n'));
  const known = new Set();
  for (const part of parts) {
    for (const { name, text } of part.params) {
      if (!known.has(name)) out.push(...text);
      known.add(name);
    }
  }
  const campaign = out.findIndex((line) => line.startsWith('  campaign:'));
  out.push('', 'defaults:', '  messaging_type: UPDATE', '');
  const fragments = parts.flatMap((part) => part.fragments);
  if (fragments.length > 0) out.push('fragments:', ...fragments.flatMap(({ text }) => text), '');
  out.push('messages:');
  const messages = parts.flatMap((part) => part.messages);
  const notes = [];
  for (let i = 0; ; i++) {
    const { name, text } = messages[i % messages.length];
    const round = Math.floor(i / messages.length);
    const copy = text.map((line) =>
      line
        .replace(/([&*])([a-z]+)$/, `$1$2_${round}`)
        .replace(new RegExp(`^ {2}${name}:`), `  ${name}_${i}:`),
    );
    const note = writeNote(i);
    if (out.length + copy.length + note.length + 1 > lines) break;
    out.push(...copy);
    const at = out.push(...note) - note.length;
    notes.push({ kind: at + 2, text: at + 3, free: at + 4, usesCampaign: note[3].includes('campaign') });
  }
  while (out.length < lines - 1) out.push('# …');
  return { text: `${out.join('\n')}\n`, lines: out.length + 1, notes, campaign };
}

function read({ name, rename }) {
  let text = readFileSync(new URL(`${name}.msg.yaml`, templates), 'utf8');
  for (const [pattern, other] of rename) text = text.replace(pattern, other);
  const top = split(text.split('\n'), /^(\w+):/);
  const of = (key) => {
    const block = top.find((part) => part.name === key);
    return block ? split(block.text.slice(1), /^ {2}(\w+):/) : [];
  };
  return { params: of('params'), fragments: of('fragments'), messages: of('messages') };
}

/** Lines by the keys that begin them; empty lines and comments of their own go. */
function split(lines, key) {
  const parts = [];
  for (const line of lines) {
    const name = key.exec(line)?.[1];
    if (name !== undefined) parts.push({ name, text: [line] });
    else if (line.trim() !== '' && !/^ *#/.test(line)) parts.at(-1)?.text.push(line);
  }
  return parts;
}

const openings = ['Good to know', 'Just so you know', 'A word from us', 'News for you', 'One more thing'];
const middles = [
  'new things arrived today',
  'we are open on Sunday',
  'your table is free',
  'the tea is back',
];

function writeNote(i) {
  const whom = i % 8 === 3 ? '{{campaign}}: ' : i % 2 === 0 ? '{{customer.name}}, ' : '';
  return [
    `  note_${i}:`,
    `    description: ${openings[i % openings.length]}, number ${i}.`,
    '    messaging_type: UPDATE',
    `    text: "${whom}${middles[i % middles.length]}{{#if customer.city}} in {{customer.city}}{{/if}}. See you!"`,
  ];
}
