import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configOf, createProject, findEditor, root, runEditor, text } from './run-editor.ts';

test.skipIf(!findEditor('emacs'))(
  'Emacs with eglot, with the lines of its page: diagnostics, completion, hover, rename',
  async () => {
    const project = createProject();
    const config = join(project.folder, 'init.el');
    writeFileSync(config, configOf('emacs.md', 'elisp'));
    const script = join(root, 'test/clients/editors/emacs.el');
    const result = await runEditor('emacs', ['--batch', '-l', script], {
      ...project,
      env: { ...project.env, CONFIG: config },
    });
    expect(result['problem']).toBeUndefined();
    expect(result['mode']).toBe('sendspec-mode');
    expect(result['diagnostics']).toContainEqual(expect.stringContaining('"first_nam" is not declared'));
    expect(result['labels']).toContain('first_name');
    expect(result['hover']).toContain('messaging_type');
    expect(result['mended']).toBe(true);
    expect(result['renamed']).toBe(
      text.replace('first_nam}}', 'first_name}}').replaceAll('first_name', 'given_name'),
    );
  },
);
