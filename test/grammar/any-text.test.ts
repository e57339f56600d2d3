/** Whatever a text holds: no parser throws, every place lies in the text, every node's place is its source. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionParser } from '../../grammar/condition.ts';
import * as grammar from '../../grammar/index.ts';
import { templateParser } from '../../grammar/template.ts';
import { endOf, lexCondition, lexTemplate } from '../../grammar/tokens.ts';
import { template as catalog } from '../../src/diagnostics/catalog/template.ts';
import { damaged, template } from './arbitrary-template.ts';

const runs = Number(process.env['GRAMMAR_RUNS'] ?? 10_000);

/** Texts of the pieces that the grammars know, in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      '{{',
      '}}',
      '{{{',
      '}}}',
      '{{{{',
      '}}}}',
      '{{#',
      '{{^',
      '{{/',
      '{{>',
      '{{#>',
      '{{!',
      '{{!--',
      '--}}',
      '{{else}}',
      '{{else ',
      '{{*',
      '~',
      '"',
      "'",
      '(',
      ')',
      '[',
      ']',
      '|',
      ' as |',
      '.',
      '..',
      '/',
      '@',
      '=',
      '==',
      '<',
      'and',
      ' or ',
      'not ',
      ' in [',
      ',',
      '->',
      '\\->',
      '\\',
      '\\\\',
      ' ',
      '\n',
      'a',
      'if',
      'each',
      '12',
      'true',
      'null',
      'https://x.y',
      'tel:',
      'login ',
      'logout',
      'tall',
      'string',
      'list of ',
      '?',
      '2s',
      '🙂',
      '\u0000',
      '#',
    ),
    { maxLength: 20 },
  )
  .map((p) => p.join(''));
const any = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  pieces,
  damaged,
);

type Node = { type?: string; span?: { start: number; end: number }; [key: string]: unknown };

function eachNode(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('span' in value) visit(value as Node);
  for (const child of Object.values(value)) eachNode(child, visit);
}

const parsers = {
  parseTemplate: (t: string) => grammar.parseTemplate(t),
  parseCondition: (t: string) => grammar.parseCondition(t),
  parseLoop: (t: string) => grammar.parseLoop(t),
  parseCall: (t: string) => grammar.parseCall(t),
  parseButtonLine: (t: string) => grammar.parseButtonLine(t),
  parseReplyLine: (t: string) => grammar.parseReplyLine(t),
  parseLinkLine: (t: string) => grammar.parseLinkLine(t),
  parseTypeWord: (t: string) => grammar.parseTypeWord(t),
  parseDuration: (t: string) => grammar.parseDuration(t),
};

describe('any text', () => {
  it.each(Object.entries(parsers))('%s', (_name, parse) => {
    fc.assert(
      fc.property(any, (text) => {
        const result = parse(text);
        for (const { code, params, span, fixes = [], related = [] } of result.problems) {
          const entry = catalog[code as keyof typeof catalog] as
            | { message: (p: unknown) => string }
            | undefined;
          expect(entry, code).toBeDefined();
          if (!/undefined|object|NaN/.test(text))
            expect(entry!.message(params)).not.toMatch(/undefined|\[object|NaN/);
          const spans = [
            span,
            ...related.map((r) => r.span),
            ...fixes.flatMap((f) => f.edits.map((e) => e.span)),
          ];
          for (const { start, end } of spans) {
            expect(start >= 0 && start <= end && end <= text.length, `${code} ${start}..${end}`).toBe(true);
          }
        }
        // Something is always understood, or a problem says why not.
        if ('value' in result && result.value === undefined) expect(result.problems).not.toEqual([]);
        eachNode(result, ({ span }) => {
          const { start, end } = span!;
          expect(start >= 0 && start <= end && end <= text.length, `${start}..${end}`).toBe(true);
        });
      }),
      { numRuns: runs },
    );
  });

  it('is made of tokens without a gap, and every sequence of them fits the grammar', () => {
    fc.assert(
      fc.property(any, (text) => {
        for (const tokens of [lexTemplate(text), lexCondition(text)]) {
          let at = 0;
          for (const token of tokens) {
            expect(text.slice(at, token.startOffset).trim()).toBe('');
            at = endOf(token);
          }
          expect(text.slice(at).trim()).toBe('');
        }
        grammar.parseTemplate(`${text}{{`);
        expect(templateParser().errors).toEqual([]);
        grammar.parseCondition(text);
        expect(conditionParser().errors).toEqual([]);
        grammar.parseLoop(text);
        expect(conditionParser().errors).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it('may be nested deeply and be long', () => {
    for (const piece of [
      '{{#a}}',
      '{{a (',
      '(',
      '{{else if a}}',
      '{{"',
      "{{'}}",
      '{{!--',
      '{{!',
      '{{{{a}}}}',
      '->',
      '\\{{',
      '{{a as |',
      'not ',
      'a or ',
      '{{"\\',
    ]) {
      const text = piece.repeat(20_000);
      for (const parse of Object.values(parsers)) expect(() => parse(text)).not.toThrow();
    }
    const deep = `{{#if a}}{{else if b}}`.concat('{{else if b}}x'.repeat(200), '{{/if}}');
    expect(grammar.parseTemplate(deep).problems.map((p) => p.code)).toEqual(['template/too-deep']);
    const flat = '{{#if a}}x{{/if}}{{upper (lower a)}}'.repeat(500);
    expect(grammar.parseTemplate(flat).problems).toEqual([]);
  });
});

describe('places', () => {
  it('of a node are its source', () => {
    fc.assert(
      fc.property(template, (text) => {
        const { program, problems } = grammar.parseTemplate(text);
        fc.pre(problems.length === 0);
        eachNode(program, (node) => checkSource(node, text));
      }),
      { numRuns: runs / 4 },
    );
  });
});

/** The source of a node alone gives the node again. */
function checkSource(node: Node, text: string): void {
  const { type, span } = node as Required<Pick<Node, 'type' | 'span'>>;
  const source = text.slice(span.start, span.end);
  switch (type) {
    case 'ContentStatement':
      expect(source.startsWith(node['value'] as string)).toBe(true);
      expect(source.slice((node['value'] as string).length)).toMatch(/^\\?$/);
      return;
    case 'PathExpression': {
      const { parts, partSpans } = node as unknown as grammar.PathExpression;
      expect(partSpans).toHaveLength(parts.length);
      const alone = expressionOf(source) as grammar.Expression;
      // A literal as the name of a block or partial has become a path.
      if (alone.type === 'PathExpression') expect(unplaced(alone)).toEqual(unplaced(node));
      else expect(source.replaceAll('\\', '')).toContain(parts[0]!.replaceAll('\\', ''));
      return;
    }
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'UndefinedLiteral':
    case 'SubExpression':
      expect(unplaced(expressionOf(source))).toEqual(unplaced(node));
      return;
    case 'HashPair': {
      const key = node['keySpan'] as { start: number; end: number };
      expect(source.startsWith(text.slice(key.start, key.end))).toBe(true);
      return;
    }
    case 'MustacheStatement':
    case 'CommentStatement':
    case 'PartialStatement':
    case 'PartialBlockStatement':
      expect(unplaced(grammar.parseTemplate(source).program.body)).toEqual([unplaced(node)]);
      return;
    case 'BlockStatement':
      if (source.startsWith('{{#') || source.startsWith('{{{{')) {
        expect(unplaced(grammar.parseTemplate(source).program.body)).toEqual([unplaced(node)]);
      }
  }
}

function expressionOf(source: string): unknown {
  const [statement] = grammar.parseTemplate(`{{f ${source} }}`).program.body;
  return (statement as grammar.MustacheStatement).params[0];
}

function unplaced(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (/span/i.test(key) ? undefined : value)));
}
