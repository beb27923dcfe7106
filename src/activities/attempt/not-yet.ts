import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { FAILURE } from '../../contract/failure-types';

/**
 * The way an activity waits: it fails with a message for the Temporal UI, and Temporal retries it after the wait. Not an error: it
 * is benign in logs and metrics, and has no stack.
 */
export function notYet(
  type: typeof FAILURE.notYetFinal | typeof FAILURE.notYetTime,
  message: string,
  waitMs: number,
): ApplicationFailure {
  const failure = ApplicationFailure.create({ message, type, category: ApplicationFailureCategory.BENIGN, nextRetryDelay: waitMs });
  failure.stack = '';
  return failure;
}
