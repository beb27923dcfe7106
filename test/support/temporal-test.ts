/**
 * A test that needs a Temporal server: skipped, and counted as such, on a machine without one. In CI such a machine fails before
 * any test.
 */
export const temporalTest: jest.It = process.env['DAYHAUL_NO_TEMPORAL'] ? test.skip : test;
