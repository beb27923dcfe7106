import { countDays } from '../days/day-range';
import type { JobReport } from '../twilio/job-report';
import type { OpenJob } from './ledger';

/** Whether a report tells something else of a job than the last one that was taken in. */
export function hasMoved(
  job: Pick<OpenJob, 'counts' | 'range'>,
  { counts }: Pick<JobReport, 'counts'>,
): boolean {
  return JSON.stringify(lastCounts(job)) !== JSON.stringify(counts);
}

/** A job of which nothing was told yet waits in Twilio's queue, as when it was made. */
function lastCounts({ counts, range }: Pick<OpenJob, 'counts' | 'range'>): JobReport['counts'] {
  return counts.length > 0 ? counts : [{ status: 'Submitted', count: countDays(range) }];
}
