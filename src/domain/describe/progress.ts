import { formatRange, sumDays, type DayRange } from '../days/day-range';
import { formatCount, formatDays, formatInstant } from '../format';
import { costOf, missingDays } from '../ledger/ledger';
import type { ExportCost, Ledger, MissingDays, OpenJob, RefusedChunk } from '../ledger/ledger';
import type { DayState, MissingReason } from '../ledger/day-state';
import type { Pause, Step } from '../plan/next-submission';
import type { Cancellation } from './cancellation';
import { deliveryOf, describeWaitingFiles, type DeliveryProgress } from './delivery-progress';
import { describeQuotaWait } from './wait';

export type DayCounts = Readonly<Record<'total' | DayState['state'], number>>;

/** The state of an export in numbers, and what it waits for. */
export interface Progress extends ExportCost {
  readonly days: DayCounts;
  readonly jobs: readonly OpenJob[];
  readonly missing: readonly MissingDays[];
  /** Set once a file was downloaded, or can be. */
  readonly delivery?: DeliveryProgress | undefined;
  readonly refusal?: RefusedChunk | undefined;
  readonly cancellation?: Cancellation | undefined;
  /** What the export waits for, in sentences; empty when it waits for nothing. */
  readonly waitingFor: string;
}

/** The progress of a ledger whose next step is known, and the chunks that are being submitted. */
export function progressOf(ledger: Ledger, step: Step, submitting: readonly DayRange[] = []): Progress {
  const { jobs, refusal } = ledger;
  const days = countStates(ledger);
  const delivery = deliveryOf(ledger);
  const waits = [...waitingFor(jobs, days.submitted, step, delivery), ...describeSubmitting(step, submitting)].join(' ');
  return { days, jobs, missing: missingDays(ledger), ...costOf(ledger), delivery, refusal, waitingFor: waits };
}

/** The days that need no more work: complete or missing. */
export function countSettled({ days, delivery }: Pick<Progress, 'days' | 'delivery'>): number {
  return days.total - days.planned - days.submitted - (delivery?.waitingDays ?? 0);
}

/** The days that are exported, delivered or empty; with an archive, an exported day counts once it is delivered. */
export function countComplete(progress: Pick<Progress, 'days' | 'delivery'>): number {
  return countSettled(progress) - progress.days.missing;
}

/** The state of an export in a few words. @example '182 of 366 days exported, 1 missing' */
export function headline(progress: Pick<Progress, 'days' | 'delivery'>): string {
  const { days, delivery } = progress;
  const complete = { ...days, exported: days.exported - (delivery?.waitingDays ?? 0) };
  const states = (['exported', 'delivered', 'empty'] as const).filter((state) => complete[state] > 0);
  const detail = states.map((state) => `${complete[state]} ${state}`).join(', ');
  const verb = states.length > 1 ? `complete (${detail})` : (states[0] ?? 'complete');
  const missing = days.missing > 0 ? `, ${days.missing} missing` : '';
  return `${countComplete(progress)} of ${formatDays(days.total)} ${verb}${missing}`;
}

/** The last rejected chunk, with Twilio's message. */
export function describeRefusal({ range, message, atMs }: RefusedChunk): string {
  return `Twilio rejected ${formatRange(range)} at ${formatInstant(atMs)}: ${message}`;
}

/** Missing days with reason and attempts, at most `mostRanges` ranges of them. */
export function describeMissing(missing: readonly MissingDays[], mostRanges = 10): string {
  const all = missing.flatMap(({ reason, attempts, ranges }) =>
    ranges.map((range) => `${formatRange(range)} (${WHY_MISSING[reason]}, ${formatCount(attempts, 'attempt')})`),
  );
  const more = all.length > mostRanges ? ` and ${formatCount(all.length - mostRanges, 'more range')}` : '';
  return all.slice(0, mostRanges).join(', ') + more;
}

const WHY_MISSING = {
  exhausted: 'failed',
  vanished: 'job disappeared',
  unnamed: 'job ended without a status for the day',
  deletedAtTwilio: 'job deleted at Twilio',
  refused: 'rejected by Twilio',
  undeliverable: 'no complete file',
  unreadable: 'unreadable file',
  cancelled: 'export cancelled',
} satisfies Record<MissingReason, string>;

function countStates({ days: { runs } }: Ledger): DayCounts {
  const counts = { total: 0, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };
  for (const { days, value } of runs) {
    counts.total += days;
    counts[value.state] += days;
  }
  return counts;
}

function waitingFor(jobs: readonly OpenJob[], submittedDays: number, step: Step, delivery: DeliveryProgress | undefined): string[] {
  const sentences: string[] = [];
  if (jobs.length > 0) sentences.push(`Waiting for ${formatCount(jobs.length, 'open job')} (${formatDays(submittedDays)}).`);
  if (delivery && delivery.waitingDays > 0) sentences.push(describeWaitingFiles(delivery));
  if (step.step === 'hold' && step.why === 'delivery') {
    sentences.push('Submission is paused until these downloads finish, so that no file expires.');
  }
  if (step.step === 'wait') sentences.push(`${AWAITED[step.why]} at ${formatInstant(step.untilMs)}.`);
  if (step.step === 'pause') sentences.push(describePause(step.pause));
  if (step.step === 'submit' && step.quotaWait) sentences.push(describeQuotaWait(step.chunks[0].range, step.quotaWait));
  return sentences;
}

function describeSubmitting(step: Step, submitting: readonly DayRange[]): string[] {
  const reserving = step.step === 'submit' && !step.quotaWait ? step.chunks : [];
  const all = [...submitting, ...reserving.map(({ range }) => range)];
  const [first, second] = all;
  if (!first) return [];
  return [`Submitting ${second ? `${formatCount(all.length, 'job')} (${formatDays(sumDays(all))})` : formatRange(first)}.`];
}

function describePause({ sinceMs, by, reason }: Pause): string {
  const why = `${by === undefined ? '' : ` by ${by}`}${reason === undefined ? '' : ` (${reason})`}`;
  return `Paused since ${formatInstant(sinceMs)}${why}. No days are submitted; open jobs continue.`;
}

const AWAITED = {
  cooldown: 'Dayhaul resubmits failed days',
  refused: 'Dayhaul resubmits rejected days, in smaller jobs,',
  notExportableYet: 'The next day becomes exportable',
} satisfies Record<Extract<Step, { step: 'wait' }>['why'], string>;
