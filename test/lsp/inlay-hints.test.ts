import { describe, expect, it } from 'vitest';
import { inlayHints } from '../../lsp/service/inlay-hints.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';

/** The source with its hints in it, as an editor shows them. */
function shown(text: string, lines?: readonly [number, number]): string {
  const workspace = createWorkspace('/nowhere');
  const { uri, file } = workspace.open('untitled:t.msg.yaml', 1, text);
  const [first, last] = lines ?? [0, 9999];
  const hints = inlayHints(workspace, uri, {
    start: { line: first, character: 0 },
    end: { line: last, character: 0 },
  });
  let result = text;
  for (const { position, label } of [...hints].reverse()) {
    const at = file.offsetAt(position);
    result = `${result.slice(0, at)}«${label}»${result.slice(at)}`;
  }
  return result;
}

describe('hints', () => {
  it('behind a title in a line, in full, in quotes and in a block', () => {
    expect(
      shown(`messages:
  a:
    text: |
      Hello
      there
    buttons:
      - Shop -> https://a.example
      - { type: postback, title: "Goé", payload: X }
`),
    ).toBe(`messages:
  a:
    text: |
      Hello
      there«11/640»
    buttons:
      - Shop«4/20» -> https://a.example
      - { type: postback, title: "Goé"«3/20», payload: X }
`);
  });

  it('of what is proven and of what is too long; nothing where nothing is known', () => {
    expect(
      shown(`params: { short: string(5), long: string(50), any: string }
messages:
  a:
    text: Hi
    quick_replies:
      - Hi {{short}} -> A
      - Hi {{long}} -> B
      - Hi {{any}} -> C
`),
    ).toBe(`params: { short: string(5), long: string(50), any: string }
messages:
  a:
    text: Hi«2/1999»
    quick_replies:
      - Hi {{short}}«≤ 8/20» -> A
      - Hi {{long}}«≤ 53/20» -> B
      - Hi {{any}} -> C
`);
  });

  it('of a fragment: the longest of its uses, once', () => {
    expect(
      shown(`params: { short: string(2), long: string(9) }
fragments:
  f: { params: { x: string(10) }, title: "{{x}}", payload: P }
messages:
  a: { text: x, quick_replies: [{ use: f x=short }] }
  b: { text: y, quick_replies: [{ use: f x=long }] }
`),
    ).toContain('title: "{{x}}"«≤ 9/20», payload: P');
  });

  it('in bytes on Instagram', () => {
    expect(shown('channel: instagram\nmessages:\n  a: Grün\n')).toContain('a: Grün«5/1000 bytes»');
  });

  it('of a payload only where it comes near its limit', () => {
    const line = (payload: string) =>
      `messages:\n  a: { text: x, quick_replies: [{ title: T, payload: ${payload} }] }\n`;
    expect(shown(line('P'))).not.toContain('/1000');
    expect(shown(line('P'.repeat(600)))).toContain('«600/1000»');
  });

  it('of the lines that were asked about', () => {
    const text = 'messages:\n  a: Hi\n  b: Ho\n  c: Hu\n';
    expect(shown(text, [2, 3])).toBe('messages:\n  a: Hi\n  b: Ho«2/1999»\n  c: Hu\n');
  });

  it('of one message that is a file', () => {
    expect(shown('text: Hi\n')).toBe('text: Hi«2/1999»\n');
  });

  it('none where the file cannot be read', () => {
    expect(shown('messages: [\n')).toBe('messages: [\n');
    expect(shown('')).toBe('');
  });
});
