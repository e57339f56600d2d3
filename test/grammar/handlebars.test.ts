/**
 * Handlebars' own parser as the judge: the same AST for what is valid, the same verdict for what is not. The coverage
 * that is printed says how often each production was used meanwhile; `npm run test:grammar` uses each at least 1,000 times.
 */
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { afterAll, describe, expect, it } from 'vitest';
import { conditionParser, parsePairs } from '../../grammar/condition.ts';
import { parseCondition, parseLoop, parseTemplate } from '../../grammar/index.ts';
import { parseByGrammar, templateParser } from '../../grammar/template.ts';
import { condition, loop, mistakenCondition, pairs } from './arbitrary-condition.ts';
import { damaged, mistaken, template } from './arbitrary-template.ts';
import { table, watch } from './coverage.ts';
import { normalizeOurs, normalizeTheirs } from './handlebars-ast.ts';
import { conditionGroups, templateGroups } from './token-groups.ts';

/** Codes for what is Handlebars, but not for messages. */
const refused = new Set(['template/decorator', 'template/dynamic-partial', 'template/partial-block']);

/** `npm run test:grammar` sets it; without it a slice with a fixed seed is run. */
const whole = process.env['GRAMMAR_RUNS'];
const runs = Number(whole ?? 3000);
const options = whole === undefined ? { seed: 20_261_122 } : {};
/** How often each production must be used. */
const least = runs >= 60_000 ? 1000 : 1;

const noVerdict = {};

function theirs(text: string): unknown {
  try {
    return Handlebars.parseWithoutProcessing(text);
  } catch (error) {
    // Its parser dies of a mistake of its own at `as |[x]|`: no verdict.
    return error instanceof TypeError ? noVerdict : undefined;
  }
}

const templates = watch(templateParser(), templateGroups);
const conditions = watch(conditionParser(), conditionGroups);

/** The grammar's reading, counted; the reading that everybody gets must be the same. */
function ours(text: string): ReturnType<typeof parseTemplate> {
  const parsed = templates.count(() => parseByGrammar(text));
  expect(parseTemplate(text)).toEqual(parsed);
  return parsed;
}

/**
 * Valid for Handlebars and refused by us, each because an author means something else:
 * a dot behind a name is a name that is still to be typed; a lone sign between arguments is an operator; a text that
 * runs over `}}` into the next `{{` lacks its quote; `[a](b)` is a call of other languages; more than 100 levels.
 */
