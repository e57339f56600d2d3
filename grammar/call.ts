/** `use: name key=value …`: what Handlebars takes after `{{>`, with an import's alias or a file before the name. */
import type * as ast from './ast.ts';
import { readWithoutBraces } from './braces.ts';
import { parsePairs } from './condition.ts';
import { problem } from './problem.ts';

const namePattern = /^\p{L}[\p{L}\p{N}_-]*$/u;

/** Reads a call of a fragment; spans are offsets into `text`. */
export function parseCall(text: string): ast.Parsed<ast.Call> {
  return readWithoutBraces('call', text, readCall) ?? readCall(text);
}

function readCall(text: string): ast.Parsed<ast.Call> {
  const start = text.search(/\S/);
  if (start < 0) {
    const span = { start: 0, end: text.length };
    return {
      value: undefined,
      problems: [problem('template/bad-call', { reason: 'empty', found: '' }, span)],
    };
  }
  const head = /^\S+/.exec(text.slice(start))![0];
  const end = start + head.length;
  // The head's place is filled with blanks, so that the arguments keep their offsets.
  const rest = text.slice(end);
  const { value: args = [], problems } =
    rest.trim() === '' ? { problems: [] } : parsePairs(' '.repeat(end) + rest);
  const named = readHead(head, start);
  if (named === undefined) {
    const wrong = problem('template/bad-call', { reason: 'name', found: head }, { start, end });
    return { value: undefined, problems: [wrong, ...problems] };
  }
  return { value: { ...named, args }, problems };
}

/** `name`, `alias.name`, `path#name`. */
function readHead(head: string, start: number): Pick<ast.Call, 'from' | 'name' | 'nameSpan'> | undefined {
  const hash = head.lastIndexOf('#');
  const at = hash >= 0 ? hash : head.indexOf('.');
  const name = head.slice(at + 1);
  if (!namePattern.test(name)) return undefined;
  const nameSpan = { start: start + at + 1, end: start + head.length };
  if (at < 0) return { name, nameSpan };
  const kind = hash >= 0 ? 'path' : 'alias';
  const text = head.slice(0, at);
  if (text === '' || (kind === 'alias' && !namePattern.test(text))) return undefined;
  return { from: { kind, text, span: { start, end: start + at } }, name, nameSpan };
}
