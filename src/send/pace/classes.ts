/** Messages that Meta allows fewer of than of texts, with buckets of their own beside the Page's (delivery.md 3.6). */
import type { Json } from '../../bind/model.ts';
import { type Bucket, createBucket } from './bucket.ts';

/** `media`: audio and video, 10 a second. `reply`: to comments and posts, 750 an hour. */
export type PaceClass = 'media' | 'reply';

export type ClassBuckets = { readonly [name in PaceClass]: Bucket };

/**
 * Requests a second, and how many at once: together they stay below Meta's figures in every second, or hour, wherever it
 * begins.
 */
export const classRates: { readonly [name in PaceClass]: { readonly rate: number; readonly burst: number } } =
  {
    media: { rate: 8, burst: 2 },
    reply: { rate: 740 / 3600, burst: 5 },
  };

export function createClassBuckets(): ClassBuckets {
  const bucket = ({ rate, burst }: { rate: number; burst: number }) => createBucket(rate, burst);
  return { media: bucket(classRates.media), reply: bucket(classRates.reply) };
}

/** Of a body of the Send API. Sender actions are in none. */
export function classesOf(body: { readonly [key: string]: Json }): PaceClass[] {
  if (!('message' in body)) return [];
  const classes: PaceClass[] = [];
  const to = object(body['recipient']);
  if ('comment_id' in to || 'post_id' in to) classes.push('reply');
  const attachment = object(object(body['message'])['attachment']);
  if (attachment['type'] === 'audio' || attachment['type'] === 'video' || hasVideo(attachment))
    classes.push('media');
  return classes;
}

/** The media template. */
function hasVideo(attachment: { readonly [key: string]: Json }): boolean {
  const elements = object(attachment['payload'])['elements'];
  return Array.isArray(elements) && elements.some((element) => object(element)['media_type'] === 'video');
}

function object(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}
