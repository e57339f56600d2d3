/** Limits of the API that belong to no field of a body. */
import { fact } from './facts.ts';
import type { Fact } from './schema.ts';

export interface ApiLimit extends Fact {
  readonly min?: number;
  readonly max: number;
  readonly unit: string;
  readonly doc: string;
}

export const apiLimits = {
  batchOperations: {
    ...fact('BA-2', 'GBR, YM, KO', '2+'),
    min: 1,
    max: 50,
    unit: 'operations',
    doc: 'Requests in one batch.',
  },
  attachmentSize: {
    ...fact('A-4', 'SEED, SAV', 'seed+'),
    max: 25,
    unit: 'MB',
    doc: 'Size of an attachment.',
  },
  imageByUrlSize: {
    ...fact('A-5', 'SAV', '1'),
    max: 8,
    unit: 'MB',
    doc: 'Size of an image that Meta fetches.',
  },
  videoFetchTime: {
    ...fact('A-6', 'SAV, ERR', '2+'),
    max: 75,
    unit: 'seconds',
    doc: 'Time in which Meta must have fetched a video.',
  },
  attachmentIdLife: {
    ...fact('A-11', 'SAV, AUP, ERR', '2+'),
    max: 90,
    unit: 'days',
    doc: 'How long an attachment id works.',
  },
  personaName: {
    ...fact('PE-2', 'PER', '1'),
    min: 1,
    max: 50,
    unit: 'code points',
    doc: 'Name of a persona.',
  },
  typingIndicator: {
    ...fact('SN-2', 'M4, CO', '2+'),
    max: 20,
    unit: 'seconds',
    doc: 'How long the typing indicator shows by itself.',
  },
  standardWindow: {
    ...fact('CB-6', 'SEED, SM', 'seed+'),
    max: 24,
    unit: 'hours',
    doc: 'Time after a person’s message in which anything may be sent.',
  },
  taggedWindow: {
    ...fact('R5-5', 'SEED, CL', 'seed+'),
    max: 7,
    unit: 'days',
    doc: 'Time for HUMAN_AGENT and CUSTOMER_FEEDBACK.',
  },
  privateReplyWindow: {
    ...fact('PR-2', 'PR, SM, IG-PR', '2+'),
    max: 7,
    unit: 'days',
    doc: 'Time for a private reply; one message.',
  },
  pageTextRate: {
    ...fact('RLM-2', 'RL', '2+'),
    max: 300,
    unit: 'calls per second',
    doc: 'Text, links, reactions and stickers of one Page.',
  },
  pageMediaRate: {
    ...fact('RLM-3', 'RL', '2+'),
    max: 10,
    unit: 'calls per second',
    doc: 'Audio and video of one Page.',
  },
  inboxRate: {
    ...fact('RLM-8', 'RL', '2+'),
    max: 40,
    unit: 'messages per second',
    doc: 'Above it the Page’s inbox stops working.',
  },
} as const satisfies Readonly<Record<string, ApiLimit>>;
