import { ApplicationFailure, setCurrentDetails, upsertMemo, uuid4, workflowInfo } from '@temporalio/workflow';
import type { ScheduledLook } from '../../activities/survey/archived-as';
import { describeOpening } from '../../domain/describe/current-details';
import type { ExportOutcome } from '../../domain/describe/outcome';
import { unpackDayMap, type PackedDayMap } from '../../domain/days/packed-day-map';
import type { Day, DayRange } from '../../domain/days/day-range';
import type { DayState } from '../../domain/ledger/day-state';
import { recordArchived, recordEarlier, type Archived } from '../../domain/ledger/fold-known';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { recordResubmission } from '../../domain/ledger/fold-operator';
import { validateRequest } from '../../domain/request/export-request';
import { recordFindings } from '../../domain/ledger/fold-submission';
import { openLedger, type Ledger } from '../../domain/ledger/ledger';
import { describeRange, exportablePart, isRelative, uncoveredDays } from '../../domain/request/relative-range';
import { FAILURE } from '../../contract/failure-types';
import type { ExportDayRangeInput } from '../../contract/messages';
import { validateExportInput } from '../../contract/validate-input';
import { perform, resolveDays, surveyArchive, surveyRange } from '../activity-stubs';
import { refuseIf } from '../refuse-if';
import { startRun, type ExportRun } from './export-run';

/**
 * Begin an export: check which days are available, and plan the rest. A continued run was accepted before, and does not come here.
 * @throws ApplicationFailure of type `NothingToExport` or `BadInput`
 */
export async function openExport(input: ExportDayRangeInput): Promise<ExportRun> {
  refuseIf(validateExportInput(input));
  const { account, resourceType, earlier } = input;
  const options = { ...DEFAULT_OPTIONS, ...input.options };
  setCurrentDetails(describeOpening(`${resourceType} ${describeRange(input.range)}`));
  const { range, schedule, uncovered } = await resolveExportRange(input, options);
  const archived = await surveyedArchive(input, range, options, schedule);
  const { binding, findings, nowMs, notifies } = await perform(surveyRange, 'check days at Twilio', {
    account,
    resourceType,
    range,
    options,
  });
  const { exportable, notYetExportable, refusal } = exportablePart(range, nowMs, options.waitForRecentDays);
  if (!exportable) throw ApplicationFailure.nonRetryable(refusal, FAILURE.nothingToExport);
  const before = knownBefore(openLedger(exportable), archived, earlier, options.maxAttempts);
  const known = recordResubmission(before, input.resubmitted ?? []);
  const isScheduled = schedule && (true as const);
  const identity = { resourceType, binding, nonce: uuid4().slice(0, 13), notYetExportable };
  const marks = { uncovered, isScheduled, isSearchable: input.isSearchable };
  const run = startRun({ ...identity, ...marks }, options, recordFindings(known, findings, nowMs, options), nowMs);
  return { ...run, notifies };
}

/** The days to export; those of a schedule are resolved now and put into the memo, which lists of exports show. */
async function resolveExportRange({ account, resourceType, range }: ExportDayRangeInput, options: ExportOptions) {
  if (!isRelative(range)) return { range };
  const waitedMs = Date.now() - workflowInfo().startTime.getTime();
  const resolved = await perform(resolveDays, 'resolve the newest day', { account, resourceType, range, waitedMs, options });
  refuseIf(validateRequest({ resourceType, range: resolved.range, options }));
  upsertMemo({ range: { ...resolved.range } });
  const schedule = { nowMs: resolved.nowMs, lookback: options.lookback };
  const uncovered = options.archive === undefined ? uncoveredDays(reachedDay(), resolved.range) : undefined;
  return { range: resolved.range, schedule, uncovered };
}

/** Undefined without an archive, or when every day is exported again. */
async function surveyedArchive(
  { account, resourceType }: ExportDayRangeInput,
  range: DayRange,
  options: ExportOptions,
  schedule?: ScheduledLook,
): Promise<PackedDayMap<Archived> | undefined> {
  const { archive, reexport } = options;
  if (archive === undefined) return undefined;
  const archived = await perform(surveyArchive, 'check days in the archive', {
    account,
    resourceType,
    range,
    archive,
    options,
    schedule,
  });
  return reexport === 'all' ? undefined : archived;
}

/** With an archive, its receipts count, not the result of an earlier export. */
function knownBefore(
  open: Ledger,
  archived: PackedDayMap<Archived> | undefined,
  earlier: PackedDayMap<DayState> | undefined,
  maxAttempts: number,
): Ledger {
  if (archived) return recordArchived(open, unpackDayMap(archived), maxAttempts);
  return earlier ? recordEarlier(open, unpackDayMap(earlier)) : open;
}

/** The last day that an earlier run of the schedule covered, if Temporal passes its outcome on. It need not be available. */
function reachedDay(): Day | undefined {
  const { lastResult, lastFailure } = workflowInfo();
  const failed = lastFailure instanceof ApplicationFailure ? lastFailure.details?.[0] : undefined;
  const reached = [lastResult, failed].flatMap((outcome) => (outcome as ExportOutcome | undefined)?.range.endDay ?? []);
  return reached.sort().at(-1);
}
