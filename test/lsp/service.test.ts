import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { definition } from '../../lsp/service/definition.ts';
import { diagnose } from '../../lsp/service/diagnostics.ts';
import { format } from '../../lsp/service/format.ts';
import { hover } from '../../lsp/service/hover.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { folder } from '../cli/run-cli.ts';
import { openMarked, readMarks } from './marked.ts';

const hoverAt = (source: string) => {
  const { workspace, uri, position, text } = openMarked(source);
  const found = hover(workspace, uri, position);
  return found && { markdown: found.markdown, covers: text.slice(found.range.start, found.range.end) };
};

const params = `params:
  first_name: { type: string(40)?, description: How we call the person. }
  order: { type: object, properties: { id: string(24), items: { type: array, maxItems: 3, items: { type: object, properties: { name: string(60) } } } } }
`;
const file = (text: string) => `${params}messages:\n  hello:\n    messaging_type: RESPONSE\n${text}`;

describe('hover', () => {
  it('on a key: words, limit and history from the data', () => {
    const found = hoverAt(file('    generic:\n      - ti<|>tle: Hi\n'));
    expect(found?.covers).toBe('title');
    expect(found?.markdown).toContain('Required.');
    expect(found?.markdown).toContain('At most 80 characters.');
  });

  it('on a value of a closed list', () => {
    expect(hoverAt(file('    text: x\n    tag: HUMAN_<|>AGENT\n'))?.markdown).toContain('7 days');
  });

  it('on a name: its type and description', () => {
    const found = hoverAt(file('    text: "Hi {{default first<|>_name \\"there\\"}}"\n'));
    expect(found?.covers).toBe('first_name');
    expect(found?.markdown).toContain('string, 1 to 40 characters, may be missing');
    expect(found?.markdown).toContain('How we call the person.');
  });

  it('on each part of a path, in blocks and loops', () => {
    expect(hoverAt(file('    text: "{{order.i<|>d}}"\n'))?.markdown).toContain('`order.id`: string, 1 to 24');
    expect(hoverAt(file('    text: "{{ord<|>er.id}}"\n'))?.markdown).toContain('object with id, items');
    expect(
      hoverAt(file('    text: "{{#each order.items as |x|}}{{x.na<|>me}}{{/each}}"\n'))?.markdown,
    ).toContain('1 to 60 characters');
    expect(
      hoverAt(file('    generic:\n      - each: order.items as |x|\n        title: "{{x.na<|>me}}"\n'))
        ?.markdown,
    ).toContain('1 to 60 characters');
  });

  it('on a helper, a block and a condition', () => {
    expect(hoverAt(file('    text: "{{trun<|>cate first_name 5}}"\n'))?.markdown).toContain(
      'truncate text length',
    );
    expect(hoverAt(file('    text: "{{#i<|>f first_name}}x{{/if}}"\n'))?.markdown).toContain('#if');
    expect(
      hoverAt(file('    steps:\n      - text: x\n        when: order.i<|>d == "1"\n'))?.markdown,
    ).toContain('1 to 24');
  });

  it('on a text: its length now, or what is proven', () => {
    expect(
      hoverAt(file('    text: x\n    buttons:\n      - { type: postback, title: Go🎉<|>!, payload: A }\n'))
        ?.markdown,
    ).toBe('`title`: 4 of at most 20 characters.');
    expect(
      hoverAt(file('    generic:\n      - title: "<|>Hi {{order.id}}"\n        subtitle: x\n'))?.markdown,
    ).toBe(
      '`title`: 3 to 27 of at most 80 characters: it always fits.\n\n- `Hi `: 3\n- `{{order.id}}`: 1 to 24',
    );
  });

  it('on a finding: what its code means', () => {
    expect(hoverAt(file('    text: "{{nob<|>ody}}"\n'))?.markdown).toContain('`params/unknown-name`');
  });
});

