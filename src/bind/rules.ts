/** `api:` and `channel:` of a file or a message. */

import type { Expression } from '../../grammar/ast.ts';
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

/**
 * The rules of a step under `when: recipient.channel == "instagram"`: of that channel alone. An unequal channel says
 * nothing: where a program renders, the channel may be missing.
 */
export function rulesUnder(rules: RuleContext, condition: Expression | undefined): RuleContext {
  const named = condition && channelNamed(condition);
  const left = rules.channels.filter((channel) => channel === named);
  return left.length > 0 ? { ...rules, channels: left } : rules;
}

function channelNamed(condition: Expression): string | undefined {
  if (condition.type !== 'SubExpression' || condition.path.type !== 'PathExpression') return undefined;
  const { path, params } = condition;
  if (path.original === 'and') return params.map(channelNamed).find((name) => name !== undefined);
  const [a, b] = params;
  if (path.original !== 'eq' || !a || !b) return undefined;
  const [place, value] = a.type === 'StringLiteral' ? [b, a] : [a, b];
  const isChannel = place.type === 'PathExpression' && place.original === 'recipient.channel';
  return isChannel && value.type === 'StringLiteral' ? value.value : undefined;
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
