/** What stands behind a key of the language itself when its author begins. */
import { hint, type Piece } from './skeleton.ts';

const line: Piece = { kind: 'line', parts: ['Title', ' -> ', 'PAYLOAD'] };
const named = (name: string, value: Piece): Piece => ({ kind: 'map', entries: [[name, value]] });

export const languagePieces: Readonly<Record<string, Piece>> = {
  __proto__: null as never,
  messages: named('hello', named('text', hint('Text'))),
  fragments: named('name', hint('Text')),
  params: named('name', hint('string(60)')),
  properties: named('name', hint('string(60)')),
  imports: named('common', hint('./common.msg.yaml')),
  defaults: named('messaging_type', { kind: 'choice', values: ['RESPONSE', 'UPDATE'] }),
  examples: {
    kind: 'list',
    item: {
      kind: 'map',
      entries: [
        ['name', hint('example')],
        ['data', { kind: 'map', entries: [['name', hint('value')]] }],
      ],
    },
  },
  data: named('name', hint('value')),
  steps: { kind: 'list', item: hint('Text') },
  variants: {
    kind: 'map',
    entries: [
      ['first', hint('Text')],
      ['second', hint('Text')],
    ],
  },
  each: { kind: 'hint', text: 'items as |item|' },
  when: hint('condition'),
  otherwise: hint('true'),
  use: hint('name'),
  tap: line,
  typing: hint('1500ms'),
  wait: hint('2s'),
  weight: hint('1'),
  api: { kind: 'choice', values: ['v21.0', 'current'] },
  channel: { kind: 'choice', values: ['messenger', 'instagram'] },
  language: hint('en'),
  optional: { kind: 'choice', values: ['true', 'false'] },
};
