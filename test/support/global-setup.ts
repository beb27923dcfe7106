import { findBrowserOnce } from './find-browser-once';
import { findS3ServerOnce } from './find-s3-server-once';
import { findTemporalOnce } from './find-temporal-once';
import { findTestServerOnce } from './find-test-server-once';

/** What jest tells a global setup of the paths it was asked for. */
export interface TestRun {
  readonly testPathPatterns?: { readonly patterns: readonly string[] };
}

/** Before any suite: find the parts that suites need, once rather than in each jest worker. */
export default async function findParts(run: TestRun): Promise<void> {
  await findTemporalOnce(run);
  await findBrowserOnce(run);
  await findTestServerOnce(run);
  await findS3ServerOnce(run);
}
