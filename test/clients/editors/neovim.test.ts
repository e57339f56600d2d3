import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configOf, createProject, findEditor, root, runEditor, text } from './run-editor.ts';

test.skipIf(!findEditor('nvim'))(
  'Neovim, with the lines of its page: diagnostics, completion, hover, rename',
  async () => {
    const project = createProject();
    const config = join(project.folder, 'init.lua');
    writeFileSync(config, configOf('neovim.md', 'lua'));
    const script = join(root, 'test/clients/editors/neovim.lua');
    const result = await runEditor('nvim', ['--headless', '--clean', '-c', `luafile ${script}`], {
      ...project,
      env: { ...project.env, CONFIG: config },
    });
    expect(result['problem']).toBeUndefined();
    expect(result['diagnostics']).toContainEqual({ code: 'params/unknown-name', line: 5, column: 15 });
    expect(result['labels']).toContain('first_name');
    expect(result['omnifunc']).toBe('v:lua.vim.lsp.omnifunc');
    expect(result['hover']).toContain('messaging_type');
    expect(result['mended']).toBe(true);
    const renamed = text.replace('first_nam}}', 'first_name}}').replaceAll('first_name', 'given_name');
    expect(result['renamed']).toEqual(renamed.trimEnd().split('\n'));
    expect(result['left']).toEqual([]);
  },
);
