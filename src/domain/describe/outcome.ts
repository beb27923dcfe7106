import { countDays, formatRange, type DayRange } from '../days/day-range';
import { describeDelivered } from './delivery-progress';
import { openDaysOf, type Ledger } from '../ledger/ledger';
import { describeMissing, headline, progressOf, type DayCounts, type Progress } from './progress';
import { formatDays } from '../format';
import type { ResourceType } from '../twilio/resource-type';

/** How an export ended. */
export interface ExportOutcome {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly days: DayCounts;
  readonly missing: Progress['missing'];
  readonly requestedDays: number;
  readonly submissions: number;
  /** Days that were at Twilio already, or under way there, and were not asked for. */
  readonly adoptedDays: number;
  readonly unnamedDays: number;
  /** Days in jobs that tell nothing new, of a schedule's export that ended without them; the next takes them over. */
  readonly open?: readonly OpenDays[];
  /** Days that were in the archive already, and were not asked for. */
  readonly archivedDays?: number | undefined;
  /** What was delivered, with an archive. */
  readonly delivery?: Progress['delivery'];
  /** Days that no run of a schedule looked at: it did not run for longer than it looks back. */
  readonly uncovered?: DayRange | undefined;
  /** Days that were asked for but were not exportable yet; an export of them is still to be made. */
  readonly notYetExportable?: DayRange | undefined;
}

/** Days that are still under way at Twilio. */
interface OpenDays {
  readonly jobSid: string;
  readonly ranges: readonly DayRange[];
}

/** The outcome of a settled ledger, or of one in which only stuck jobs are open. */
export function outcomeOf(
  ledger: Ledger,
  resourceType: ResourceType,
  range: DayRange,
  { notYetExportable, uncovered }: Pick<ExportOutcome, 'notYetExportable' | 'uncovered'> = {},
): ExportOutcome {
  const { days, missing, requestedDays, submissions, adoptedDays, unnamedDays, archivedDays, delivery } =
    progressOf(ledger, {
      step: 'rest',
    });
  return {
    resourceType,
    range,
    days,
    missing,
    requestedDays,
    submissions,
    adoptedDays,
    unnamedDays,
    archivedDays,
    delivery,
    notYetExportable,
    ...(uncovered && { uncovered }),
    ...(ledger.jobs.length > 0 && {
      open: ledger.jobs.map((job) => ({ jobSid: job.jobSid, ranges: openDaysOf(ledger, job) })),
    }),
  };
}

/** An outcome in a sentence or three. */
export function describeOutcome(outcome: ExportOutcome): string {
  const {
    days,
    missing,
    requestedDays,
    adoptedDays,
    archivedDays = 0,
    delivery,
    notYetExportable,
    open,
    uncovered,
  } = outcome;
  const sentences = [`${headline(outcome)}; ${formatDays(requestedDays)} requested.`];
  if (adoptedDays > 0) sentences.push(`${formatDays(adoptedDays)} found at Twilio and not asked for.`);
  if (archivedDays > 0)
    sentences.push(`${formatDays(archivedDays)} in the archive already and not asked for.`);
  if (delivery) sentences.push(describeDelivered(delivery));
  if (open) sentences.push(describeOpen(open));
  if (days.missing > 0) sentences.push(`Missing: ${describeMissing(missing)}.`);
  if (uncovered) {
    sentences.push(
      `Not looked at, since no run reached ${formatRange(uncovered)} in time: export ${formatDays(countDays(uncovered))} by hand.`,
    );
  }
  if (notYetExportable) sentences.push(`Left out, not exportable yet: ${formatRange(notYetExportable)}.`);
  return sentences.join(' ');
}

function describeOpen(open: readonly OpenDays[]): string {
  const jobs = open.map(({ jobSid, ranges }) => `${ranges.map(formatRange).join(', ')} (${jobSid})`);
  return `Open, in a job that tells nothing new: ${jobs.join(', ')}. The next run takes over what becomes of it.`;
}
