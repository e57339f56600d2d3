/** Railroad diagrams of the grammars, as pages that need nothing but themselves. `npm run diagrams` writes them. */
import type { ISerializedGast } from 'chevrotain';
import * as rail from 'railroad-diagrams';
import { conditionParser } from './condition.ts';
import { diagramPage } from './diagram-page.ts';
import { type Rule, shorthandRules } from './shorthand-rules.ts';
import { templateParser } from './template.ts';
import { isMistake, tokenText } from './token-texts.ts';

/** File name in grammar/diagrams/ to its content. */
export function drawDiagrams(): Map<string, string> {
  const template = templateParser().getSerializedGastProductions();
  const shared = new Set([
    'path',
    'operand',
    'reference',
    'inParens',
    'argumentList',
    'argument',
    'blockParams',
    'junk',
  ]);
  const condition = conditionParser().getSerializedGastProductions();
  const ownFirst = [
    ...condition.filter((r) => !shared.has(nameOf(r))),
    ...condition.filter((r) => shared.has(nameOf(r))),
  ];
  const templateFirst = [
    ...template.filter((r) => !shared.has(nameOf(r))),
    ...template.filter((r) => shared.has(nameOf(r))),
  ];
  return new Map([
    ['template.html', diagramPage('template', templateFirst.map(drawParserRule))],
    ['condition.html', diagramPage('condition', ownFirst.map(drawParserRule))],
    [
      'shorthand.html',
      diagramPage(
        'shorthand',
        Object.entries(shorthandRules).map(([name, r]) => drawn(name, drawRule(r))),
      ),
    ],
  ]);
}

export interface DrawnRule {
  readonly name: string;
  readonly svg: string;
  /** Only reports what is wrong. */
  readonly mistake: boolean;
}

function drawn(name: string, content: rail.Node): DrawnRule {
  const svg = rail.Diagram(content).format(8).toString();
  return { name, svg: withViewBox(svg, name), mistake: isMistake(name) };
}

/** The library gives a size in pixels only; the name is what a screen reader says. */
function withViewBox(svg: string, name: string): string {
  return svg.replace(/^<svg([^>]*)>/, (_all, attributes: string) => {
    return `<svg role="img" aria-label="${name}"${attributes}>`;
  });
}

// ---------- rules of the parsers ----------

function nameOf(rule: ISerializedGast): string {
  return (rule as ISerializedGast & { name: string }).name;
}

function drawParserRule(rule: ISerializedGast): DrawnRule {
  return drawn(nameOf(rule), drawAll(nameOf(rule), rule.definition ?? []));
}

function drawAll(rule: string, parts: readonly ISerializedGast[]): rail.Node {
  return parts.length === 1
    ? drawPart(rule, parts[0]!)
    : rail.Sequence(...parts.map((part) => drawPart(rule, part)));
}

function drawPart(rule: string, part: ISerializedGast): rail.Node {
  const { definition = [] } = part;
  switch (part.type) {
    case 'Terminal':
      return drawToken(rule, nameOf(part));
    case 'NonTerminal':
      return marked(rail.NonTerminal(nameOf(part)), isMistake(nameOf(part)));
    case 'Alternation':
      return rail.Choice(0, ...definition.map((alternative) => drawPart(rule, alternative)));
    case 'Option':
      return rail.Optional(drawAll(rule, definition));
    case 'Repetition':
      return rail.ZeroOrMore(drawAll(rule, definition));
    case 'RepetitionMandatory':
      return rail.OneOrMore(drawAll(rule, definition));
    default:
      return drawAll(rule, definition);
  }
}

/** A group of tokens is drawn as the choice that it is. */
function drawToken(rule: string, name: string): rail.Node {
  const texts = tokenText(rule, name);
  const nodes = texts.map(({ text, mistake }) => marked(rail.Terminal(text), mistake));
  return nodes.length === 1 ? nodes[0]! : rail.Choice(0, ...nodes);
}

function marked(node: rail.Node, mistake: boolean): rail.Node {
  node.attrs['class'] = mistake ? 'mistake' : 'plain';
  return node;
}

// ---------- rules as data ----------

function drawRule(rule: Rule): rail.Node {
  switch (rule.kind) {
    case 'text':
      return marked(rail.Terminal(rule.text), false);
    case 'rule':
      return marked(rail.NonTerminal(rule.name), false);
    case 'template':
      return rail.Comment(rule.name);
    case 'sequence':
      return rail.Sequence(...rule.of.map(drawRule));
    case 'choice':
      return rail.Choice(0, ...rule.of.map(drawRule));
    case 'optional':
      return rail.Optional(drawRule(rule.of));
    case 'list':
      return rail.OneOrMore(drawRule(rule.of), drawRule({ kind: 'text', text: rule.separator }));
  }
}
