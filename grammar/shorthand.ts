/** Shorthand lines: buttons, quick replies, links (language.md, "Shorthand"). */
import type {
  BlockStatement,
  ButtonLine,
  LinkLine,
  Parsed,
  Program,
  ReplyLine,
  Span,
  SyntaxProblem,
} from './ast.ts';
import { looksLikeLink, startsLink } from './links.ts';
import { optionWords, readOptions } from './options.ts';
import { problem, replace } from './problem.ts';
import * as seg from './segments.ts';

/** Reads `Shop -> https://…`, `Call us -> tel:…`, `login https://…`, `logout`, `Start over -> START`. */
export function parseButtonLine(text: string): Parsed<ButtonLine> {
  const line = seg.readLine(text);
  const parts = splitLine(line);
  const whole = seg.trimSpan(line, parts.title);
  const value = parts.target === undefined ? buttonAlone(line, whole) : button(line, whole, parts.target);
  return { value, problems: inOrder(line.problems) };
}

/** Reads `Yes`, `Yes -> YES`, `Red -> RED (https://…/red.png)`, `user_phone_number`, `user_email`. */
export function parseReplyLine(text: string): Parsed<ReplyLine> {
  const line = seg.readLine(text);
  const parts = splitLine(line);
  const title = seg.trimSpan(line, parts.title);
  const value = parts.target === undefined ? replyAlone(line, title) : reply(line, title, parts.target);
  return { value, problems: inOrder(line.problems) };
}

/** Reads `https://… (tall)`: what `default_action` takes. */
export function parseLinkLine(text: string): Parsed<LinkLine> {
  const line = seg.readLine(text);
  const whole = seg.trimSpan(line, { start: 0, end: text.length });
  if (whole.start === whole.end) {
    line.problems.push(
      problem('template/shorthand-no-target', { line: '', after: 'link' }, line.program.span),
    );
    return { value: undefined, problems: line.problems };
  }
  return { value: link(line, whole), problems: inOrder(line.problems) };
}

interface Parts {
  readonly title: Span;
  /** Trimmed; undefined without an arrow. */
  readonly target?: Span;
}

/** Cuts the line at its arrow. */
function splitLine(line: seg.Line): Parts {
  const { text, problems } = line;
  const { own, nested } = seg.findArrows(line);
  for (const { block, at } of nested) {
    const name = 'path' in block ? (block as BlockStatement).path.original : 'block';
    problems.push(problem('template/shorthand-arrow-in-block', { block: name }, { start: at, end: at + 2 }));
  }
  const [at] = own;
  if (at === undefined) return { title: { start: 0, end: text.length } };
  if (own.length > 1) problems.push(twoArrows(line, at, own[own.length - 1]!));
  const target = seg.trimSpan(line, { start: at + 2, end: text.length });
  const dashes = /-+$/.exec(text.slice(0, at))?.[0].length ?? 0;
  if (dashes > 0) {
    const arrow = { start: at - dashes, end: at + 2 };
    const found = text.slice(arrow.start, arrow.end);
    problems.push(
      problem('template/shorthand-long-arrow', { found }, arrow, { fixes: replace('Write ->', arrow, '->') }),
    );
  }
  return { title: { start: 0, end: at - dashes }, target };
}

function twoArrows({ text }: seg.Line, first: number, last: number): SyntaxProblem {
  const reading = (at: number): string =>
    `"${text.slice(0, at).trim()}" with the target "${text.slice(at + 2).trim()}"`;
  const escapeAt = (at: number, title: string) => ({
    title,
    edits: [{ span: { start: at, end: at }, newText: '\\' }],
  });
  return problem(
    'template/shorthand-two-arrows',
    { first: reading(first), second: reading(last) },
    { start: last, end: last + 2 },
    {
      related: [{ span: { start: first, end: first + 2 }, message: 'the first arrow' }],
      fixes: [escapeAt(first, 'The first arrow is text'), escapeAt(last, 'The last arrow is text')],
    },
  );
}

// ---------- buttons ----------

function buttonAlone(line: seg.Line, whole: Span): ButtonLine | undefined {
  const text = line.text.slice(whole.start, whole.end);
  if (text === 'logout') return { kind: 'logout' };
  if (/^login(?:\s|$)/.test(seg.leadText(line, whole))) return login(line, whole, undefined);
  // Where an expression or a block swallowed the arrow, that is the mistake to mend.
  if (line.problems.length > 0) return undefined;
  const found = startsLink(text) || text.startsWith('tel:') || looksLikeLink(text);
  line.problems.push(
    found
      ? problem('template/shorthand-no-title', { line: text }, whole)
      : problem('template/shorthand-no-target', { line: text, after: 'title' }, whole),
  );
  return undefined;
}

function button(line: seg.Line, titleSpan: Span, target: Span): ButtonLine | undefined {
  const lead = seg.leadText(line, target);
  const titled = titleSpan.start < titleSpan.end;
  if (lead === 'logout' && target.end === target.start + 6) {
    return titled ? { kind: 'logout', title: seg.cut(line, titleSpan) } : { kind: 'logout' };
  }
  if (/^login(?:\s|$)/.test(lead)) return login(line, target, titled ? seg.cut(line, titleSpan) : undefined);
  const title = readTitle(line, titleSpan);
  if (target.start === target.end) return noTarget(line, 'arrow');
  if (/^tel:/i.test(lead)) return call(line, title, target);
  if (isLink(line, target)) {
    const { url, options } = link(line, target)!;
    return { kind: 'link', title, url, options };
  }
  if (seg.leadTexts(line, target).some((l) => startsLink(l) || looksLikeLink(l)))
    return badLink(line, target);
  misplacedOptions(line, target);
  return { kind: 'postback', title, payload: seg.cut(line, target) };
}

