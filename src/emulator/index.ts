export {
  createEmulator,
  type Emulator,
  EmulatorError,
  type EmulatorOptions,
  type EmulatorProblem,
  startEmulator,
} from './create-emulator.ts';
export { type FaultEffect, type FaultRule, readFaultRules } from './fault-rule.ts';
export type { LedgerEntry } from './ledger.ts';
