import type { DayRequestSummary } from '../../simulator/log/day-request-summary';
import { daysIn, midnightsBetween } from '../calendar';
import type { ExportObservations, LedgerRange, Observations } from '../observations';
import { exporterOf, isOwn, jobsBySid } from './own-jobs';

const FILE_LIFE_DAYS = 7;

/** What an export says of each day is so: a file is there, there are no records, or the reason is true. */
export function outcomesTrue(observations: Observations): readonly string[] {
  return observations.exports.flatMap((exported) =>
    (exported.ledger ?? []).flatMap((range) =>
      daysIn(range).flatMap((day) => {
        const flaw = flawOf(day, range, exported, observations);
        return flaw === undefined ? [] : [`${exported.spec.resourceType} ${day} is ${formatState(range)}, but ${flaw}.`];
      }),
    ),
  );
}

function formatState({ state, reason }: LedgerRange): string {
  return reason === undefined ? state : `${state} (${reason})`;
}

function flawOf(
  day: string,
  { state, reason }: LedgerRange,
  exported: ExportObservations,
  observations: Observations,
): string | undefined {
  const { resourceType } = exported.spec;
  const requests = observations.dayRequests.filter((request) => request.day === day && request.resourceType === resourceType);
  switch (state) {
    case 'exported':
      if (exported.spec.isArchived && 'outcome' in exported.end) return 'it was not delivered';
      return requests.some((request) => leftFile(request, exported)) ? undefined : 'no job left a file that stays';
    case 'delivered':
      return hasReceipt(day, exported, observations) ? undefined : 'the archive has no receipt of it';
    case 'empty':
      if (exported.spec.isArchived && !hasReceipt(day, exported, observations)) {
        return 'the archive has no receipt of it';
      }
      return requests.some(({ status }) => status === 'CompletedEmptyRecords') ? undefined : 'no job found it without records';
    case 'missing':
      return flawOfReason(reason, requests, exported, observations);
    case 'planned':
      return exported.end.kind === 'stuck' || isUnbegun(exported) ? undefined : 'the export is over';
    case 'submitted':
      return isUnfinished(exported) ? undefined : 'the export is over';
  }
}

/** A file made before the export has to stay until the UTC day is over on which the export began. */
function leftFile({ status, finalSinceMs }: DayRequestSummary, { startedAtMs }: ExportObservations): boolean {
  if (status !== 'Completed' && status !== 'CompletedEmptyRecords') return false;
  return finalSinceMs !== undefined && midnightsBetween(finalSinceMs, startedAtMs) < FILE_LIFE_DAYS;
}

function hasReceipt(day: string, { spec }: ExportObservations, { archive }: Observations): boolean {
  return archive.some((archived) => archived.resourceType === spec.resourceType && archived.day === day);
}

/** Cancelled before it had planned anything. */
function isUnbegun({ end, progress }: ExportObservations): boolean {
  return end.kind === 'cancelled' && progress.at(-1)?.cancellation === undefined;
}

function isUnfinished({ end, progress }: ExportObservations): boolean {
  const remaining = progress.at(-1)?.cancellation?.jobsRemaining ?? [];
  return end.kind === 'stuck' || remaining.length > 0;
}

function flawOfReason(
  reason: string | undefined,
  requests: readonly DayRequestSummary[],
  { spec, end }: ExportObservations,
  observations: Observations,
): string | undefined {
  const { view, faults, events } = observations.scenario;
  const jobOf = jobsBySid(observations);
  const own = requests.filter(({ jobSid }) => isOwn(jobOf(jobSid)));
  switch (reason) {
    case 'exhausted': {
      const { maxAttempts } = spec.options;
      const exporters = new Set(own.map(({ jobSid }) => exporterOf(jobOf(jobSid))));
      const isTrue = [...exporters].some((exporter) => {
        const ofOne = own.filter(({ jobSid }) => exporterOf(jobOf(jobSid)) === exporter);
        return ofOne.length >= leastAttempts(maxAttempts, observations) && ofOne.at(-1)?.status === 'Failed';
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
      return events.some(({ actions }) => actions.some(({ action }) => action === 'forgetJob')) ? undefined : 'no job vanished';
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
function leastAttempts(maxAttempts: number, { commands }: Observations): number {
  const changed = commands.flatMap(({ command, isAccepted }) =>
    command.action === 'change' && isAccepted && command.options.maxAttempts ? [command.options.maxAttempts] : [],
  );
  return Math.min(maxAttempts, ...changed);
}
