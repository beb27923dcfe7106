import { availableParallelism } from 'node:os';
import { SLOW } from './jest.suites.mjs';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', ...SLOW.map((suite) => `!${suite}`)],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  // A dynamic import names the built file.
  moduleNameMapper: { '^(\\./(?:[a-z-]+/)*[a-z-]+)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/lib'],
  testTimeout: 180_000,
  // Most suites wait more than they compute.
  maxWorkers: Math.min(8, 2 * availableParallelism()),
  globalSetup: '<rootDir>/test/support/global-setup.ts',
};
