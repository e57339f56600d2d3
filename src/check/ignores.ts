/** `# sendspec-ignore CODE {, CODE}: reason` on the line, or on the line above the key. */
import { type Code, catalog } from '../diagnostics/catalog.ts';
import { type Diagnostic, diagnostic, type Fix } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlComment } from '../yaml/nodes.ts';

interface Ignore {
  readonly code: Code;
  readonly line: number;
  readonly comment: YamlComment;
  used: boolean;
}

const pattern = /^\s*sendspec-ignore\b(.*)$/s;

/** The findings that remain, and what is wrong with the comments themselves. */
export function applyIgnores(
  file: SourceFile,
  comments: readonly YamlComment[],
  found: readonly Diagnostic[],
): Diagnostic[] {
  const wanted = comments.filter((c) => pattern.test(c.text));
  if (wanted.length === 0) return [...found];
  const problems: Diagnostic[] = [];
  const ignores = wanted.flatMap((comment) => read(file, comment, problems));
  const refused = new Set<Ignore>();
  const byPlace = new Map<string, Ignore>();
  for (const i of ignores) if (!byPlace.has(`${i.line} ${i.code}`)) byPlace.set(`${i.line} ${i.code}`, i);
  const kept = found.filter((d) => {
    if (d.file !== file) return true;
    const lines = [d.range.start, d.silencedAt ?? d.range.start].map((at) => file.positionAt(at).line);
    const hit = byPlace.get(`${lines[0]} ${d.code}`) ?? byPlace.get(`${lines[1]} ${d.code}`);
    if (!hit) return true;
    hit.used = true;
    // the same rule can be a warning elsewhere
    if (d.severity === 'error') refused.add(hit);
    return d.severity === 'error';
  });
  for (const { code, comment } of refused) {
    const problem = `${code} is an error here, and errors cannot be silenced`;
    problems.push(diagnostic('spec/bad-ignore', file, comment.range, { problem }));
  }
  // what could not be read or bound may hold what they are for
  const wholly = !found.some((d) => d.severity === 'error');
  for (const ignore of ignores) {
    if (!ignore.used && wholly)
      problems.push(
        diagnostic(
          'spec/unused-ignore',
          file,
          ignore.comment.range,
          { code: ignore.code },
          { fixes: [removal(file, ignore, ignores)] },
        ),
      );
  }
  return [...kept, ...problems];
}

/** Takes one code out of a comment, or the comment with the line that it has for itself. */
function removal(file: SourceFile, { code, comment }: Ignore, all: readonly Ignore[]): Fix {
  const { start, end } = comment.range;
  if (all.some((i) => i.comment === comment && i.code !== code)) {
    const source = file.text.slice(start, end);
    const colon = source.indexOf(':');
    const codes = source
      .slice(0, colon)
      .replace(/^#\s*sendspec-ignore\s*/, '')
      .split(',');
    const kept = codes.map((c) => c.trim()).filter((c) => c !== code);
    const list = {
      start: start + source.search(/sendspec-ignore/) + 'sendspec-ignore'.length,
      end: start + colon,
    };
    return { title: `Take ${code} out`, edits: [{ range: list, newText: ` ${kept.join(', ')}` }] };
  }
  const { line } = file.positionAt(start);
  const from = file.offsetAt({ line, character: 0 });
  const alone = file.text.slice(from, start).trim() === '';
  const before = file.text.slice(0, start).replace(/[ \t]+$/, '').length;
  const range = alone
    ? { start: from, end: file.offsetAt({ line: line + 1, character: 0 }) }
    : { start: before, end };
  return { title: 'Remove the comment', edits: [{ range, newText: '' }] };
}

function read(file: SourceFile, comment: YamlComment, problems: Diagnostic[]): Ignore[] {
  const rest = pattern.exec(comment.text)![1]!;
  const wrong = (problem: string) =>
    void problems.push(diagnostic('spec/bad-ignore', file, comment.range, { problem }));
  const [, list = '', reason] = /^\s*([^:]*)(?::(.*))?$/s.exec(rest) ?? [];
  if (!reason?.trim()) {
    wrong('write a reason after a colon');
    return [];
  }
  const line = lineCovered(file, comment);
  const ignores: Ignore[] = [];
  for (const code of list.split(',').map((c) => c.trim())) {
    if (!Object.hasOwn(catalog, code))
      wrong(`there is no code "${code}".${didYouMean(code, Object.keys(catalog))}`);
    else ignores.push({ code: code as Code, line, comment, used: false });
  }
  return ignores;
}

/** Its own line where something stands before it, else the next line that is not a comment. */
function lineCovered(file: SourceFile, comment: YamlComment): number {
  const { line, character } = file.positionAt(comment.range.start);
  const start = file.offsetAt({ line, character: 0 });
  if (file.text.slice(start, start + character).trim() !== '') return line;
  let next = line + 1;
  for (;;) {
    const from = file.offsetAt({ line: next, character: 0 });
    const to = file.offsetAt({ line: next + 1, character: 0 });
    const text = file.text.slice(from, to).trim();
    if (to <= from || (text !== '' && !text.startsWith('#'))) return next;
    next++;
  }
}
