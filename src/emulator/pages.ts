import type { GraphError } from './graph-error.ts';
import { unknownObject } from './graph-error.ts';
import type { PageSeed } from './seed.ts';

export type Channel = 'messenger' | 'instagram';

/** Which Pages there are, whose token is whose, and which are Instagram accounts. */
export interface Pages {
  /** The Page of a call. Its id is undefined where `me` may be anybody. */
  find(page: string, token: string): FoundPage | { readonly error: GraphError };
}

export interface FoundPage {
  readonly id: string | undefined;
  readonly channel: Channel;
}

/** `token`: good for every Page. `channel`: of the Pages that do not say that they are Instagram accounts. */
export function createPages(
  given: readonly (string | PageSeed)[] | undefined,
  token: string | undefined,
  channel: Channel,
): Pages {
  const list = given?.map((page): PageSeed => (typeof page === 'string' ? { id: page } : page));
  const byId = new Map(list?.map((page) => [page.id, page]));
  const byToken = new Map(list?.flatMap((page) => (page.token === undefined ? [] : [[page.token, page]])));
  const anyToken = token === undefined && (list ?? []).every((page) => page.token === undefined);
  const openPage = list?.find((page) => page.token === undefined);
  const found = (page: PageSeed | undefined, id = page?.id): FoundPage => ({
    id,
    channel: page?.instagram ? 'instagram' : channel,
  });
  const badToken: GraphError = {
    code: 190,
    subcode: 467,
    message: 'Invalid OAuth access token - Cannot parse access token',
  };
  return {
    find(name, used) {
      const owner = byToken.get(used);
      if (!owner && !anyToken && used !== token && !(token === undefined && openPage))
        return { error: badToken };
      if (name === 'me') return found(owner ?? (list?.length === 1 ? list[0] : undefined));
      const page = byId.get(name);
      if (list && !page) return { error: unknownObject('post', name) };
      if (owner && owner !== page) return { error: unknownObject('post', name) };
      if (page?.token !== undefined && used !== page.token && used !== token) return { error: badToken };
      return found(page, name);
    },
  };
}
