import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '../../lsp/host/memory-host.ts';
import { host as disk } from '../../lsp/host/node-host.ts';

const name = fc.constantFrom('a', 'b c', 'é', '#1', '%', 'x.msg.yaml', '..b');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);

describe.skipIf(process.platform === 'win32')('paths are those of the disk', () => {
  const memory = createMemoryHost();

  it('to URIs and back', () => {
    fc.assert(
      fc.property(path, (one) => {
        expect(memory.pathOf(pathToFileURL(one).href)).toBe(one);
        expect(memory.pathOf(memory.uriOf(one))).toBe(one);
        expect(disk.pathOf(memory.uriOf(one))).toBe(one);
      }),
    );
  });

  it('relative to each other', () => {
    const step = fc.constantFrom('..', '.', 'a', 'b c', 'x.msg.yaml');
    fc.assert(
      fc.property(path, path, fc.array(step, { minLength: 1, maxLength: 5 }), (one, other, steps) => {
        expect(memory.slashed(one, other)).toBe(disk.slashed(one, other));
        expect(memory.resolve(one, steps.join('/'))).toBe(posix.resolve(one, steps.join('/')));
        expect(memory.isInside(one, other)).toBe(disk.isInside(one, other));
      }),
    );
  });
});

it('takes URIs of other schemes, and gives them back', () => {
  const host = createMemoryHost();
  host.set('memfs://web/shop/a.msg.yaml', 'a');
  expect(host.pathOf('memfs://web/shop/a.msg.yaml')).toBe('/shop/a.msg.yaml');
  expect(host.uriOf('/shop/b c.msg.yaml')).toBe('memfs://web/shop/b%20c.msg.yaml');
  for (const uri of ['untitled:Untitled-1', 'untitled:/shop/a.yaml', 'file:///%zz', 'a', '']) {
    expect(host.pathOf(uri)).toBeUndefined();
  }
});

it('is a disk of what it was handed', async () => {
  const host = createMemoryHost();
  const files = {
    'file:///p/sendspec.config.yaml': 'api: current\n',
    'file:///p/in/a.msg.yaml': 'a',
    'file:///p/node_modules/b.msg.yaml': 'b',
    'file:///p/.git/c.msg.yaml': 'c',
    'file:///out.msg.yaml': 'out',
  };
  for (const [uri, text] of Object.entries(files)) host.set(uri, text);
  expect(host.rootOf('/p/in/a.msg.yaml', '/q')).toBe('/p');
  expect(host.rootOf('/out.msg.yaml', '/q')).toBe('/');
  expect(host.rootOf('/q/in/x.msg.yaml', '/q')).toBe('/q');
  expect(host.config('/p')).toEqual({ api: 'current' });
  expect(host.config('/q')).toEqual({});
  expect(await host.messageFilesBelow('/p')).toEqual(['/p/in/a.msg.yaml']);
  expect(host.entries('/p')).toContainEqual({ name: 'in', kind: 'folder' });
  const { read } = host.files('/p');
  expect(read('in/a.msg.yaml')).toBe('a');
  expect(read('../out.msg.yaml')).toEqual(new Error('../out.msg.yaml leads out of the project'));
  expect(read('b.msg.yaml')).toEqual(new Error('b.msg.yaml does not exist'));
  const stamp = host.stamp('/p/in/a.msg.yaml');
  host.set('file:///p/in/a.msg.yaml', 'b');
  expect(host.stamp('/p/in/a.msg.yaml')).not.toBe(stamp);
  host.set('file:///p/in/a.msg.yaml', undefined);
  expect(host.stamp('/p/in/a.msg.yaml')).toBeUndefined();
  host.set('file:///p/sendspec.config.yaml', 'api: v1\n');
  expect(() => host.config('/p')).toThrow('"api" is one of');
});
