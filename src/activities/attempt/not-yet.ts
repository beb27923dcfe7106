import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAILURE, type FailureType } from '../../contract/failure-types';
import { nextCheck } from '../../domain/describe/wait';

/** Twilio's clock has whole seconds: a shorter wait would not see a change. */
const SHORTEST_WAIT_MS = 250;

/** How an activity waits: it fails with a message for the Temporal UI, and is retried. Benign in logs and metrics; no stack. */
export function notYet(type: FailureType, message: string, waitMs: number): ApplicationFailure {
  const failure = ApplicationFailure.create({ message, type, category: ApplicationFailureCategory.BENIGN, nextRetryDelay: waitMs });
  failure.stack = '';
  return failure;
}

/** Wait for an instant of Twilio's clock, which is read again after `pollMaxMs` at the latest; milliseconds since 1970. */
export function notYetTime(message: string, { untilMs, nowMs, pollMaxMs }: Record<'untilMs' | 'nowMs' | 'pollMaxMs', number>) {
  const waitMs = Math.min(Math.max(untilMs - nowMs, SHORTEST_WAIT_MS), pollMaxMs);
  return notYet(FAILURE.notYetTime, `${message} ${nextCheck(waitMs)}`, waitMs);
}
