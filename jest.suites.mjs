/** The suites that take minutes, or kill what runs beside them: run by `npm run test:slow`, not by `npm test`. */
export const SLOW = [
  '**/test/cluster/*.test.ts',
  '**/test/crash/*.test.ts',
  '**/test/virtual-time/*.test.ts',
  '**/test/sdk-replay/*.test.ts',
  '**/test/package/*.test.ts',
  '**/test/demo/*.test.ts',
  '**/test/ui/*.test.ts',
  '**/test/{tls,cloud}/*.test.ts',
  '**/test/cli/{doctor,export,jobs,schedules}.test.ts',
  '**/test/up/restart.test.ts',
  '**/test/chaos/run-seeds.test.ts',
  '**/test/schedules/*.test.ts',
  '**/test/codec/encrypted-exports.test.ts',
  '**/test/metrics/*.test.ts',
  '**/test/workflows/long-history.test.ts',
  '**/test/workflows/notifications.test.ts',
];
