import { formatRange } from '../days/day-range';
import { formatCount, formatDays, formatInstant } from '../format';
import {
  missingDays,
  type Ledger,
  type MissingDays,
  type OpenJob,
  type RefusedChunk,
} from '../ledger/ledger';
import type { Step } from '../plan/next-submission';
import type { Cancellation } from './cancellation';
import { deliveryOf, describeWaitingFiles, HOLDING_BACK, type DeliveryProgress } from './delivery-progress';
import { describeQuotaWait } from './wait';

/** How many days are in which state. */
export interface DayCounts {
  readonly total: number;
  readonly planned: number;
  readonly submitted: number;
  readonly exported: number;
  readonly empty: number;
  readonly delivered: number;
  readonly missing: number;
}

/** An export in numbers and one sentence, for people and scripts. */
export interface Progress {
  readonly days: DayCounts;
  readonly jobs: readonly OpenJob[];
  readonly missing: readonly MissingDays[];
  readonly requestedDays: number;
  readonly submissions: number;
  readonly adoptedDays: number;
  readonly unnamedDays: number;
  readonly archivedDays?: number | undefined;
  /** What was delivered; set once something was, or is to be. */
  readonly delivery?: DeliveryProgress | undefined;
  readonly refusal?: RefusedChunk | undefined;
  /** What became of its jobs when it was cancelled. */
  readonly cancellation?: Cancellation | undefined;
  /** What the export is waiting for, a sentence; empty when it waits for nothing. */
  readonly waitingFor: string;
}

/** The ledger in numbers, with what its next step makes it wait for. */
export function progressOf(ledger: Ledger, step: Step): Progress {
  const { jobs, requestedDays, submissions, adoptedDays, unnamedDays, archivedDays, refusal } = ledger;
  const days = countStates(ledger);
  const delivery = deliveryOf(ledger);
  return {
    days,
    jobs,
    missing: missingDays(ledger),
    requestedDays,
    submissions,
    adoptedDays,
    unnamedDays,
    archivedDays,
    delivery,
    refusal,
    waitingFor: waitingFor(jobs, days.submitted, step, delivery),
  };
}

/** The days that need nothing more: delivered, empty, given up, or, without an archive, exported. */
export function countSettled({ days, delivery }: Pick<Progress, 'days' | 'delivery'>): number {
  return days.total - days.planned - days.submitted - (delivery?.waitingDays ?? 0);
}

/** The state of an export in one sentence. */
export function headline(progress: Pick<Progress, 'days' | 'delivery'>): string {
  const { days, delivery } = progress;
  const settled = { ...days, exported: days.exported - (delivery?.waitingDays ?? 0) };
  const parts = (['exported', 'delivered', 'empty', 'missing'] as const)
    .filter((state) => settled[state] > 0)
    .map((state) => `${settled[state]} ${state}`);
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `${countSettled(progress)} of ${formatDays(days.total)} settled${detail}`;
}

/** The last refusal in Twilio's words. */
export function describeRefusal({ range, message, atMs }: RefusedChunk): string {
  return `Refused at ${formatInstant(atMs)}: ${formatRange(range)}. ${message}`;
}

/** Days given up, by name and with their attempts, in one sentence; the first so many ranges of them. */
export function describeMissing(missing: readonly MissingDays[], mostRanges = 10): string {
  const all = missing.flatMap(({ reason, attempts, ranges }) =>
    ranges.map((range) => `${formatRange(range)} (${reason}, ${formatCount(attempts, 'attempt')})`),
  );
  const more = all.length > mostRanges ? ` and ${formatCount(all.length - mostRanges, 'more range')}` : '';
  return all.slice(0, mostRanges).join(', ') + more;
}

function countStates({ days: { runs } }: Ledger): DayCounts {
  const counts = { total: 0, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };
  for (const { days, value } of runs) {
    counts.total += days;
    counts[value.state] += days;
  }
  return counts;
}

function waitingFor(
  jobs: readonly OpenJob[],
  submittedDays: number,
  step: Step,
  delivery: DeliveryProgress | undefined,
): string {
  const sentences: string[] = [];
  if (jobs.length > 0) {
    sentences.push(`Waiting for ${formatCount(jobs.length, 'open job')} (${formatDays(submittedDays)}).`);
  }
  if (delivery && delivery.waitingDays > 0) sentences.push(describeWaitingFiles(delivery));
  if (step.step === 'hold' && step.why === 'delivery') sentences.push(HOLDING_BACK);
  if (step.step === 'wait') sentences.push(`${AWAITED[step.why]} at ${formatInstant(step.untilMs)}.`);
  if (step.step === 'pause') {
    const reason = step.pause.reason === undefined ? '' : ` (${step.pause.reason})`;
    sentences.push(`Paused since ${formatInstant(step.pause.sinceMs)}${reason}: nothing is submitted.`);
  }
  if (step.step === 'submit') {
    sentences.push(
      step.quotaWait
        ? describeQuotaWait(step.chunk, step.quotaWait)
        : `Submitting ${formatRange(step.chunk)}.`,
    );
  }
  return sentences.join(' ');
}

const AWAITED = {
  cooldown: 'Failed days are submitted again',
  refused: 'Refused days are submitted again, in smaller chunks,',
  notExportableYet: 'The next day becomes exportable',
} satisfies Record<Extract<Step, { step: 'wait' }>['why'], string>;
