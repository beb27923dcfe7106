import { ApplicationFailure, setCurrentDetails, upsertMemo, uuid4, workflowInfo } from '@temporalio/workflow';
import { describeOpening } from '../../domain/describe/current-details';
import type { ExportOutcome } from '../../domain/describe/outcome';
import { unpackDayMap, type PackedDayMap } from '../../domain/days/packed-day-map';
import type { Day } from '../../domain/days/day-range';
import { recordArchived, recordEarlier, type Archived, recordFindings } from '../../domain/ledger/fold-submission';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { recordResubmission } from '../../domain/ledger/fold-operator';
import { validateRange, describeRange, exportablePart, isRelative, uncoveredDays } from '../../domain/request/export-request';
import { openLedger, type Ledger } from '../../domain/ledger/ledger';
import { FAILURE } from '../../contract/failure-types';
import type { ExportDayRangeInput } from '../../contract/messages';
import { validateExportInput } from '../../contract/validate-input';
import { perform, resolveDays, surveyArchive, surveyRange } from '../activity-stubs';
import { refuseIf } from '../refuse-if';
import { beginRun, type ExportRun } from './export-run';

/** Begin an export: check which days are available, plan the others. @throws ApplicationFailure `NothingToExport`, `BadInput` */
export async function openExport(input: ExportDayRangeInput): Promise<ExportRun> {
  refuseIf(validateExportInput(input));
  const { account, resourceType, isSearchable } = input;
  const options = { ...DEFAULT_OPTIONS, ...input.options };
  const { archive } = options;
  setCurrentDetails(describeOpening(`${resourceType} ${describeRange(input.range)}`));
  const { range, schedule, uncovered } = await resolveExportRange(input, options);
  const asked = { account, resourceType, range, options };
  const archived =
    archive === undefined ? undefined : await perform(surveyArchive, 'check days in the archive', { ...asked, archive, schedule });
  const { binding, findings, nowMs, notifies } = await perform(surveyRange, 'check days at Twilio', asked);
  const { exportable, notYetExportable, refusal } = exportablePart(range, nowMs, options.waitForRecentDays);
  if (!exportable) throw ApplicationFailure.nonRetryable(refusal, FAILURE.nothingToExport);
  const known = knownBefore(openLedger(exportable), archived, input, options);
  const ledger = recordFindings(known, findings, nowMs, options);
  const marks = { notYetExportable, uncovered, isScheduled: schedule && (true as const), isSearchable };
  const identity = { resourceType, binding, nonce: uuid4().slice(0, 13), ...marks };
  return beginRun({ ...identity, options, notifies, reservationCount: 0, resubmissions: [], ledger, nowMs });
}

/** The days to export; those of a schedule are resolved now and put into the memo, which lists of exports show. */
async function resolveExportRange({ account, resourceType, range }: ExportDayRangeInput, options: ExportOptions) {
  if (!isRelative(range)) return { range };
  const waitedMs = Date.now() - workflowInfo().startTime.getTime();
  const resolved = await perform(resolveDays, 'resolve the newest day', { account, resourceType, range, waitedMs, options });
  refuseIf(validateRange(resolved.range));
  upsertMemo({ range: { ...resolved.range } });
  const schedule = { nowMs: resolved.nowMs, lookback: options.lookback };
  const uncovered = options.archive === undefined ? uncoveredDays(reachedDay(), resolved.range) : undefined;
  return { range: resolved.range, schedule, uncovered };
}

/** The days that are known before the first request to Twilio. With an archive, its receipts count, not the result of an earlier export. */
function knownBefore(open: Ledger, stored: PackedDayMap<Archived> | undefined, input: ExportDayRangeInput, options: ExportOptions) {
  const { earlier, resubmitted = [] } = input;
  const before = earlier ? recordEarlier(open, unpackDayMap(earlier)) : open;
  const known = stored && options.reexport !== 'all' ? recordArchived(open, unpackDayMap(stored), options.maxAttempts) : before;
  return recordResubmission(known, resubmitted);
}

/** The last day that an earlier run of the schedule covered, if Temporal passes its outcome on. It need not be available. */
function reachedDay(): Day | undefined {
  const { lastResult, lastFailure } = workflowInfo();
  const failed = lastFailure instanceof ApplicationFailure ? lastFailure.details?.[0] : undefined;
  const reached = [lastResult, failed].flatMap((outcome) => (outcome as ExportOutcome | undefined)?.range.endDay ?? []);
  return reached.sort().at(-1);
}
