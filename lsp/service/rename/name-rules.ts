/** Which names a thing may have. */
import { parseCall, parseCondition, parseTemplate } from '../../../grammar/index.ts';
import { paramNameProblem } from '../../../src/bind/params.ts';
import { catalog } from '../../../src/diagnostics/catalog.ts';
import { isPrintableLine } from '../../../src/yaml/quote.ts';
import type { MentionKind } from '../mentions/mention.ts';

/** Why a name cannot be given; undefined where it can, as far as the name alone says. */
export function nameProblem(kind: MentionKind, name: string): string | undefined {
  if (name.trim() !== name || name === '') return 'a name has at least one character and no blank around it';
  if (!isPrintableLine(name)) return 'a name stands on one line';
  switch (kind) {
    case 'param':
    case 'loop name':
    case 'block name': {
      const code = paramNameProblem(name);
      return code ? catalog[code].message({ name }) : inTexts(name, name);
    }
    case 'property':
      return inTexts(name, `x.${name}`);
    case 'message':
    case 'fragment':
    case 'import': {
      const call = parseCall(name).value;
      return call?.name === name && inPartial(name) ? undefined : catalog['spec/bad-name'].message({ name });
    }
    case 'payload':
      return /\{\{|\\/.test(name)
        ? `"${name}" holds {{ or \\, which mean something else in a text`
        : undefined;
    case 'anchor':
      return /[\s,[\]{}]/.test(name) ? 'the name of an anchor has no blank and none of , [ ] { }' : undefined;
    default:
      return undefined;
  }
}

/** Words such as `true`, `not` and `as` would be read as what they are in the language. */
function inTexts(name: string, path: string): string | undefined {
  const statement = parseTemplate(`{{${path}}}`);
  const [only] = statement.program.body;
  const inTemplate = only?.type === 'MustacheStatement' ? only.path : undefined;
  const condition = parseCondition(path);
  const reads = [inTemplate, condition.value].every(
    (e) => e?.type === 'PathExpression' && e.original === path && e.parts.at(-1) === name,
  );
  return reads && statement.problems.length === 0 && condition.problems.length === 0
    ? undefined
    : `"${name}" would be read as something else in a text or a condition: letters, digits and _ make a name`;
}

function inPartial(name: string): boolean {
  const [only] = parseTemplate(`{{> ${name}}}`).program.body;
  return only?.type === 'PartialStatement' && only.name.type === 'PathExpression';
}
