import { mediaKeys, messageFields, templateKeys } from '../send-api/index.ts';

/** What stands in a message: the Send API's fields, and the short forms of its attachments. */
export const messageNames: ReadonlySet<string> = new Set([
  ...messageFields,
  'buttons',
  ...Object.keys(mediaKeys),
  ...Object.keys(templateKeys),
]);
