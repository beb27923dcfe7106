import config from './jest.config.mjs';
import { SLOW } from './jest.suites.mjs';

/** @type {import("jest").Config} Few at a time: these suites measure or kill, and some run several servers each. */
export default {
  ...config,
  testMatch: SLOW,
  maxWorkers: 2,
  testSequencer: '<rootDir>/jest.slow-sequencer.mjs',
  globalSetup: '<rootDir>/test/support/slow-global-setup.ts',
};
