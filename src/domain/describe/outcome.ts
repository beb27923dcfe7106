import { countDays, formatRange, type DayRange } from '../days/day-range';
import { describeDelivered } from './delivery-progress';
import { costOf, openDaysOf, type ExportCost, type Ledger } from '../ledger/ledger';
import { describeMissing, headline, progressOf, type Progress } from './progress';
import { formatDays } from '../format';
import type { ResourceType } from '../twilio/resource-type';

/** How an export ended. */
export interface ExportOutcome extends ExportCost, Pick<Progress, 'days' | 'missing' | 'delivery'> {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  /** Days in stuck jobs, of a scheduled run that ended without them; the next run takes them over. */
  readonly open?: readonly { readonly jobSid: string; readonly ranges: readonly DayRange[] }[];
  /** Days that no scheduled run covered: the schedule was down for longer than a run looks back. */
  readonly uncovered?: DayRange | undefined;
  /** Requested days that were not exportable yet, and are not part of this export. */
  readonly notYetExportable?: DayRange | undefined;
}

type OtherDays = Pick<ExportOutcome, 'notYetExportable' | 'uncovered'>;

/** The outcome of a settled ledger, or of one in which only stuck jobs are open. */
export function outcomeOf(ledger: Ledger, resourceType: ResourceType, range: DayRange, others: OtherDays = {}): ExportOutcome {
  const { notYetExportable, uncovered } = others;
  const { days, missing, delivery } = progressOf(ledger, { step: 'rest' });
  const open = ledger.jobs.map((job) => ({ jobSid: job.jobSid, ranges: openDaysOf(ledger, job) }));
  const left = { ...(uncovered && { uncovered }), ...(open.length > 0 && { open }) };
  return { resourceType, range, days, missing, ...costOf(ledger), delivery, notYetExportable, ...left };
}

/** An outcome in a few sentences. */
export function describeOutcome(outcome: ExportOutcome): string {
  const { days, missing, delivery, notYetExportable, open = [], uncovered, requestedDays, adoptedDays, archivedDays = 0 } = outcome;
  const sentences = [`${headline(outcome)}. ${formatDays(requestedDays)} requested.`];
  if (adoptedDays > 0) sentences.push(`${formatDays(adoptedDays)} found at Twilio, not requested again.`);
  if (archivedDays > 0) sentences.push(`${formatDays(archivedDays)} already in the archive.`);
  if (delivery) sentences.push(describeDelivered(delivery));
  const inJobs = open.map(({ jobSid, ranges }) => `${ranges.map(formatRange).join(', ')} (${jobSid})`);
  if (open.length > 0) sentences.push(`Still open in stuck jobs: ${inJobs.join(', ')}. The next scheduled run adopts them.`);
  if (days.missing > 0) sentences.push(`Missing: ${describeMissing(missing)}.`);
  if (uncovered) {
    const gap = `${formatRange(uncovered)} (${formatDays(countDays(uncovered))})`;
    sentences.push(`Not covered: ${gap}. No scheduled run reached these days in time. Export them manually.`);
  }
  if (notYetExportable) sentences.push(`Not exportable yet: ${formatRange(notYetExportable)}.`);
  return sentences.join(' ');
}
