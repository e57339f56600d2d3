import { expect, it } from 'vitest';
import { showBounds } from '../../src/cli/show-bounds.ts';
import { analyze } from '../../src/pipeline.ts';
import { createSource } from '../../src/source/create-source.ts';

const text = `params:
  first_name: string(40)
  city: string
  names: { type: array, minItems: 1, maxItems: 20, items: string(5) }
defaults: { messaging_type: RESPONSE }
messages:
  hello:
    text: Hi {{first_name}}{{#if city}} from {{city}}{{/if}}!
    quick_replies:
      - Yes -> YES
      - each: names as |n|
        tap: "{{n}}{{n}} -> N"
`;

it('shows each sum with its parts and verdict', () => {
  const { bounds } = analyze(
    createSource('a.msg.yaml', text),
    { read: (p) => new Error(p) },
    { explainBounds: true },
  );
  expect(showBounds(bounds!, (note) => note.file.path, false)).toBe(
    [
      'a.msg.yaml:8:11  text: 4 to any number of at most 1,999 characters, not proven',
      '    Hi                                 3',
      '    {{first_name}}                     1 to 40',
      '    {{#if city}} from {{city}}{{/if}}  0 to any number',
      '    !                                  1',
      'a.msg.yaml:9:5  quick_replies: 2 to 21 of at most 13 items, can exceed',
      '    Yes -> YES          1',
      '    each: names as |n|  1 to 20',
      'a.msg.yaml:12:15  title: 2 to 10 of at most 20 characters, proven',
      '    {{n}}  1 to 5',
      '    {{n}}  1 to 5',
      '',
    ].join('\n'),
  );
});
