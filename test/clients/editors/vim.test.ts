import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configOf, createProject, findEditor, root, runEditor } from './run-editor.ts';

/** Where Debian's vim-ale stands. */
const ale = '/usr/share/vim-ale';

test.skipIf(!findEditor('vim') || !existsSync(ale))(
  'Vim with ALE, with the lines of its page: diagnostics, completion, hover',
  async () => {
    const project = createProject();
    const config = join(project.folder, 'vimrc');
    writeFileSync(config, `set runtimepath^=${ale}\nruntime plugin/ale.vim\n${configOf('vim.md', 'vim')}`);
    const script = join(root, 'test/clients/editors/ale.vim');
    const run = `vim -es -u NONE -i NONE -S '${script}'; cat "$RESULT"`;
    const result = await runEditor('sh', ['-c', run], {
      ...project,
      env: { ...project.env, CONFIG: config, RESULT: join(project.folder, 'result') },
    });
    expect(result['problem']).toBeUndefined();
    expect(result['filetype']).toBe('yaml.sendspec');
    expect(result['diagnostics']).toContainEqual({ code: 'params/unknown-name', line: 6, column: 16 });
    expect(result['labels']).toContain('first_name');
    expect(result['hover']).toContain('messaging_type');
    expect(result['mended']).toBe(1);
  },
);
