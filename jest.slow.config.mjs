import config from './jest.config.mjs';
import { SLOW } from './jest.suites.mjs';

/** @type {import('jest').Config} One after the other: these suites measure or kill what runs beside them. */
export default { ...config, testMatch: SLOW, maxWorkers: 1 };
