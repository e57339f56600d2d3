/** The syntax of what YAML does not parse. The only folder that imports chevrotain. */
export type * from './ast.ts';
export { parseTemplate } from './template.ts';
export { constantText, isConstant, onlyExpression, walkExpression, walkExpressions } from './walk.ts';
