/** Which tokens of a group can stand where the group does: the coverage wants each of them. */
import type { TokenType } from 'chevrotain';
import * as t from '../../grammar/tokens.ts';
import type { Groups } from './coverage.ts';

const closes = [t.Close, t.CloseUnescaped, t.CloseExtra, t.MissingEnd];

const shared: Readonly<Record<string, readonly TokenType[]>> = {
  Plain: [t.Content, t.LongComment, t.UnclosedComment, t.Comment],
  AnyOpen: [t.Open, t.OpenOther, t.OpenUnescaped],
  AnyBlockOpen: [t.OpenBlock, t.OpenInverse],
  AnyRawText: [t.RawInner, t.RawInnerEnd, t.RawText],
};

export const templateGroups: Groups = (rule, group) => {
  if (group === 'AnyClose')
    return rule === 'rawBlock' ? [t.CloseRaw, t.Close, t.CloseUnescaped, t.MissingEnd] : closes;
  if (group === 'Constant') return [t.Text, t.UnclosedString, t.Literal];
  if (group === 'Junk') return [t.Pipe, t.Sep, t.CallOpen, t.CloseParen, t.Equals, t.Operator, t.Unknown];
  return shared[group];
};

export const conditionGroups: Groups = (_rule, group) => {
  if (group === 'Constant') return [t.Text, t.UnclosedString, t.ConditionLiteral];
  if (group !== 'Junk') return undefined;
  return [
    ...[t.Pipe, t.Sep, t.CallOpen, t.CloseParen, t.Equals, t.Operator, t.Unknown],
    ...[t.And, t.Or, t.Not, t.Compare, t.InList, t.CloseList, t.Comma],
  ];
};
