import { temporalTest } from './temporal-test';

/** A test that looks at the Temporal UI: skipped, and counted as such, without a browser or without Temporal. */
export const browserTest: jest.It = process.env['DAYHAUL_NO_BROWSER'] ? temporalTest.skip : temporalTest;
