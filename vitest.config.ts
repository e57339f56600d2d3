import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    exclude: ['test/clients/**', 'test/faults/**', 'node_modules/**'],
    // the main thread does little: on two cores one worker would leave one idle
    maxWorkers: '100%',
    // a hang is what they find, not a slow machine
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
