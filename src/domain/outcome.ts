import { formatRange, type DayRange } from './day-range';
import { describeDelivered } from './delivery-progress';
import type { Ledger } from './ledger';
import { describeMissing, headline, progressOf, type DayCounts, type Progress } from './progress';
import { spokenDays } from './spoken';
import type { ResourceType } from './resource-type';

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
  /** Days that were in the archive already, and were not asked for. */
  readonly archivedDays?: number | undefined;
  /** What was delivered, with an archive. */
  readonly delivery?: Progress['delivery'];
  /** Days that were asked for but were not exportable yet; an export of them is still to be made. */
  readonly notYetExportable?: DayRange | undefined;
}

/** The outcome of a settled ledger. */
export function outcomeOf(
  ledger: Ledger,
  resourceType: ResourceType,
  range: DayRange,
  notYetExportable?: DayRange,
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
  };
}

/** An outcome in a sentence or three. */
export function describeOutcome(outcome: ExportOutcome): string {
  const { days, missing, requestedDays, adoptedDays, archivedDays = 0, delivery, notYetExportable } = outcome;
  const sentences = [`${headline(outcome)}; ${spokenDays(requestedDays)} requested.`];
  if (adoptedDays > 0) sentences.push(`${spokenDays(adoptedDays)} found at Twilio and not asked for.`);
  if (archivedDays > 0)
    sentences.push(`${spokenDays(archivedDays)} in the archive already and not asked for.`);
  if (delivery) sentences.push(describeDelivered(delivery));
  if (days.missing > 0) sentences.push(`Missing: ${describeMissing(missing)}.`);
  if (notYetExportable) sentences.push(`Left out, not exportable yet: ${formatRange(notYetExportable)}.`);
  return sentences.join(' ');
}
