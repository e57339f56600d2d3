/** Message tags (rules 5): what may be sent outside the 24-hour window. */
import { fact, messengerOnly, removed, withdrawn } from './facts.ts';
import type { EnumValue, Fact } from './schema.ts';

const onlyHumanAgent = (from: Fact) =>
  messengerOnly({ ...from, rule: 'TG-2' }, 'HUMAN_AGENT is the only tag on Instagram');
const utility = 'send a utility message or use the Marketing Messages API';

/** The tags that v21.0 names. Three of them were withdrawn on 2026-04-27 (TG-7). */
export const tags: readonly EnumValue[] = [
  {
    value: 'ACCOUNT_UPDATE',
    doc: 'A change of the person’s application or account: its status, suspicious activity. Nothing promotional or recurring.',
    availability: [
      onlyHumanAgent(fact('R5-1', 'SEED, CL, SM', 'seed+')),
      ...withdrawn(fact('R5-1', 'SEED, CL, SM', 'seed+'), '2026-04-27', utility),
    ],
  },
  {
    value: 'CONFIRMED_EVENT_UPDATE',
    doc: 'A reminder or change of an event that the person signed up for. Nothing promotional.',
    availability: [
      onlyHumanAgent(fact('R5-2', 'SEED, CL', 'seed+')),
      ...withdrawn(fact('R5-2', 'SEED, CL', 'seed+'), '2026-04-27', utility),
    ],
  },
  {
    value: 'POST_PURCHASE_UPDATE',
    doc: 'News of a purchase: receipt, shipment, a change that needs the person. No cross-selling.',
    availability: [
      onlyHumanAgent(fact('R5-3', 'SEED, CL', 'seed+')),
      ...withdrawn(fact('R5-3', 'SEED, CL', 'seed+'), '2026-04-27', utility),
    ],
  },
  {
    value: 'CUSTOMER_FEEDBACK',
    doc: 'Asks for feedback up to 7 days after the person’s last message; goes with the customer_feedback template only.',
    availability: [onlyHumanAgent(fact('R5-4', 'SEED, T-FB', 'seed+'))],
  },
  {
    value: 'HUMAN_AGENT',
    doc: 'A human answers up to 7 days after the person’s message. Needs the reviewed Human Agent permission; never for automated messages.',
  },
];

const toEvent = 'CONFIRMED_EVENT_UPDATE took its place, itself removed on 2026-04-27: send a utility message';
const toPurchase =
  'POST_PURCHASE_UPDATE took its place, itself removed on 2026-04-27: send a utility message';
const toAccount = 'ACCOUNT_UPDATE took its place, itself removed on 2026-04-27: send a utility message';

/** What TG-6 suggests for each tag that was removed on 2020-03-04 (TG-5). */
const removedIn2020: Readonly<Record<string, string>> = {
  CONFIRMED_EVENT_REMINDER: toEvent,
  RESERVATION_UPDATE: toEvent,
  APPOINTMENT_UPDATE: toEvent,
  TRANSPORTATION_UPDATE: toEvent,
  TICKET_UPDATE: toEvent,
  SHIPPING_UPDATE: toPurchase,
  PAYMENT_UPDATE: toPurchase,
  BUSINESS_PRODUCTIVITY: toAccount,
  COMMUNITY_ALERT: toAccount,
  NON_PROMOTIONAL_SUBSCRIPTION: toAccount,
  PAIRING_UPDATE: toAccount,
  APPLICATION_UPDATE: toAccount,
  PERSONAL_FINANCE_UPDATE: toAccount,
  ISSUE_RESOLUTION: toAccount,
  GAME_EVENT: toAccount,
  FEATURE_FUNCTIONALITY_UPDATE: toAccount,
};

/** Tags of before 2020-03-04, each with its replacement. */
export const removedTags: readonly EnumValue[] = Object.entries(removedIn2020).map(
  ([value, replacement]) => ({
    value,
    doc: 'A tag of before March 2020.',
    availability: [removed(fact('TG-5', 'KX, M4', '2+'), replacement, '2020-03-04')],
  }),
);

/** The tag that goes with one template only, and the tag that only a person may use (CB-8, TG-3). */
export const feedbackTag = 'CUSTOMER_FEEDBACK';
export const humanTag = 'HUMAN_AGENT';
