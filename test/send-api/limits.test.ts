/** The table of limits of the rule reference, written by hand: nothing here is read from the data under test. */
import { describe, expect, test } from 'vitest';
import { apiLimits } from '../../src/send-api/limits.ts';
import type { Channel, Profile } from '../../src/send-api/schema.ts';
import { pick } from '../../src/send-api/schema.ts';
import { everyPlace } from './walk.ts';

const places = everyPlace();
const template = (type: string) => `message.attachment<template>.payload<${type}>`;
const button = (list: string, type: string) => `${list}[]<${type}>`;
const buttonLists = [
  `${template('button')}.buttons`,
  `${template('generic')}.elements[].buttons`,
  `${template('media')}.elements[].buttons`,
  `${template('image_grid')}.elements[].buttons`,
];

interface Found {
  readonly min?: number;
  readonly max?: number;
  readonly unit: string;
  readonly level: string;
}

function limit(path: string, profile: Profile, channel: Channel): Found {
  const place = places.find((p) => p.path === path);
  if (place === undefined) throw new Error(`no place ${path}`);
  const { shape } = place;
  if (shape.kind === 'number') return { min: shape.min, max: shape.max, unit: 'number', level: 'error' };
  if (shape.kind !== 'text' && shape.kind !== 'list') throw new Error(`${path} has no limits`);
  const found = pick(shape.limits, profile, channel);
  if (found === undefined) throw new Error(`${path} has no limit`);
  return { min: found.min, max: found.max, unit: found.unit, level: found.level };
}

type Row = readonly [path: string, min: number, max: number, unit: string, level?: string];

const everywhere: readonly Row[] = [
  ['message.quick_replies', 1, 13, 'items'],
  ['message.quick_replies[]<text>.title', 1, 20, 'code points'],
  ['message.quick_replies[]<text>.payload', 0, 1000, 'code points'],
  [`${template('generic')}.elements`, 1, 10, 'items'],
  [`${template('generic')}.elements[].title`, 1, 80, 'code points'],
  [`${template('generic')}.elements[].subtitle`, 0, 80, 'code points'],
  [`${template('generic')}.elements[].buttons`, 1, 3, 'items'],
  [`${template('button')}.buttons`, 1, 3, 'items'],
  [`${template('media')}.elements[].buttons`, 0, 3, 'items'],
  [`${template('image_grid')}.elements[].buttons`, 0, 3, 'items'],
  ...buttonLists.flatMap((list): Row[] => [
    [`${button(list, 'web_url')}.title`, 1, 20, 'code points'],
    [`${button(list, 'postback')}.title`, 1, 20, 'code points'],
    [`${button(list, 'postback')}.payload`, 1, 1000, 'code points'],
  ]),
  [`${button(buttonLists[0]!, 'phone_number')}.title`, 1, 20, 'code points'],
  [`${button(buttonLists[0]!, 'game_play')}.title`, 1, 20, 'code points'],
  [`${button(buttonLists[0]!, 'audio_call')}.title`, 1, 20, 'code points'],
  [`${button(buttonLists[0]!, 'audio_call')}.expires_in_days`, 1, 7, 'number'],
  [`${template('button')}.text`, 1, 640, 'code points'],
  [`${template('media')}.elements`, 1, 1, 'items'],
  [`${template('receipt')}.elements`, 0, 100, 'items'],
  [`${template('product')}.elements`, 1, 10, 'items'],
  [`${template('coupon')}.title`, 1, 80, 'code points'],
  [`${template('coupon')}.subtitle`, 0, 80, 'code points'],
  [`${template('coupon')}.coupon_url_button_title`, 0, 20, 'code points', 'warning'],
  [`${template('coupon')}.coupon_pre_message`, 0, 2000, 'code points', 'warning'],
  [`${template('coupon')}.payload`, 0, 1000, 'code points', 'warning'],
  [`${template('customer_feedback')}.title`, 1, 65, 'code points'],
  [`${template('customer_feedback')}.subtitle`, 1, 80, 'code points'],
  [`${template('customer_feedback')}.button_title`, 1, 20, 'code points'],
  [`${template('customer_feedback')}.feedback_screens`, 1, 1, 'items'],
  [`${template('customer_feedback')}.feedback_screens[].questions`, 1, 1, 'items'],
  ...['csat', 'nps', 'ces', 'free_form'].flatMap((type): Row[] => [
    [`${template('customer_feedback')}.feedback_screens[].questions[]<${type}>.title`, 5, 85, 'code points'],
    [`${template('customer_feedback')}.feedback_screens[].questions[]<${type}>.id`, 1, 80, 'code points'],
  ]),
  [
    `${template('customer_feedback')}.feedback_screens[].questions[]<csat>.follow_up.placeholder`,
    0,
    65,
    'code points',
  ],
  [`${template('customer_feedback')}.expires_in_days`, 1, 7, 'number'],
  [`${template('customer_information')}.expires_in_days`, 1, 7, 'number'],
  [`${template('image_grid')}.elements`, 1, 1, 'items'],
  [`${template('image_grid')}.elements[].images`, 2, 6, 'items'],
  [`${template('image_grid')}.elements[].title`, 0, 45, 'code points'],
  [`${template('image_grid')}.elements[].subtitle`, 0, 80, 'code points'],
  [`${template('one_time_notif_req')}.title`, 1, 65, 'code points'],
  [`${template('notification_messages')}.title`, 1, 65, 'code points'],
  [`${template('list')}.elements`, 2, 4, 'items'],
  [`${template('open_graph')}.elements`, 1, 1, 'items'],
];

