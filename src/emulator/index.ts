export type { StateView } from './answer-state.ts';
export {
  createEmulator,
  type Emulator,
  EmulatorError,
  type EmulatorOptions,
  type EmulatorProblem,
  startEmulator,
} from './create-emulator.ts';
export { type FaultEdge, type FaultEffect, type FaultRule, readFaultRules } from './fault-rule.ts';
export type { LedgerEntry } from './ledger.ts';
export type { Limits } from './limiter.ts';
export { readSeed } from './read-seed.ts';
export type {
  AttachmentSeed,
  PageSeed,
  PersonaSeed,
  PostSeed,
  Seed,
  StateSeed,
  UserSeed,
} from './seed.ts';
export type { JournalDelivery, Verified, Violation } from './verify-deliveries.ts';
export type { WebhookKind } from './webhook-events.ts';
export type { Webhook, WebhookOptions } from './webhooks.ts';
