jest.setTimeout(600_000); // A clock that sticks is noticed sooner; a busy machine may take long.

/** A test in virtual time: skipped, and counted as such, when no time-skipping server was found or looked for. */
export const virtualTest: jest.It = process.env['DAYHAUL_TEMPORAL_TEST_SERVER'] ? test : test.skip;
