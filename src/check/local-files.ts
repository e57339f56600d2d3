/** Names of local files: literal, or with expressions of which every value is known (`./{{size}}.png` of an enum). */
import type { Expression } from '../../grammar/ast.ts';
import type { TextNode } from '../bind/model.ts';
import type { Env } from './environment.ts';
import { typeOf } from './expressions.ts';

/** More than these are no longer named by the file, and would all be uploaded. */
export const mostFiles = 100;

/** All that the text can be; undefined where that is not known, or too many. */
export function localFileNames(node: TextNode, env: Env): string[] | undefined {
  let names = [''];
  for (const statement of node.program.body) {
    if (statement.type === 'CommentStatement') continue;
    const parts =
      statement.type === 'ContentStatement'
        ? [statement.value]
        : statement.type === 'MustacheStatement' && statement.params.length === 0
          ? valuesOf(statement.path, env)
          : undefined;
    if (parts === undefined || names.length * parts.length > mostFiles) return undefined;
    names = names.flatMap((name) => parts.map((part) => name + part));
  }
  return names;
}

function valuesOf(path: Expression, env: Env): readonly string[] | undefined {
  if (path.type !== 'PathExpression') return undefined;
  const { type, missing } = typeOf(path, env);
  return type?.kind === 'string' && !missing ? type.values : undefined;
}
