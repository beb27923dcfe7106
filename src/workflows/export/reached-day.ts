import { ApplicationFailure, workflowInfo } from '@temporalio/workflow';
import type { Day } from '../../domain/days/day-range';
import type { ExportOutcome } from '../../domain/describe/outcome';

/**
 * The last day that an earlier run of the same schedule covered, as far as Temporal passes its outcome on. It does not say
 * that a day is available.
 */
export function reachedDay(): Day | undefined {
  const { lastResult, lastFailure } = workflowInfo();
  const failed = lastFailure instanceof ApplicationFailure ? lastFailure.details?.[0] : undefined;
  const reached = [lastResult, failed].flatMap((outcome) => (outcome as ExportOutcome | undefined)?.range.endDay ?? []);
  return reached.sort().at(-1);
}