describe('diagnostics', () => {
  const found = (source: string, options = {}) => {
    const { workspace, uri, text } = openMarked(`${source}<|>`);
    const source_ = createSource('x', text);
    return diagnose(workspace, workspace.get(uri)!, options).map((d) => ({
      ...d,
      covers: text.slice(source_.offsetAt(d.range.start), source_.offsetAt(d.range.end)),
    }));
  };

  it('have place, severity, code and source', () => {
    const [d] = found('messages:\n  a:\n    text: "Hi {{nobody}}"\n').filter((x) => x.severity === 1);
    expect(d).toMatchObject({
      severity: 1,
      code: 'params/unknown-name',
      source: 'sendspec',
      covers: 'nobody',
    });
    expect(d).not.toHaveProperty('relatedInformation');
  });

  it('have related places, tags and a link where the client knows them', () => {
    const docs = (code: string) => `file:///docs#${code}`;
    const twice = found('messages:\n  a: hi\n  a: ho\n', { related: true, docs });
    const d = twice.find((x) => x.code === 'yaml/duplicate-key')!;
    expect(d.relatedInformation?.[0]?.location.range.start).toEqual({ line: 1, character: 2 });
    expect(d.codeDescription).toEqual({ href: 'file:///docs#yaml/duplicate-key' });
    const unused = found('params: { a: string(4) }\nmessages:\n  a: hi\n', { tags: true });
    expect(unused.find((x) => x.covers === 'a')?.tags).toEqual([1]);
  });

  it('of an imported file stand at its import; a change there is seen at once', () => {
    const root = realpathSync(folder());
    mkdirSync(join(root, '.git'));
    const shared = 'fragments:\n  hi: Hello\nmessages: {}\n';
    writeFileSync(join(root, 'shared.msg.yaml'), shared);
    const workspace = createWorkspace(root);
    const uri = pathToFileURL(join(root, 'a.msg.yaml')).href;
    const text =
      'imports: { s: ./shared.msg.yaml }\nmessages:\n  a:\n    messaging_type: RESPONSE\n    text: "{{> s.hi}}"\n';
    workspace.open(uri, 1, text);
    const errors = () => diagnose(workspace, workspace.get(uri)!).filter((d) => d.severity === 1);
    expect(errors()).toEqual([]);
    // the editor's text of the imported file counts, not the disk's
    const sharedUri = pathToFileURL(join(root, 'shared.msg.yaml')).href;
    const opened = workspace.open(sharedUri, 1, shared.replace('hi:', 'ho:'));
    expect(workspace.dependents(opened).map((d) => d.uri)).toEqual([uri]);
    expect(errors().map((d) => d.code)).toEqual(['spec/unknown-fragment']);
    workspace.change(sharedUri, 2, [{ text: shared.replace('Hello', '"{{nobody}}"') }]);
    const [d] = diagnose(workspace, workspace.get(uri)!, { related: true }).filter((x) => x.severity === 1);
    expect(d?.range.start).toEqual({ line: 0, character: 14 });
    expect(d?.message).toMatch(/^In shared\.msg\.yaml: /);
    expect(d?.relatedInformation?.[0]?.location.uri).toBe(sharedUri);
    workspace.close(sharedUri);
    expect(errors()).toEqual([]);
    writeFileSync(join(root, 'shared.msg.yaml'), 'fragments:\n  other: Hello\n');
    expect(errors().map((d) => d.code)).toEqual(['spec/unknown-fragment']);
  });

  it('follow the settings of the project', () => {
    const root = realpathSync(folder({ 'sendspec.config.yaml': 'api: current\n' }));
    const workspace = createWorkspace('/nowhere');
    const problems: string[] = [];
    workspace.onConfigProblem = (p) => problems.push(p);
    const text = 'messages:\n  a:\n    tag: ACCOUNT_UPDATE\n    text: hi\n';
    const uri = pathToFileURL(join(root, 'a.msg.yaml')).href;
    workspace.open(uri, 1, text);
    const severities = () => diagnose(workspace, workspace.get(uri)!).map((d) => d.severity);
    expect(severities()).toContain(1);
    writeFileSync(join(root, 'sendspec.config.yaml'), 'api: v21.0\n');
    expect(severities()).not.toContain(1);
    writeFileSync(join(root, 'sendspec.config.yaml'), 'api: nothing\n');
    severities();
    severities();
    expect(problems).toHaveLength(1);
  });
});

