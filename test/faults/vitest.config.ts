import { defineConfig } from 'vitest/config';

/** `npm run test:faults`: short, in CI; FAULTS=long: 3,000 recipients and more for each fault, and a table of the results. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // Much of it is waiting: for a lease, a timeout, a frozen process.
    maxWorkers: 3,
    testTimeout: process.env['FAULTS'] === 'long' ? 900_000 : 120_000,
    hookTimeout: 120_000,
  },
});