const scoped: readonly { readonly profile: Profile; readonly channel: Channel; readonly row: Row }[] = [
  { profile: 'v21.0', channel: 'messenger', row: ['message.text', 1, 1999, 'code points'] },
  { profile: 'current', channel: 'messenger', row: ['message.text', 1, 2000, 'code points'] },
  { profile: 'v21.0', channel: 'instagram', row: ['message.text', 1, 1000, 'bytes'] },
  { profile: 'current', channel: 'instagram', row: ['message.text', 1, 1000, 'bytes'] },
  { profile: 'v21.0', channel: 'messenger', row: ['message.metadata', 0, 999, 'code points'] },
  { profile: 'current', channel: 'messenger', row: ['message.metadata', 0, 1000, 'code points'] },
  { profile: 'current', channel: 'messenger', row: ['message.attachments', 1, 30, 'items'] },
  { profile: 'current', channel: 'instagram', row: ['message.attachments', 1, 10, 'items'] },
];

const profiles: readonly Profile[] = ['v21.0', 'current'];
const channels: readonly Channel[] = ['messenger', 'instagram'];

describe('limits of body fields', () => {
  for (const [path, min, max, unit, level = 'error'] of everywhere) {
    test(`${path}: ${min} to ${max} ${unit}`, () => {
      for (const profile of profiles)
        for (const channel of channels)
          expect(limit(path, profile, channel)).toEqual({ min, max, unit, level });
    });
  }

  for (const { profile, channel, row } of scoped) {
    const [path, min, max, unit, level = 'error'] = row;
    test(`${profile}, ${channel}: ${path}: ${min} to ${max} ${unit}`, () => {
      expect(limit(path, profile, channel)).toEqual({ min, max, unit, level });
    });
  }

  test('no text or list of the data has a limit that is not in this table', () => {
    const listed = new Set([...everywhere.map((row) => row[0]), ...scoped.map(({ row }) => row[0])]);
    // The removed templates and the recipient's "not empty" are no part of the reference's table.
    const outside = /<(list|open_graph)>|^recipient\.|<(element_share|payment)>/;
    const unlisted = places.filter(
      ({ path, shape }) =>
        (shape.kind === 'text' || shape.kind === 'list') &&
        shape.limits !== undefined &&
        !listed.has(path) &&
        !outside.test(path) &&
        // Button fields of places that share one union, follow-ups of the other scales.
        !/buttons\[\]<|images\[\]\.action<|<(nps|ces)>\.follow_up/.test(path),
    );
    expect(unlisted.map(({ path }) => path)).toEqual([]);
  });
});

test('limits that belong to no field', () => {
  expect(apiLimits.batchOperations).toMatchObject({ min: 1, max: 50 });
  expect(apiLimits.attachmentSize).toMatchObject({ max: 25, unit: 'MB' });
  expect(apiLimits.imageByUrlSize).toMatchObject({ max: 8, unit: 'MB' });
  expect(apiLimits.attachmentIdLife).toMatchObject({ max: 90, unit: 'days' });
  expect(apiLimits.personaName).toMatchObject({ min: 1, max: 50, unit: 'code points' });
});
