import { randomBytes } from 'node:crypto';

/** 12 characters of base 32: part of every message's metadata, so short. */
export function createRunId(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join('');
}
