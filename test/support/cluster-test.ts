/**
 * A test on a cluster of Temporal: skipped, and counted as such, on a machine without PostgreSQL, Go or Temporal. In CI such a
 * machine fails before any test.
 */
export const clusterTest: jest.It = process.env['DAYHAUL_NO_CLUSTER'] ? test.skip : test;
