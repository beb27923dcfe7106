import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { describeCancelling } from '../../domain/describe/cancellation';
import { adviceOn } from '../../domain/describe/advice';
import { describeExport } from '../../domain/describe/current-details';
import { labelsChanged, labelsOf } from '../../domain/describe/labels';
import { progressOf, type Progress } from '../../domain/describe/progress';
import type { Ledger } from '../../domain/ledger/ledger';
import { recordExportMetrics } from '../metrics';
import type { ExportRun } from './export-run';
import { labelExport } from './label-export';
import { plannedSubmission } from './planned-steps';

/** Take an answer into the run, and show it: the ledger it leads to, and the time it was given at. */
export function record(run: ExportRun, ledger: Ledger, nowMs: number): void {
  run.ledger = ledger;
  if (nowMs > run.nowMs) {
    run.nowMs = nowMs;
    run.readAtMs = Date.now();
  }
  updateCurrentDetails(run);
}

/** The export in numbers and words. */
export function progressIn(run: ExportRun): Progress {
  const progress = progressOf(run.ledger, plannedSubmission(run));
  return run.cancelling
    ? { ...progress, waitingFor: describeCancelling(run.cancelling) }
    : { ...progress, cancellation: run.cancellation };
}

/** Show people in the Temporal UI how the export stands. */
export function updateCurrentDetails(run: ExportRun): void {
  const progress = progressIn(run);
  const { resourceType, uncovered, binding } = run;
  const { archive } = run.options;
  const advised = {
    workflowId: workflowInfo().workflowId,
    account: binding.account,
    resourceType,
    archive,
    uncovered,
  };
  setCurrentDetails(describeExport(run.ledger, progress, adviceOn(progress, plannedSubmission(run), advised)));
  recordExportMetrics(advised.workflowId, resourceType, run.ledger, progress.days);
  if (!run.isSearchable) return;
  const labels = labelsOf(resourceType, progress, plannedSubmission(run));
  if (labelsChanged(run.labels, labels)) {
    run.labels = labels;
    labelExport(labels);
  }
}
