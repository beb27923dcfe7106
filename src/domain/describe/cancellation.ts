import { formatRange, type DayRange } from '../days/day-range';
import { formatCount, formatDays } from '../format';

/** What happened to the jobs of a cancelled export. */
export interface Cancellation {
  /** The reason of the request, in which Temporal's clients write who cancelled. */
  readonly reason?: string | undefined;
  /** Jobs that are over at Twilio: deleted, or finished before that. */
  readonly jobsOver: number;
  readonly jobsLeft: number;
  /** Jobs that may still run, with the last message about each. */
  readonly jobsRemaining: readonly { readonly jobSid: string; readonly range: DayRange; readonly message: string }[];
  /** Chunks that may have become jobs: their creates were not confirmed. */
  readonly unclear?: readonly DayRange[] | undefined;
  readonly requestedDays: number;
}

/** What a cancelled export does before it ends, in a sentence for each step. */
export const CANCELLING = {
  submissions: 'Cancelling: waiting for the submissions in progress.',
  downloads: 'Cancelling: waiting for the downloads in progress.',
  jobs: 'Cancelling: deleting its unfinished jobs at Twilio.',
  files: 'Cancelling: downloading the files of finished days.',
} as const;

export type CancellingStep = keyof typeof CANCELLING;

/** The cancellation in sentences: who, which jobs, and the quota used. */
export function describeCancellation(cancellation: Cancellation): string {
  const { reason, jobsOver, jobsLeft, jobsRemaining, unclear, requestedDays } = cancellation;
  return [
    `Cancelled${reason === undefined ? '' : ` (${reason})`}. ${formatCount(jobsOver, 'open job')} deleted or finished.`,
    ...(jobsLeft > 0 ? [`${formatCount(jobsLeft, 'job')} created elsewhere left running.`] : []),
    ...jobsRemaining.map(({ jobSid, range, message }) => `Job ${jobSid} (${formatRange(range)}) may still be running: ${message}`),
    ...(unclear ? [`${unclear.map(formatRange).join(', ')} may have been submitted; no job was confirmed.`] : []),
    `${formatDays(requestedDays)} of quota used.`,
  ].join(' ');
}
