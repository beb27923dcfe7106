import { allHandlersFinished, ApplicationFailure, continueAsNew, log, workflowInfo } from '@temporalio/workflow';
import { FAILURE, type FailureType } from '../../contract/failure-types';
import { reportIdOf } from '../../contract/ids';
import type { ExportDayRangeInput } from '../../contract/messages';
import { validateExportInput } from '../../contract/validate-input';
import { wholeRange } from '../../domain/days/day-map';
import type { DayRange } from '../../domain/days/day-range';
import { describeChecking } from '../../domain/describe/current-details';
import { describeOutcome, outcomeOf, type ExportOutcome } from '../../domain/describe/outcome';
import { headline, progressOf } from '../../domain/describe/progress';
import { missingDays, openLedger } from '../../domain/ledger/ledger';
import { endNotices } from '../../domain/notify/notices';
import { describeRange, expectedRange, isRelative } from '../../domain/request/export-request';
import { allActivitiesEnded, announceEnd, perform, reportExport } from '../activity-stubs';
import { allEventsHandled, cancelRequested, runEventLoop, unlessCancelled, until } from '../event-loop';
import { refuseIf } from '../refuse-if';
import { cancelExport } from './cancel-export';
import { carry, contextOf, resumeRun, type CarriedExport, type ExportRun } from './export-run';
import { handleUpdates } from './handle-updates';
import { deliveringLane } from './lanes/delivering';
import { pollingLane } from './lanes/polling';
import { submittingLane } from './lanes/submitting';
import { openExport } from './open-export';
import { hasEnded, isCancelled } from './planned-steps';
import { handleQueries, progressIn, updateCurrentDetails, viewOf } from './show-run';

type Input = ExportDayRangeInput & { readonly carried?: CarriedExport };

/**
 * Export every day of a range: survey, submit, poll, resubmit failed days, and with an archive download. Resolves with the outcome
 * when no day is missing, or missing days are allowed.
 * @throws ApplicationFailure of type `DaysMissing`, `DaysOpen` or `DaysUncovered` with the outcome as its details;
 * `NothingToExport`, `BadInput`
 */
export async function exportDayRange(input: Input): Promise<ExportOutcome> {
  const begun: { run?: ExportRun } = {};
  handleQueries(() => (begun.run ? viewOf(begun.run) : viewBefore(input)));
  handleUpdates(() => begun.run);

  return runEventLoop(async () => {
    // a client cannot start an export with the state of a run
    const carried = workflowInfo().continuedFromExecutionRunId === undefined ? undefined : input.carried;
    const run = carried ? resumeRun(carried) : await unlessCancelled(() => openExport(input));
    begun.run = run;
    if (!carried) log.info(`Export started: ${headline(progressIn(run))}.`);
    updateCurrentDetails(run);
    await runLanes(run);
    if (hasEnded(run)) await unlessCancelled(() => writeReport(run));
    await until(isIdle);
    if (!hasEnded(run)) return continueAsNew<typeof exportDayRange>({ ...input, carried: carry(run) });
    run.isEnding = true;
    return conclude(run, isRelative(input.range) ? wholeRange(run.ledger.days) : input.range);
  });
}

/** Run the lanes until the export has ended, or the next run continues it. @throws CancelledFailure when it was cancelled before */
async function runLanes(run: ExportRun): Promise<void> {
  const { archive } = run.options;
  const lanes = [submittingLane(run), pollingLane(run)];
  if (archive !== undefined) lanes.push(deliveringLane(run, archive));
  await Promise.race([Promise.all(lanes), until(isCancelled)]);
  if (!hasEnded(run)) await until(() => isCancelled() || isIdle());
  const cancellation = cancelRequested();
  if (!cancellation || hasEnded(run)) return;
  await cancelExport(run, lanes);
  const outcome = outcomeOf(run.ledger, run.resourceType, wholeRange(run.ledger.days), run);
  await announce(run, outcome, 'cancelled');
  throw cancellation;
}

/** Whether a run can end: everything that reached it is handled. */
function isIdle(): boolean {
  return allHandlersFinished() && allEventsHandled() && allActivitiesEnded();
}

/** Write the end of the export to its archive. */
async function writeReport(run: ExportRun): Promise<void> {
  const { options, ledger, nowMs, isScheduled } = run;
  const { archive } = options;
  if (archive === undefined) return;
  const facts = { exportId: reportIdOf(workflowInfo().workflowId), range: wholeRange(ledger.days), missing: missingDays(ledger) };
  await perform(reportExport, 'write report', { ...contextOf(run), ...facts, archive, nowMs, isScheduled });
}

async function conclude(run: ExportRun, range: DayRange): Promise<ExportOutcome> {
  const { ledger, resourceType, options, notYetExportable, uncovered } = run;
  const outcome = outcomeOf(ledger, resourceType, range, { notYetExportable, uncovered });
  const shortfall = shortfallOf(outcome);
  const result = shortfall && !options.allowMissing ? 'failed' : 'completed';
  log.info(`Export ${result}: ${describeOutcome(outcome)}`);
  await announce(run, outcome, result, viewOf(run).shown.next?.command);
  if (!shortfall || options.allowMissing) return outcome;
  throw ApplicationFailure.create({ message: describeOutcome(outcome), type: shortfall, nonRetryable: true, details: [outcome] });
}

/** Announce the end, if the worker has targets for notifications. */
async function announce({ notifies, binding }: ExportRun, ...end: Parameters<typeof endNotices>): Promise<void> {
  if (notifies) await perform(announceEnd, 'announce the end', { binding, notices: endNotices(...end) });
}

function shortfallOf({ days, open, uncovered }: ExportOutcome): FailureType | undefined {
  if (days.missing > 0) return FAILURE.daysMissing;
  if (open) return FAILURE.daysOpen;
  return uncovered && FAILURE.daysUncovered;
}

/** Until Twilio's clock is known, the server's clock resolves the days. */
function viewBefore(input: Input) {
  refuseIf(validateExportInput(input));
  const { range, resourceType } = input;
  const ledger = openLedger(isRelative(range) ? expectedRange(range, workflowInfo().startTime.getTime()) : range);
  const waitingFor = describeChecking(`${resourceType} ${describeRange(range)}`);
  return { ledger, shown: { ...progressOf(ledger, { step: 'rest' }), waitingFor } };
}
