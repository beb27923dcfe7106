import { ApplicationFailure } from '@temporalio/workflow';
import { FAILURE } from '../contract/failure-types';

/** Refuse a value from outside that has problems. @throws ApplicationFailure of type `BadInput` that names each of them */
export function refuseIf(problems: readonly string[]): void {
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(problems.join(' '), FAILURE.badInput);
}