function isJustified(code: string, text: string): boolean {
  // The same where the line ends inside: then the expression has no end.
  if (code === 'template/unclosed-expression')
    return /(["'])(?:(?!\1).)*\}\}(?:(?!\1).)*\{\{(?:(?!\1).)*\1/s.test(text);
  if (code === 'template/call-syntax') return text.includes('](');
  if (code === 'template/bad-block-params') return /\.\s*\|/.test(text);
  return (
    code === 'template/property-expected' ||
    code === 'template/unsupported-operator' ||
    code === 'template/unclosed-string' ||
    code === 'template/too-deep'
  );
}

const tally = { valid: 0, invalid: 0, justified: 0 };

function agree(text: string): void {
  const ast = theirs(text);
  const { program, problems } = ours(text);
  if (ast === noVerdict) return;
  const found = problems.map((p) => p.code).filter((code) => !refused.has(code));
  if (ast === undefined) {
    expect(found).not.toEqual([]);
    tally.invalid++;
  } else if (found.some((code) => isJustified(code, text))) tally.justified++;
  else {
    expect(found).toEqual([]);
    expect(normalizeOurs(program)).toEqual(normalizeTheirs(ast));
    tally.valid++;
  }
}

describe('agreement with Handlebars', () => {
  it('gives the same AST for generated templates', () => {
    fc.assert(
      fc.property(template, (text) => {
        fc.pre(theirs(text) !== undefined);
        agree(text);
      }),
      { ...options, numRuns: runs },
    );
  });

  it.each([
    ['damaged', damaged],
    ['mistaken', mistaken],
  ])('finds fault with the same %s templates', (_name, arbitrary) => {
    fc.assert(fc.property(arbitrary, agree), { ...options, numRuns: runs * 2 });
  });

  it('a dot behind the else of a chain is a name of its own', () => {
    for (const text of [
      '{{#a}}{{else. this}}{{/a}}',
      '{{#a}}{{else.}}{{/a}}',
      '{{#a}}{{~ else.. b}}{{/a}}',
    ]) {
      const ast = theirs(text);
      expect(ast).toBeDefined();
      const { program, problems } = ours(text);
      expect(problems).toEqual([]);
      expect(normalizeOurs(program)).toEqual(normalizeTheirs(ast));
    }
  });

  it('generates templates of both kinds', () => {
    expect(tally.valid).toBeGreaterThan(runs);
    expect(tally.invalid).toBeGreaterThan(runs);
    // What only we refuse is the exception.
    expect(tally.justified).toBeLessThan(runs / 2);
  });
});

/** The first argument of `{{f …}}`, as Handlebars has it. */
function argumentOf(text: string): unknown {
  const [statement] = Handlebars.parseWithoutProcessing(`{{f ${text}}}`).body;
  return normalizeTheirs((statement as unknown as { params: unknown[] }).params[0]);
}

describe('conditions, loops and arguments', () => {
  it('conditions are the calls that they stand for', () => {
    fc.assert(
      fc.property(condition, ({ text, call }) => {
        const { value, problems } = conditions.count(() => parseCondition(text));
        expect(problems).toEqual([]);
        expect(normalizeOurs(value)).toEqual(argumentOf(call));
      }),
      { ...options, numRuns: runs },
    );
  });

  it('loops are the heads of blocks', () => {
    fc.assert(
      fc.property(loop, (text) => {
        const { value, problems } = conditions.count(() => parseLoop(text));
        expect(problems).toEqual([]);
        const [block] = Handlebars.parseWithoutProcessing(`{{#each ${text}}}{{/each}}`).body;
        const { params, program } = block as hbs.AST.BlockStatement;
        expect(normalizeOurs(value!.list)).toEqual(normalizeTheirs(params[0]));
        expect(value!.names.map((n) => n.name)).toEqual(program.blockParams);
      }),
      { ...options, numRuns: runs / 2 },
    );
  });

  it('arguments are those of partials', () => {
    fc.assert(
      fc.property(pairs, (text) => {
        const { value, problems } = conditions.count(() => parsePairs(text));
        expect(problems).toEqual([]);
        const [partial] = Handlebars.parseWithoutProcessing(`{{> p ${text}}}`).body;
        expect(normalizeOurs(value)).toEqual(
          normalizeTheirs((partial as hbs.AST.PartialStatement).hash.pairs),
        );
      }),
      { ...options, numRuns: runs / 2 },
    );
  });

  it('mistakes never throw, and what is dropped is reported', () => {
    fc.assert(
      fc.property(mistakenCondition, (text) => {
        for (const parse of [parseCondition, parseLoop, parsePairs]) {
          const before = conditions.counts.get('argumentList: <junk>');
          const { problems } = conditions.count(() => parse(text));
          if (conditions.counts.get('argumentList: <junk>') !== before) expect(problems).not.toEqual([]);
        }
      }),
      { ...options, numRuns: runs },
    );
  });
});

describe('coverage', () => {
  it.each([
    ['templates', templates],
    ['conditions', conditions],
  ])(`every production of %s was used at least ${least} times`, (_name, { counts }) => {
    expect([...counts].filter(([, n]) => n < least).map(([key, n]) => `${n} ${key}`)).toEqual([]);
  });

  afterAll(() => {
    if (whole === undefined && process.env['GRAMMAR_COUNTS'] === undefined) return;
    console.log(`agreement with Handlebars: ${JSON.stringify(tally)}`);
    console.log(`templates, uses of each production\n${table(templates.counts)}`);
    console.log(`conditions, uses of each production\n${table(conditions.counts)}`);
  });
});
