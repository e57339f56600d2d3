export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Split by hand: `new URL` refuses paths that a client may send, and decodes dots. */
export function parseTarget(raw: string): Target {
  const absolute = /^https?:\/\/[^/?#]*/i.exec(raw)?.[0] ?? '';
  const [beforeHash = ''] = raw.slice(absolute.length).split('#');
  const mark = beforeHash.indexOf('?');
  const path = mark === -1 ? beforeHash : beforeHash.slice(0, mark);
  return { path: path || '/', query: new URLSearchParams(mark === -1 ? '' : beforeHash.slice(mark + 1)) };
}

export function splitPath(path: string): { version: string | undefined; segments: string[] } {
  const segments = path.split('/').filter((segment) => segment !== '');
  const version = /^v\d{1,3}\.\d{1,3}$/.test(segments[0] ?? '') ? segments.shift() : undefined;
  return { version, segments };
}
