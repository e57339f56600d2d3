/** What the source keys of facts stand for: a few words each, for hover and docs. */
import type { Fact } from './schema.ts';

const pages = (name: string, date: string) => `Meta, “${name}” (${date})`;

const sources: Readonly<Record<string, string>> = {
  SEED: 'Send API reference, v21.0',
  SM: pages('Send a Message', '2026-05'),
  SA: pages('Sender Actions', '2026-01'),
  QR: pages('Quick Replies', '2026-04'),
  TPL: pages('Message Templates', '2026-06'),
  'T-GEN': pages('Generic template', '2026-04'),
  'T-BTN': pages('Button template', '2026-06'),
  'T-MED': pages('Media template', '2026-04'),
  'T-RCP': pages('Receipt template', '2026-04'),
  'T-PRD': pages('Product template', '2022-01'),
  'T-CPN': pages('Coupon template', '2026-03'),
  'T-FB': pages('Customer feedback template', '2026-03'),
  'T-SI': pages('Structured information template', '2026-03'),
  'T-GRID': pages('Image grid template', '2026-06'),
  'T-OTN': pages('One-time notification', 'old docs'),
  MM: pages('Marketing messages', 'old docs'),
  UM: pages('Send a utility message', '2026-03'),
  'B-ALL': pages('Buttons', '2026-04'),
  'B-URL': pages('URL button', '2026-04'),
  'B-PB': pages('Postback button', '2026-04'),
  'B-CALL': pages('Call button', '2026-04'),
  'B-LOGIN': pages('Log-in button', '2026-04'),
  'B-GAME': pages('Game play button', '2026-04'),
  CALL: pages('Calling', '2026'),
  PR: pages('Private replies', '2026-04'),
  PER: pages('Personas', '2026-04'),
  SAV: pages('Saving assets', '2026-04'),
  AUP: pages('Attachment Upload API', 'reference'),
  ERR: pages('Common error codes', '2026-06'),
  RL: pages('Messenger Platform rate limits', '2026-03'),
  GRL: pages('Graph API rate limiting', 'reference'),
  GEH: pages('Graph API error handling', 'reference'),
  GBR: pages('Graph API batch requests', 'reference'),
  PM: pages('Page messages', 'Graph API reference, v25'),
  TTC: pages('Take thread control', 'Graph API reference'),
  CL: pages('Messenger Platform changelog', 'up to 2026-06'),
  'IG-SM': pages('Instagram: send a message', '2026-06'),
  'IG-QR': pages('Instagram: quick replies', '2026'),
  'IG-BT': pages('Instagram: button template', '2026'),
  'IG-SA': pages('Instagram: sender actions', '2026'),
  'IG-PR': pages('Instagram: private replies', '2026'),
  'IG-PT': pages('Instagram: product template', '2026-06'),
  'IG-GT': pages('Instagram: generic template', '2026'),
  CG: 'Meta’s API specification for code generators',
  PY: 'facebook-python-business-sdk',
  PMN: 'Meta’s Postman collection',
  OCI: 'Meta’s Instagram sample app',
  YM: 'Yoctol/messaging-apis',
  VX: 'Vlix/facebookmessenger',
  KX: 'ker0x/messenger',
  SO: 'machinat/sociably',
  RF: 'restfb',
  RS: 'rehabstudio/fbmessenger',
  CB: 'claudia-bot-builder',
  FQ: 'conbus/fbmq',
  JG: 'jgorset/facebook-messenger',
  KO: 'arsduo/koala',
  CO: 'nyaruka/courier',
  M4: 'messenger4j',
  ISS: 'threads of bug trackers',
};

const confidence: Readonly<Record<Fact['confidence'], string>> = {
  seed: 'the reference says so',
  'seed+': 'the reference and others say so',
  '2+': 'several sources say so',
  '1': 'one source says so',
  mem: 'not confirmed',
};

/** `Source: Meta, “Generic template” (2026-04); ker0x/messenger. Rule R3.2-4: several sources say so.` */
export function sourceWords({ rule, source, confidence: sure }: Fact): string {
  const names = source.split(/,\s*/).map((key) => sources[key] ?? key);
  return `Source: ${names.join('; ')}. Rule ${rule}: ${confidence[sure]}.`;
}

/** Every key that has words. */
export const sourceKeys: ReadonlySet<string> = new Set(Object.keys(sources));
