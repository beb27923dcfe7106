import { ApplicationFailure, continueAsNew, uuid4 } from '@temporalio/workflow';
import type { DayRange } from '../domain/day-range';
import { DEFAULT_OPTIONS, type ExportOptions } from '../domain/export-options';
import { problemsWith } from '../domain/export-request';
import { isSettled, openLedger, packLedger, unpackLedger } from '../domain/ledger';
import { describeOutcome, outcomeOf, type ExportOutcome } from '../domain/outcome';
import { exportablePart } from '../domain/plan';
import type { ResourceType } from '../domain/resource-type';
import { FAILURE } from '../failure-types';
import { openExport } from './activity-stubs';
import { answerQueries } from './answer-queries';
import { startRun, stepOf, type CarriedExport, type ExportRun } from './export-run';
import { pollingLane } from './lanes/polling';
import { submittingLane } from './lanes/submitting';

export interface ExportDayRangeInput {
  /** The label of the account; the credentials stay with the worker. */
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options?: Partial<ExportOptions>;
  /** What the run before this one had reached. */
  readonly carried?: CarriedExport;
}

/**
 * Export every day of a range: submit chunks as jobs, poll them until each day is final, submit failed days again
 * until they succeed or have no attempt left.
 *
 * @returns the outcome, when no day is missing or missing days are allowed
 * @throws ApplicationFailure of type `DaysMissing` with the outcome as its details; `NothingToExport`, `BadInput`
 */
export async function exportDayRange(input: ExportDayRangeInput): Promise<ExportOutcome> {
  const options = { ...DEFAULT_OPTIONS, ...input.options };
  answerQueries(() => ({ ledger: openLedger(input.range), step: { step: 'rest' } }));

  const run = input.carried ? resumeRun(input.carried) : await openRun(input, options);
  answerQueries(() => ({ ...run, step: stepOf(run) }));
  await Promise.all([submittingLane(run), pollingLane(run)]);

  if (!isSettled(run.ledger)) return continueAsNew<typeof exportDayRange>({ ...input, carried: carry(run) });
  return conclude(run, input.range);
}

function refuseBadInput(resourceType: ResourceType, range: DayRange, options: ExportOptions): void {
  const problems = problemsWith({ resourceType, range, options });
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(problems.join(' '), FAILURE.badInput);
}

/** A run that goes on was accepted when the export began; a later release may not refuse it. */
async function openRun(
  { resourceType, range }: ExportDayRangeInput,
  options: ExportOptions,
): Promise<ExportRun> {
  refuseBadInput(resourceType, range, options);
  const { binding, nowMs } = await openExport.executeWithOptions({ summary: 'ask Twilio for the time' }, [
    { resourceType, pollMinMs: options.pollMinMs },
  ]);
  const { exportable, notYetExportable, refusal } = exportablePart(range, nowMs, options.waitForRecentDays);
  if (!exportable) throw ApplicationFailure.nonRetryable(refusal, FAILURE.nothingToExport);
  const identity = { resourceType, options, binding, nonce: uuid4().slice(0, 13), notYetExportable };
  return startRun(identity, openLedger(exportable), nowMs);
}

function resumeRun({ ledger, nowMs, ...identity }: CarriedExport): ExportRun {
  return startRun(identity, unpackLedger(ledger), nowMs);
}

function carry({
  resourceType,
  options,
  binding,
  nonce,
  notYetExportable,
  ledger,
  nowMs,
}: ExportRun): CarriedExport {
  return { resourceType, options, binding, nonce, notYetExportable, ledger: packLedger(ledger), nowMs };
}

function conclude(
  { ledger, resourceType, options, notYetExportable }: ExportRun,
  range: DayRange,
): ExportOutcome {
  const outcome = outcomeOf(ledger, resourceType, range, notYetExportable);
  if (outcome.days.missing === 0 || options.allowMissing) return outcome;
  throw ApplicationFailure.create({
    message: describeOutcome(outcome),
    type: FAILURE.daysMissing,
    nonRetryable: true,
    details: [outcome],
  });
}
