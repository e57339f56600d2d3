/** A step of one channel is checked, and measured when it is rendered, by the rules of that channel. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/pipeline.ts';
import { createRenderer } from '../../src/render/index.ts';
import { analyzeText } from '../pipeline/testdata.ts';

const analyzed = (when: string, step = 'text: "{{body}}"') =>
  analyzeText(
    `channel: [messenger, instagram]
params: { body: string(1900), vip: boolean }
defaults: { messaging_type: RESPONSE }
messages:
  a:
    - ${step}
      when: ${when}
    - Hello{{#if vip}}!{{/if}}
`,
  );
const codes = (when: string, step?: string) =>
  analyzed(when, step)
    .diagnostics.filter((d) => d.severity === 'error' || d.severity === 'warning')
    .map((d) => d.code);

describe('text of up to 1,900 characters', () => {
  it.each([
    'recipient.channel == "messenger"',
    'vip and recipient.channel == "messenger"',
    '(eq recipient.channel "messenger")',
  ])('fits under %s', (when) => {
    expect(codes(when)).toEqual([]);
    const renderer = createRenderer(compile(analyzed(when).spec!));
    const result = renderer.render(
      'a',
      { body: 'é'.repeat(1900), vip: true },
      { recipient: { channel: 'messenger' } },
    );
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.steps).toHaveLength(2);
  });

  it.each([
    'recipient.channel == "instagram"',
    // a program that does not say which channel it is would send it
    'recipient.channel != "instagram"',
    'not (recipient.channel == "instagram")',
    'vip or recipient.channel == "messenger"',
    'vip',
  ])('can exceed under %s', (when) => {
    expect(codes(when)).toEqual(['length/can-exceed']);
  });
});

it('a button that the other channel has not', () => {
  const step = 'text: "{{truncate body 99}}"\n      buttons: [Call -> tel:+14155550100]';
  expect(codes('recipient.channel == "messenger"', step)).not.toContain('send-api/unsupported');
  expect(codes('recipient.channel == "instagram"', step)).toContain('send-api/unsupported');
});
