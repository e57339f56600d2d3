/** The syntax of what YAML does not parse. The only folder that imports chevrotain. */
export type * from './ast.ts';
export { parseCall } from './call.ts';
export { parseCondition, parseLoop } from './condition.ts';
export { startsLink } from './links.ts';
export { isElseIf } from './messages.ts';
export { parseButtonLine, parseLinkLine, parseReplyLine } from './shorthand.ts';
export { maxDepth, parseTemplate } from './template.ts';
export {
  constantText,
  isConstant,
  isRawBlock,
  onlyExpression,
  walkExpression,
  walkExpressions,
} from './walk.ts';
export { parseDuration, parseTypeWord, type TypeWord } from './words.ts';
