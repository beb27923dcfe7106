import type { DayRequestSummary } from '../../simulator/log/day-request-summary';
import { daysIn, midnightsBetween } from '../calendar';
import type { Evidence, ExportEvidence, StandingRange } from '../observations';
import { exporterOf, isOwn, jobsBySid } from './own-jobs';

const FILE_LIFE_DAYS = 7;

/** What an export says of each day is so: a file is there, there are no records, or the reason is true. */
export function truthful(evidence: Evidence): readonly string[] {
  return evidence.exports.flatMap((exported) =>
    (exported.ledger ?? []).flatMap((range) =>
      daysIn(range).flatMap((day) => {
        const flaw = flawOf(day, range, exported, evidence);
        return flaw === undefined
          ? []
          : [`${exported.wanted.resourceType} ${day} is ${spoken(range)}, but ${flaw}.`];
      }),
    ),
  );
}

function spoken({ standing, reason }: StandingRange): string {
  return reason === undefined ? standing : `${standing} (${reason})`;
}

function flawOf(
  day: string,
  { standing, reason }: StandingRange,
  exported: ExportEvidence,
  evidence: Evidence,
): string | undefined {
  const { resourceType } = exported.wanted;
  const requests = evidence.dayRequests.filter(
    (request) => request.day === day && request.resourceType === resourceType,
  );
  switch (standing) {
    case 'exported':
      if (exported.wanted.isArchived && 'outcome' in exported.end) return 'it was not delivered';
      return requests.some((request) => leftFile(request, exported))
        ? undefined
        : 'no job left a file that stays';
    case 'delivered':
      return hasReceipt(day, exported, evidence) ? undefined : 'the archive has no receipt of it';
    case 'empty':
      if (exported.wanted.isArchived && !hasReceipt(day, exported, evidence)) {
        return 'the archive has no receipt of it';
      }
      return requests.some(({ status }) => status === 'CompletedEmptyRecords')
        ? undefined
        : 'no job found it without records';
    case 'missing':
      return flawOfReason(reason, requests, exported, evidence);
    case 'planned':
      return exported.end.kind === 'stuck' || isUnbegun(exported) ? undefined : 'the export is over';
    case 'submitted':
      return isGivenUp(exported) ? undefined : 'the export is over';
  }
}

/** A file made before the export has to stay until the UTC day is over on which the export began. */
function leftFile({ status, finalSinceMs }: DayRequestSummary, { startedAtMs }: ExportEvidence): boolean {
  if (status !== 'Completed' && status !== 'CompletedEmptyRecords') return false;
  return finalSinceMs !== undefined && midnightsBetween(finalSinceMs, startedAtMs) < FILE_LIFE_DAYS;
}

function hasReceipt(day: string, { wanted }: ExportEvidence, { archive }: Evidence): boolean {
  return archive.some((archived) => archived.resourceType === wanted.resourceType && archived.day === day);
}

/** Cancelled before it had planned anything. */
function isUnbegun({ end, progress }: ExportEvidence): boolean {
  return end.kind === 'cancelled' && progress.at(-1)?.cancellation === undefined;
}

function isGivenUp({ end, progress }: ExportEvidence): boolean {
  const remaining = progress.at(-1)?.cancellation?.jobsRemaining ?? [];
  return end.kind === 'stuck' || remaining.length > 0;
}

function flawOfReason(
  reason: string | undefined,
  requests: readonly DayRequestSummary[],
  { wanted, end }: ExportEvidence,
  evidence: Evidence,
): string | undefined {
  const { view, faults, happenings } = evidence.scenario;
  const jobOf = jobsBySid(evidence);
  const own = requests.filter(({ jobSid }) => isOwn(jobOf(jobSid)));
  switch (reason) {
    case 'exhausted': {
      const { maxAttempts } = wanted.options;
      const exporters = new Set(own.map(({ jobSid }) => exporterOf(jobOf(jobSid))));
      const isTrue = [...exporters].some((exporter) => {
        const ofOne = own.filter(({ jobSid }) => exporterOf(jobOf(jobSid)) === exporter);
        return ofOne.length >= leastAttempts(maxAttempts, evidence) && ofOne.at(-1)?.status === 'Failed';
      });
      return isTrue ? undefined : 'its last attempt did not fail';
    }
    case 'deletedAtTwilio':
      return own.some(({ status }) => status === 'DeletedByUserRequest') ? undefined : 'nobody deleted it';
    case 'cancelled':
      return end.kind === 'cancelled' ? undefined : 'the export was not cancelled';
    case 'refused':
      return faults.some(({ does }) => does.name === 'answer 400') ? undefined : 'Twilio refused nothing';
    case 'vanished':
      return happenings.some(({ deeds }) => deeds.some(({ deed }) => deed === 'forgetJob'))
        ? undefined
        : 'no job vanished';
    case 'undeliverable':
      return faults.some(({ on }) => on === 'file' || on === 'day') ? undefined : 'no download was disturbed';
    case 'unnamed':
      return view.daysInList === 'named' ? 'every day was named' : undefined;
    case undefined:
    default:
      return 'it does not say why';
  }
}

/** An operator may have lowered it. */
function leastAttempts(maxAttempts: number, { orders }: Evidence): number {
  const changed = orders.flatMap(({ order, isAccepted }) =>
    order.deed === 'change' && isAccepted && order.options.maxAttempts ? [order.options.maxAttempts] : [],
  );
  return Math.min(maxAttempts, ...changed);
}
