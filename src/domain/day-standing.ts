import type { DayStatus } from './day-status';

/** Why a day was given up. */
export type MissingReason = 'exhausted' | 'vanished' | 'unnamed' | 'deletedAtTwilio';

/** Where a day is. `attempts` counts the submissions that covered it. */
export type DayStanding =
  | { readonly standing: 'planned'; readonly attempts: number; readonly notBeforeMs?: number }
  | { readonly standing: 'submitted'; readonly attempts: number; readonly jobSid: string }
  | { readonly standing: 'exported' }
  | { readonly standing: 'empty' }
  | { readonly standing: 'missing'; readonly attempts: number; readonly reason: MissingReason };

/** How failed days are tried again. */
export interface ResubmissionRule {
  readonly maxAttempts: number;
  readonly resubmitAfterMs: number;
}

type Submitted = Extract<DayStanding, { standing: 'submitted' }>;

/** Where a submitted day is after a report of its status at an instant of Twilio's clock. */
export function standingAfter(
  before: Submitted,
  status: DayStatus,
  nowMs: number,
  rule: ResubmissionRule,
): DayStanding {
  switch (status) {
    case 'Completed':
      return { standing: 'exported' };
    case 'CompletedEmptyRecords':
      return { standing: 'empty' };
    case 'Failed':
      return askAgain(before, 'exhausted', nowMs, rule);
    case 'DeletedByUserRequest': // somebody meant it
      return { standing: 'missing', attempts: before.attempts, reason: 'deletedAtTwilio' };
    case 'Submitted':
    case 'Running':
    case 'ErrorDuringRun':
    case 'RunningToBeDeleted':
      return before;
  }
}

/** Planned once more after a cooldown that doubles with each attempt; missing when no attempt is left. */
export function askAgain(
  before: DayStanding,
  reasonWhenSpent: MissingReason,
  nowMs: number,
  { maxAttempts, resubmitAfterMs }: ResubmissionRule,
): DayStanding {
  if (before.standing !== 'submitted') return before;
  const { attempts } = before;
  if (attempts >= maxAttempts) return { standing: 'missing', attempts, reason: reasonWhenSpent };
  return { standing: 'planned', attempts, notBeforeMs: nowMs + resubmitAfterMs * 2 ** (attempts - 1) };
}