describe('changes', () => {
  it('in ranges give the text that the editor has', () => {
    const workspace = createWorkspace('/nowhere');
    const uri = 'untitled:a';
    workspace.open(uri, 1, 'a: 🎉b\r\nc: d\n');
    workspace.change(uri, 2, [
      { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } }, text: 'X\nY' },
      { range: { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } }, text: '' },
    ]);
    expect(workspace.get(uri)?.file.text).toBe('a: 🎉X\nY\r\n');
    expect(workspace.get(uri)?.version).toBe(2);
    expect(workspace.change('untitled:other', 1, [{ text: '' }])).toBeUndefined();
  });
});

describe('definition', () => {
  it.each([
    ['a param', 'params:\n  <|name|>: string(4)\nmessages:\n  a: "Hi {{na<|>me}}"\n'],
    [
      'a property',
      'params:\n  o: { type: object, properties: { <|id|>: string(4) } }\nmessages:\n  a: "Hi {{o.i<|>d}}"\n',
    ],
    [
      'a param in a condition',
      'params:\n  <|name|>: string(4)\nmessages:\n  a:\n    - text: x\n      when: na<|>me == "x"\n',
    ],
    [
      'a loop name',
      'params:\n  l: { type: array, items: string(4) }\nmessages:\n  a:\n    generic:\n      - each: l as |<|x|>|\n        title: "{{<|>x}}"\n',
    ],
    [
      'a block param',
      'params:\n  l: { type: array, items: string(4) }\nmessages:\n  a: "{{#each l as |<|x|>|}}{{<|>x}}{{/each}}"\n',
    ],
    ['a fragment', 'fragments:\n  <|f|>: { text: x }\nmessages:\n  a:\n    use: <|>f\n'],
    ['a text fragment', 'fragments:\n  <|f|>: x\nmessages:\n  a: "{{> <|>f}}"\n'],
    ['a message', 'messages:\n  <|b|>: x\n  a:\n    - use: <|>b\n'],
  ])('of %s', (_, source) => {
    const { workspace, uri, position, ranges, text } = openMarked(source);
    const found = definition(workspace, uri, position);
    const [range] = ranges;
    expect(found).toEqual({ uri, range: createSource('x', text).rangeOf(range!) });
  });

  it('of an import and a name in it', () => {
    const root = realpathSync(folder({ 'shared.msg.yaml': 'fragments:\n  hi: Hello\n' }));
    const at = (source: string) => {
      const { text, offset } = readMarks(source);
      const workspace = createWorkspace(root);
      const uri = pathToFileURL(join(root, 'a.msg.yaml')).href;
      const { file } = workspace.open(uri, 1, text);
      return definition(workspace, uri, file.positionAt(offset));
    };
    const uri = pathToFileURL(join(root, 'shared.msg.yaml')).href;
    expect(at('imports: { s: ./sha<|>red.msg.yaml }\nmessages: { a: x }\n')?.uri).toBe(uri);
    expect(at('imports: { s: ./shared.msg.yaml }\nmessages:\n  a:\n    use: s.h<|>i\n')).toEqual({
      uri,
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } },
    });
    expect(at('imports: { s: ./shared.msg.yaml }\nmessages:\n  a: "{{> s.h<|>i}}"\n')?.range.start.line).toBe(
      1,
    );
  });
});

it('formatting gives edits to the canonical layout, none for a broken file', () => {
  const { workspace, uri, text } = openMarked('<|>messages:\n    a:   hi   \n');
  expect(applyEdits(text, format(workspace, uri))).toBe('messages:\n  a: hi\n');
  const broken = openMarked('<|>messages: [\n');
  expect(format(broken.workspace, broken.uri)).toEqual([]);
});
