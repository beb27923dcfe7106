/** A test in virtual time: skipped, and counted as such, when no time-skipping server was found or looked for. */
export const virtualTest: jest.It = process.env['DAYHAUL_TEMPORAL_TEST_SERVER'] ? test : test.skip;
