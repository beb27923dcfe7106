import type { DayStatus } from '../twilio/job-snapshot';
import { oldestLiveFile } from '../twilio/limits';
import { exportedDay, isDeliverable } from './day-state';
import type { DayState, DeliveryRule, MissingReason, Planned, Submitted } from './day-state';
import type { OpenJob } from './ledger';

export interface ResubmissionRule {
  readonly maxAttempts: number;
  readonly resubmitAfterMs: number;
}

type StatusRule = ResubmissionRule & DeliveryRule;
type SourceJob = Pick<OpenJob, 'jobSid' | 'submittedAtMs' | 'isAdopted'>;

/** The state of a submitted day after a report of its status at an instant of Twilio's clock. */
export function nextState(before: Submitted, status: DayStatus, nowMs: number, rule: StatusRule, job: SourceJob): DayState {
  switch (status) {
    case 'Completed':
    case 'CompletedEmptyRecords': {
      const madeAfterMs = job.isAdopted ? oldestLiveFile(nowMs) : job.submittedAtMs;
      return exportedDay({ ...before, jobSid: job.jobSid, madeAfterMs }, status === 'CompletedEmptyRecords', rule);
    }
    case 'Failed':
      return askAgain(before, 'exhausted', nowMs, rule);
    case 'DeletedByUserRequest': // deliberate, unless the job belongs to another client
      if (job.isAdopted) return { state: 'planned', attempts: before.attempts };
      return { state: 'missing', attempts: before.attempts, reason: 'deletedAtTwilio' };
    case 'Submitted':
    case 'Running':
    case 'ErrorDuringRun':
    case 'RunningToBeDeleted':
      return before;
  }
}

/** Planned again after a cooldown that doubles with each attempt; missing when no attempt is left. */
export function askAgain(before: DayState, reasonWhenSpent: MissingReason, nowMs: number, rule: ResubmissionRule): DayState {
  const { maxAttempts, resubmitAfterMs } = rule;
  if (before.state !== 'submitted' && !isDeliverable(before)) return before;
  const { attempts } = before;
  if (attempts >= maxAttempts) return { state: 'missing', attempts, reason: reasonWhenSpent };
  return { state: 'planned', attempts, notBeforeMs: nowMs + resubmitAfterMs * 2 ** Math.max(attempts - 1, 0) };
}

const MOST_REFUSALS = 3; // a day that Twilio rejects alone on this number of UTC days is missing

/** The marks of a planned day whose next rejection alone is the last. */
export function refusedAlone(): Pick<Planned, 'mostDays' | 'refusals'> {
  return { mostDays: 1, refusals: MOST_REFUSALS - 1 };
}

/** The state of a planned day after Twilio rejected its chunk: planned for the next UTC day, in a chunk of half the size. */
export function afterRefusal(before: Planned, chunkDays: number, nextUtcDayMs: number): DayState {
  const { attempts } = before;
  const refusals = chunkDays === 1 ? (before.refusals ?? 0) + 1 : 0;
  if (refusals >= MOST_REFUSALS) return { state: 'missing', attempts, reason: 'refused' };
  const mostDays = Math.ceil(chunkDays / 2);
  return { state: 'planned', attempts, notBeforeMs: nextUtcDayMs, mostDays, ...(refusals > 0 && { refusals }) };
}
