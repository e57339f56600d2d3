import type { Json } from '../../../src/bind/model.ts';
import type { RenderedStep, Renderer } from '../../../src/render/api.ts';

/** A program written by hand: enough of a renderer to send with, and nothing that the send could lean on by accident. */
export const handRenderer: Renderer = {
  messages: ['hello', 'reply', 'two', 'steps', 'actions', 'keyed', 'none', 'crash', 'sure', 'film', 'agent'],
  check(_message, data) {
    const { first_name: name } = data as { first_name?: Json };
    if (name === undefined) return [{ code: 'missing-value', message: 'first_name is missing' }];
    if (typeof name !== 'string') return [{ code: 'bad-data', message: 'first_name is not a text' }];
    if (name.length > 20)
      return [{ code: 'too-long', message: `first_name has ${name.length} characters, at most 20 fit` }];
    return [];
  },
  render(message, data, options = {}) {
    const name = String((data as { first_name: string }).first_name);
    const to = options.to as { [key: string]: string };
    const text = (text: string, more: { [key: string]: Json } = {}): RenderedStep => ({
      body: { recipient: to, messaging_type: 'UPDATE', message: { text, ...more } },
    });
    const action = (kind: string): RenderedStep => ({ body: { recipient: to, sender_action: kind } });
    switch (message) {
      case 'reply':
        return {
          ok: true,
          steps: [
            { body: { recipient: to, messaging_type: 'RESPONSE', message: { text: `Hello ${name}` } } },
          ],
        };
      case 'hello':
        return { ok: true, steps: [text(`Hello ${name}`)] };
      case 'two':
        return { ok: true, steps: [text(`First ${name}`), text(`Second ${name}`)] };
      case 'steps':
        return {
          ok: true,
          steps: [
            action('mark_seen'),
            text(`One ${name}`),
            action('typing_on'),
            { wait: 20 },
            text(`Two ${name}`),
            text('Three'),
          ],
        };
      case 'actions':
        return { ok: true, steps: [action('mark_seen'), action('typing_on')] };
      case 'keyed':
        return { ok: true, steps: [text(`Keyed ${name}`, { metadata: 'the author’s own' })] };
      case 'film': {
        const url = 'https://cdn.example/film.mp4';
        return {
          ok: true,
          steps: [
            {
              body: {
                recipient: to,
                messaging_type: 'UPDATE',
                message: { attachment: { type: 'video', payload: { url } } },
              },
            },
          ],
        };
      }
      case 'agent': {
        const message = { text: `An answer for ${name}` };
        return {
          ok: true,
          steps: [{ body: { recipient: to, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message } }],
        };
      }
      case 'none':
        return { ok: true, steps: [] };
      case 'crash':
        if (name === 'boom') throw new Error('a bug of the renderer');
        return { ok: true, steps: [text(name)] };
      default:
        return { ok: false, problems: [{ code: 'too-long', message: `text of ${name} is too long` }] };
    }
  },
};

export const handSchema: Json = {
  type: 'object',
  properties: {
    first_name: { type: 'string', minLength: 1, maxLength: 20 },
    age: { type: ['integer', 'null'] },
    vip: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    order: {
      type: 'object',
      properties: { id: { type: 'string' }, total: { type: 'number' } },
      required: ['id'],
      additionalProperties: false,
    },
    plan: { enum: [1, 2, 3] },
  },
  required: ['first_name'],
  additionalProperties: false,
};
