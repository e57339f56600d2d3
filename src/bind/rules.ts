/** `api:` and `channel:` of a file or a message. */

import { diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { Channel, Profile, RuleContext } from '../send-api/schema.ts';
import type { SourceFile } from '../source/source.ts';
import type { YamlNode, YamlScalar } from '../yaml/nodes.ts';
import { type BindContext, entryOf, isNull, kindOf } from './context.ts';

const profiles: readonly Profile[] = ['v21.0', 'current'];
const channels: readonly Channel[] = ['messenger', 'instagram'];

/** What the mapping `node` says, else `outer`. */
export function bindRules(
  ctx: BindContext,
  file: SourceFile,
  node: YamlNode,
  outer: RuleContext,
): RuleContext {
  const api = entryOf(node, 'api')?.value;
  const channel = entryOf(node, 'channel')?.value;
  return {
    profile: api && !isNull(api) ? (oneOf(ctx, file, api, 'api', profiles) ?? outer.profile) : outer.profile,
    channels: channel && !isNull(channel) ? channelList(ctx, file, channel, outer) : outer.channels,
  };
}

function channelList(
  ctx: BindContext,
  file: SourceFile,
  node: YamlNode,
  outer: RuleContext,
): readonly Channel[] {
  const nodes = node.kind === 'seq' ? node.items : [node];
  if (nodes.length === 0) {
    const expected = `${channels.join(' or ')}, or a list of them`;
    ctx.report(
      diagnostic('spec/wrong-kind', file, node.range, { key: 'channel', expected, found: 'an empty list' }),
    );
  }
  const found = nodes.map((n) => oneOf(ctx, file, n, 'channel', channels)).filter((c) => c !== undefined);
  return found.length > 0 ? [...new Set(found)] : outer.channels;
}

function oneOf<T extends string>(
  ctx: BindContext,
  file: SourceFile,
  node: YamlNode,
  key: string,
  values: readonly T[],
): T | undefined {
  const text = node.kind === 'scalar' ? (node as YamlScalar).value : undefined;
  const found = values.find((v) => v === text);
  if (found === undefined) {
    ctx.report(
      diagnostic('spec/wrong-kind', file, node.range, {
        key,
        expected: values.join(' or '),
        found: text === undefined ? kindOf(node) : `"${text}"${didYouMean(text, values).replace(/^ /, '. ')}`,
      }),
    );
  }
  return found;
}