function readTitle(line: seg.Line, span: Span): Program {
  if (span.start === span.end) {
    line.problems.push(problem('template/shorthand-no-title', { line: line.text.trim() }, line.program.span));
  }
  return seg.cut(line, span);
}

function call(line: seg.Line, title: Program, target: Span): ButtonLine | undefined {
  misplacedOptions(line, target);
  const number = seg.trimSpan(line, { start: target.start + 4, end: target.end });
  if (number.start === number.end) return noTarget(line, 'tel');
  return { kind: 'call', title, number: seg.cut(line, number) };
}

/** `login https://…`, with or without a title before an arrow. */
function login(line: seg.Line, span: Span, title: Program | undefined): ButtonLine | undefined {
  const target = seg.trimSpan(line, { start: span.start + 5, end: span.end });
  if (target.start === target.end) return noTarget(line, 'login');
  misplacedOptions(line, target);
  if (!startsLink(seg.leadText(line, target)) && !seg.isOneExpression(line, target))
    return badLink(line, target);
  const url = seg.cut(line, target);
  return title === undefined ? { kind: 'login', url } : { kind: 'login', title, url };
}

/** `(tall)` behind what is no link. */
function misplacedOptions(line: seg.Line, span: Span): void {
  const parens = seg.findTrailingParens(line, span);
  if (parens === undefined) return;
  const options = line.text.slice(parens.start, parens.end);
  const words = options.slice(1, -1).split(',');
  if (!words.every((w) => optionWords.test(w.trim()))) return;
  line.problems.push(problem('template/shorthand-option-place', { options }, parens));
}

function noTarget(line: seg.Line, after: 'arrow' | 'login' | 'tel'): undefined {
  const text = line.text.trim();
  line.problems.push(problem('template/shorthand-no-target', { line: text, after }, line.program.span));
  return undefined;
}

function badLink(line: seg.Line, span: Span): undefined {
  const target = line.text.slice(span.start, span.end);
  line.problems.push(problem('template/shorthand-bad-link', { target }, span));
  return undefined;
}

// ---------- links ----------

/** An address, or one expression (whose type is for later phases to check), with or without options. */
function isLink(line: seg.Line, span: Span): boolean {
  if (seg.leadTexts(line, span).every(startsLink)) return true;
  const parens = seg.findTrailingParens(line, span);
  const url = parens === undefined ? span : seg.trimSpan(line, { start: span.start, end: parens.start });
  return seg.isOneExpression(line, url);
}

function link(line: seg.Line, span: Span): LinkLine | undefined {
  if (!isLink(line, span)) return badLink(line, span);
  const parens = seg.findTrailingParens(line, span);
  if (parens === undefined) return { kind: 'link', url: seg.cut(line, span), options: [] };
  const url = seg.trimSpan(line, { start: span.start, end: parens.start });
  return { kind: 'link', url: seg.cut(line, url), options: readOptions(line, parens) };
}

// ---------- quick replies ----------

function replyAlone(line: seg.Line, title: Span): ReplyLine | undefined {
  const text = line.text.slice(title.start, title.end);
  if (text === 'user_phone_number' || text === 'user_email') return { kind: text };
  if (title.start === title.end) {
    line.problems.push(problem('template/shorthand-no-title', { line: text }, line.program.span));
    return undefined;
  }
  if (line.problems.length === 0) linkInReply(line, title);
  return { kind: 'reply', title: seg.cut(line, title) };
}

function reply(line: seg.Line, titleSpan: Span, target: Span): ReplyLine | undefined {
  const title = readTitle(line, titleSpan);
  const icon = findIcon(line, target);
  const payload =
    icon === undefined ? target : seg.trimSpan(line, { start: target.start, end: icon.outer.start });
  if (payload.start === payload.end) return noTarget(line, 'arrow');
  if (!linkInReply(line, payload) && seg.isOneExpression(line, payload)) {
    const found = line.text.slice(payload.start, payload.end);
    line.problems.push(problem('template/shorthand-payload-expression', { target: found }, payload));
  }
  const plain = { kind: 'reply' as const, title, payload: seg.cut(line, payload) };
  return icon?.url === undefined ? plain : { ...plain, icon: seg.cut(line, icon.url) };
}

/** Parentheses at the end that hold an address or one expression; other text in parentheses belongs to the payload. */
function findIcon(line: seg.Line, target: Span): { outer: Span; url?: Span } | undefined {
  const outer = seg.findTrailingParens(line, target);
  if (outer === undefined) return undefined;
  const inner = seg.trimSpan(line, { start: outer.start + 1, end: outer.end - 1 });
  const lead = seg.leadText(line, inner);
  if (startsLink(lead) || seg.isOneExpression(line, inner)) return { outer, url: inner };
  if (!looksLikeLink(lead) && !/^\.{0,2}\//.test(lead) && !optionWords.test(lead)) return undefined;
  const found = line.text.slice(inner.start, inner.end);
  line.problems.push(problem('template/shorthand-bad-icon', { found }, inner));
  return { outer };
}

function linkInReply(line: seg.Line, span: Span): boolean {
  const isLinkLike = (lead: string): boolean =>
    startsLink(lead) || looksLikeLink(lead) || /^tel:/i.test(lead);
  if (!seg.leadTexts(line, span).some(isLinkLike)) return false;
  const target = line.text.slice(span.start, span.end);
  line.problems.push(problem('template/shorthand-link-in-reply', { target }, span));
  return true;
}

function inOrder(problems: SyntaxProblem[]): SyntaxProblem[] {
  return problems.sort((a, b) => a.span.start - b.span.start);
}
