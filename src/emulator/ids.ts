import { createHash, randomBytes } from 'node:crypto';

/** Message ids, attachment ids and trace ids. The same seed gives the same ids in the same order. */
export interface Ids {
  /** `m_…`, of the ledger entry with this number. */
  message(seq: number): string;
  /** Digits, as Meta's attachment ids are. */
  attachment(seq: number): string;
  /** Digits: of the nth upload or persona. */
  numbered(kind: 'upload' | 'persona', count: number): string;
  /** Page-scoped id of the person behind a comment, a post or a token. */
  person(reference: string): string;
  /** Of the nth message of a person. */
  incoming(count: number): string;
  trace(): string;
  /** A number from 0 up to 1 that depends on the seed and `key` only. */
  chance(key: string): number;
  restart(): void;
}

export function createIds(seed: number | undefined): Ids {
  const root = seed === undefined ? randomBytes(12).toString('hex') : `seed ${seed}`;
  let traces = 0;
  const digest = (key: string) => createHash('sha256').update(`${root}|${key}`).digest();
  const digits = (key: string) =>
    (10n ** 15n + (digest(key).readBigUInt64BE() % (9n * 10n ** 15n))).toString();
  return {
    message: (seq) => `m_${digest(`message ${seq}`).toString('base64url')}`,
    attachment: (seq) => digits(`attachment ${seq}`),
    numbered: (kind, count) => digits(`${kind} ${count}`),
    person: (reference) => digits(`person ${reference}`),
    incoming: (count) => `m_${digest(`incoming ${count}`).toString('base64url')}`,
    trace: () => `A${digest(`trace ${++traces}`).toString('base64url').slice(0, 22)}`,
    chance: (key) => digest(`chance ${key}`).readUInt32BE() / 2 ** 32,
    restart: () => {
      traces = 0;
    },
  };
}
