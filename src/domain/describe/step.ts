import { formatRange, sumDays } from '../days/day-range';
import { formatCount, formatDays } from '../format';
import type { DeliverableDays } from '../plan/next-delivery';
import type { PlannedChunk, Step } from '../plan/next-submission';

/* Short summaries of activities for the timeline of the Temporal UI; the message of a pending activity has the details. */

type SubmitStep = Extract<Step, { step: 'submit' }>;

export function summarizeReservation({ chunks, quotaWait }: SubmitStep): string {
  return quotaWait ? 'wait for quota' : `reserve ${formatDays(sumDays(chunks.map(({ range }) => range)))}`;
}

export function summarizeSubmission({ range, attempt }: PlannedChunk): string {
  return `submit ${formatRange(range)}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
}

export const WAITS = {
  cooldown: 'cooldown of failed days',
  refused: 'cooldown of rejected days',
  notExportableYet: 'wait for the next exportable day',
} satisfies Record<Extract<Step, { step: 'wait' }>['why'], string>;

export function summarizePoll(jobs: readonly unknown[]): string {
  return `poll ${formatCount(jobs.length, 'job')}`;
}

export function summarizeDownload(days: readonly DeliverableDays[]): string {
  return `download ${formatCount(sumDays(days.map(({ range }) => range)), 'file')}`;
}
