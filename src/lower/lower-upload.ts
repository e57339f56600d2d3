/** A local file in the place of an attachment id: the text `upload:NAME`, and what each NAME stands for. */
import { constantText } from '../../grammar/index.ts';
import type { TextNode } from '../bind/model.ts';
import { resolvePath } from '../bind/spec-files.ts';
import { rootEnv } from '../check/environment.ts';
import { localFileNames } from '../check/local-files.ts';
import { inlinePartials } from './inline-partials.ts';
import { type UploadIR, uploadPrefix, type ValueIR } from './ir.ts';
import { constantIR, type Lowering } from './lower-node.ts';
import { spanOf } from './span.ts';

export function lowerUpload(node: TextNode, run: Lowering): ValueIR {
  const span = spanOf(node, run.path);
  const { type } = node.upload!;
  const names = localFileNames(node, rootEnv(node.scope, new Set(), node.partials)) ?? [];
  const wanted = names.map(
    (path): UploadIR => ({ path, file: resolvePath(node.file.path, path) ?? path, type, span }),
  );
  // The same name in another file, or for another type of attachment, is another upload.
  const taken = wanted.some(({ path, file }) =>
    run.uploads.some((u) => u.path === path && (u.file !== file || u.type !== type)),
  );
  const before = taken ? `${type}@${node.file.path}:` : '';
  for (const upload of wanted) {
    const path = before + upload.path;
    if (!run.uploads.some((u) => u.path === path)) run.uploads.push({ ...upload, path });
  }
  const prefix = uploadPrefix + before;
  const text = constantText(node.program);
  if (text !== undefined) return constantIR(prefix + text, span);
  const program = inlinePartials(node.program, node.partials);
  const start = { type: 'ContentStatement', value: prefix, original: prefix, span: program.span } as const;
  return {
    op: 'text',
    program: { ...program, body: [start, ...program.body] },
    as: 'string',
    destination: node.destination,
    trim: node.trim,
    whenEmpty: 'fail',
    span,
  };
}
