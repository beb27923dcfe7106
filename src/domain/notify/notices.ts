import { formatRange } from '../days/day-range';
import { describeOutcome, type ExportOutcome } from '../describe/outcome';
import { formatInstant } from '../format';
import { hasMoved } from '../ledger/fold-report';
import type { DeliverableDays } from '../plan/next-delivery';
import type { PolledJob } from '../plan/poll-changes';
import type { JobReport } from '../twilio/job-report';
import { expiresAt } from '../twilio/limits';
import type { Notice } from './notice';

/** The notices of the end of an export, the most specific first. Days that a cancellation left are not missing. */
export function endNotices(outcome: ExportOutcome, result: 'completed' | 'failed' | 'cancelled', next?: Notice['next']): Notice[] {
  const { resourceType, range, days, uncovered } = outcome;
  const summary = `Export of ${resourceType} ${formatRange(range)} ${result}. ${describeOutcome(outcome)}`;
  const notice = { summary, ok: result === 'completed', next, facts: { resourceType, range, result, days, uncovered } };
  return [
    ...(days.missing > 0 && result !== 'cancelled' ? [{ type: 'daysMissing' as const, ...notice }] : []),
    ...(uncovered ? [{ type: 'runMissed' as const, ...notice }] : []),
    { type: 'exportEnded', ...notice },
  ];
}

/** The notice of a job whose reports have not changed for `stuckAfterMs`; none for another. */
export function stuckNotices(job: PolledJob, reports: readonly JobReport[], stuckAfterMs: number): Notice[] {
  const { jobSid, range, changedAtMs } = job;
  const report = reports.find((each) => each.jobSid === jobSid);
  if (!report?.isSeen || hasMoved(job, report) || report.nowMs - changedAtMs < stuckAfterMs) return [];
  const summary = `Job ${jobSid} (${formatRange(range)}) has not changed since ${formatInstant(changedAtMs)}.`;
  return [{ type: 'jobStuck', cause: jobSid, summary, facts: { jobSid, range } }];
}

const NEAR_MS = 2 * 86_400_000; // a file that expires within this time is near its deadline, milliseconds

/** The notice of files that cannot be downloaded and expire soon; none while there is time. */
export function deadlineNotices(days: readonly DeliverableDays[], nowMs: number): Notice[] {
  const deadlineMs = expiresAt(Math.min(...days.map(({ madeAfterMs }) => madeAfterMs)));
  if (deadlineMs - nowMs >= NEAR_MS) return [];
  const summary = `Downloads fail, and the first file expires at ${formatInstant(deadlineMs)}.`;
  return [{ type: 'deadlineNear', summary, facts: { deadline: new Date(deadlineMs).toISOString() } }];
}

/** The notice of a run before which a schedule did not start others. */
export function missedRunNotice(since: string): Notice {
  const summary = `The schedule started no run between ${since} and this one. This run covers every day of its range.`;
  return { type: 'runMissed', summary, facts: { since } };
}

/** What failed, for failures that last until an operator acts. */
const TROUBLES: Readonly<Record<string, string>> = {
  CredentialsRefused: 'Twilio rejects the credentials of the worker (401).',
  PermissionDenied: 'The credentials of the worker lack a permission at Twilio (403).',
  ArchiveFull: 'The archive is full.',
  ArchiveRefused: 'The archive is not writable, or its location is wrong.',
  ArchiveForeign: 'The archive belongs to another account, or to a newer Dayhaul.',
  ArchiveUnavailable: 'The archive does not respond.',
};

const LASTING_ATTEMPTS = 5; // a store that does not respond is often back at the next attempts

/** The notice of a failed attempt; none when the failure may pass without an operator. All exports share the cause. */
export function troubleNotices(errorType = '', attempt: number, archive?: string): Notice[] {
  const what = TROUBLES[errorType];
  if (what === undefined || (errorType === 'ArchiveUnavailable' && attempt < LASTING_ATTEMPTS)) return [];
  const isOfArchive = errorType.startsWith('Archive');
  const summary = `${what}${isOfArchive ? ` Archive: ${archive}.` : ''} Exports continue when this is fixed.`;
  const notice = { summary, next: ['doctor'] };
  if (isOfArchive) return [{ type: 'archiveTrouble', cause: `${errorType} ${archive}`, facts: { errorType, archive }, ...notice }];
  return [{ type: 'credentialsRefused', cause: errorType, facts: { errorType }, ...notice }];
}
