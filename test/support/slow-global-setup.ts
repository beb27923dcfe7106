import { findClusterOnce } from './find-cluster-once';
import findParts, { type TestRun } from './global-setup';

/** Before the slow suites: find the parts that they alone need, too. */
export default async function findSlowParts(run: TestRun): Promise<void> {
  await findParts(run);
  await findClusterOnce(run);
}
