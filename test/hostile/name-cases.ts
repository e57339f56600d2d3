/** Names that JavaScript objects have already, in every place where a name may stand; and names that are code elsewhere. */
import type { Case } from './cases.ts';
import { message } from './files.ts';

export const prototypeNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];

const named = (name: string): readonly Case[] => [
  {
    name: `${name} as param, data key, fragment, variant, message and example`,
    files: {
      'a.msg.yaml': `params:
  p: { type: object, properties: { ${name}: string(9), o: { type: object, optional: true, properties: { ${name}: string(9)? } } } }
fragments:
  ${name}: "A -> B"
messages:
  ${name}:
    messaging_type: RESPONSE
    variants:
      ${name}: "{{p.${name}}} {{default p.o.${name} 'x'}}"
      other: Hi
    quick_replies: [{ use: ${name}, key: ${name} }]
    examples: [{ name: ${name}, data: { p: { ${name}: a, o: { ${name}: b } } } }]
`,
      'data.json': `{"p": {"${name}": "a", "o": {"${name}": "b"}}}`,
    },
    // one namespace
    earns: 'spec/name-taken',
  },
  {
    name: `${name} as param, data key, variant and message`,
    files: {
      'a.msg.yaml': `params:
  p: { type: object, properties: { ${name}: string(9), o: { type: object, optional: true, properties: { ${name}: string(9)? } } } }
messages:
  ${name}:
    messaging_type: RESPONSE
    variants:
      ${name}: "{{p.${name}}} {{default p.o.${name} 'x'}}"
      other: Hi {{p.${name}}}
    examples: [{ name: ${name}, data: { p: { ${name}: a, o: { ${name}: b } } } }]
`,
      'data.json': `{"p": {"${name}": "a", "o": {"${name}": "b"}}}`,
    },
    earns: name.startsWith('_') ? 'spec/bad-name' : undefined,
    render: { message: name, data: 'data.json' },
  },
  {
    name: `${name} as helper, partial, key, type, import and path`,
    files: {
      'a.msg.yaml': `imports: { ${name}: ./${name}.msg.yaml }\n${name}: 1\n${message(`text: "{{${name} 1}} {{> ${name}}} {{this.${name}}} {{lookup this '${name}'}}"`, `${name}: 1`, `buttons: [{ use: ${name}.${name} }, { type: ${name}, title: A }]`)}`,
    },
    earns: 'spec/unknown-key',
  },
];

export const nameCases: readonly Case[] = prototypeNames.flatMap(named);
