import { formatRange, type DayRange } from '../days/day-range';
import { formatCount, formatDays } from '../format';

/** What became of the jobs of an export that was cancelled. */
export interface Cancellation {
  /** Jobs that are over at Twilio: deleted, or ended before that. */
  readonly jobsOver: number;
  /** Jobs of others, which were left alone. */
  readonly jobsLeft: number;
  /** Jobs that may still run, and the last that was heard about them. */
  readonly jobsRemaining: readonly {
    readonly jobSid: string;
    readonly range: DayRange;
    readonly message: string;
  }[];
  /** A chunk of which nobody knows whether it became a job. */
  readonly unclear?: DayRange | undefined;
  readonly requestedDays: number;
}

/** The accounting of a cancelled export, in sentences. */
export function describeCancellation(cancellation: Cancellation): string {
  const { jobsOver, jobsLeft, jobsRemaining, unclear, requestedDays } = cancellation;
  const sentences = [
    `Cancelled. ${formatCount(jobsOver, 'open job')} deleted at Twilio or over.`,
    ...(jobsLeft > 0 ? [`${formatCount(jobsLeft, 'job')} of others left alone.`] : []),
    ...jobsRemaining.map(
      ({ jobSid, range, message }) => `Job ${jobSid} over ${formatRange(range)} may still run: ${message}`,
    ),
    ...(unclear ? [`${formatRange(unclear)} may have become a job that nobody knows.`] : []),
    `${formatDays(requestedDays)} of the quota are spent.`,
  ];
  return sentences.join(' ');
}
