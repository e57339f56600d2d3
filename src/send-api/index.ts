/** What the Send API accepts, as data. See README.md for how to add to it. */
export { attachment, attachments, mediaPayload } from './attachment.ts';
export { buttons, defaultAction } from './buttons.ts';
export { countries } from './countries.ts';
export { currencyDecimals } from './currencies.ts';
export { type GraphError, graphError, graphErrors } from './errors.ts';
export { apiLimits } from './limits.ts';
export { contentKeys, message, utilityTemplate } from './message.ts';
export { quickReplies, quickReply } from './quick-replies.ts';
export { recipient } from './recipient.ts';
export { defaultMessagingType, messagingTypes, request, taggedMessagingType } from './request.ts';
export { fieldOf, ownValue, type VariantChoice, variantOf } from './resolve.ts';
export { actionPayload, senderActions } from './sender-actions.ts';
export * from './sugar.ts';
export { removedTags, tags } from './tags.ts';
export { templates } from './templates/index.ts';
