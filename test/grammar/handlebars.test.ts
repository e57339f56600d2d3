/** Handlebars' own parser as the judge: the same AST for what is valid, the same verdict for what is not. */
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../grammar/index.ts';
import { damaged, template } from './arbitrary-template.ts';
import { normalizeOurs, normalizeTheirs } from './handlebars-ast.ts';

/** Codes for what is Handlebars, but not for messages. */
const refused = new Set(['template/decorator', 'template/dynamic-partial', 'template/partial-block']);

const runs = Number(process.env['GRAMMAR_RUNS'] ?? 3000);

const noVerdict = {};

function theirs(text: string): unknown {
  try {
    return Handlebars.parseWithoutProcessing(text);
  } catch (error) {
    // Its parser dies of a mistake of its own at `as |[x]|`: no verdict.
    return error instanceof TypeError ? noVerdict : undefined;
  }
}

function errors(text: string): string[] {
  return parseTemplate(text)
    .problems.map((p) => p.code)
    .filter((code) => !refused.has(code));
}

/**
 * Valid for Handlebars and refused by us, each because an author means something else:
 * a dot behind a name is a name that is still to be typed; a lone sign between arguments is an operator; a text that
 * runs over `}}` into the next `{{` lacks its quote; more than 100 levels.
 */
function isJustified(code: string, text: string): boolean {
  if (code === 'template/bad-block-params') return /\.\s*\|/.test(text);
  return (
    code === 'template/property-expected' ||
    code === 'template/unsupported-operator' ||
    code === 'template/unclosed-string' ||
    code === 'template/too-deep'
  );
}

describe('agreement with Handlebars', () => {
  it('gives the same AST for generated templates', () => {
    fc.assert(
      fc.property(template, (text) => {
        const ast = theirs(text);
        fc.pre(ast !== undefined && ast !== noVerdict);
        expect(errors(text)).toEqual([]);
        expect(normalizeOurs(parseTemplate(text).program)).toEqual(normalizeTheirs(ast));
      }),
      { numRuns: runs },
    );
  });

  it('generates templates that Handlebars accepts', () => {
    const texts = fc.sample(template, { numRuns: 500, seed: 1 });
    const valid = texts.filter((text) => theirs(text) !== undefined);
    expect(valid.length).toBeGreaterThan(300);
  });

  it('finds fault with the same damaged templates', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const ast = theirs(text);
        fc.pre(ast !== noVerdict);
        const found = errors(text);
        if (ast === undefined) expect(found).not.toEqual([]);
        else if (!found.some((code) => isJustified(code, text))) {
          expect(found).toEqual([]);
          expect(normalizeOurs(parseTemplate(text).program)).toEqual(normalizeTheirs(ast));
        }
      }),
      { numRuns: runs * 2 },
    );
  });
});
