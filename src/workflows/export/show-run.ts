import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { ledgerQuery, missingQuery, progressQuery, type Outlook } from '../../contract/messages';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import { entriesOf } from '../../domain/days/day-map';
import { adviceOn, nextAction, type AdvisedExport } from '../../domain/describe/advice';
import { CANCELLING } from '../../domain/describe/cancellation';
import { describeExport } from '../../domain/describe/current-details';
import { labelsChanged, labelsOf, phaseOf } from '../../domain/describe/labels';
import { progressOf, type Progress } from '../../domain/describe/progress';
import { missingDays, type Ledger } from '../../domain/ledger/ledger';
import { recordExportMetrics } from '../metrics';
import type { ExportRun } from './export-run';
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

export function progressIn(run: ExportRun): Progress {
  const submitting = run.submitting.map(({ range }) => range);
  const progress = progressOf(run.ledger, plannedSubmission(run), submitting);
  return run.cancelling ? { ...progress, waitingFor: CANCELLING[run.cancelling] } : { ...progress, cancellation: run.cancellation };
}

export function viewOf(run: ExportRun): QueryView {
  const { ledger, notYetExportable, nonce } = run;
  const [progress, step] = [progressIn(run), plannedSubmission(run)];
  const next = nextAction(progress, step, advisedOf(run));
  return { ledger, shown: { ...progress, notYetExportable, nonce, phase: phaseOf(progress, step), next } };
}

function advisedOf({ resourceType, uncovered, binding, options }: ExportRun): AdvisedExport {
  const { workflowId } = workflowInfo();
  return { workflowId, account: binding.account, resourceType, archive: options.archive, uncovered };
}

/** Show people in the Temporal UI how the export stands. */
export function updateCurrentDetails(run: ExportRun): void {
  const [progress, step, advised] = [progressIn(run), plannedSubmission(run), advisedOf(run)];
  setCurrentDetails(describeExport(run.ledger, progress, adviceOn(progress, step, advised)));
  recordExportMetrics(advised, run.ledger, progress.days);
  if (!run.isSearchable) return;
  const labels = labelsOf(run.resourceType, progress, step);
  if (!labelsChanged(run.labels, labels)) return;
  run.labels = labels;
  upsertSearchAttributes([
    { key: keyOf('DayhaulResourceType'), value: labels.resourceType },
    { key: keyOf('DayhaulPhase'), value: labels.phase },
    { key: keyOf('DayhaulDays'), value: labels.days },
    { key: keyOf('DayhaulFinalDays'), value: labels.finalDays },
    { key: keyOf('DayhaulMissingDays'), value: labels.missingDays },
  ]);
}

function keyOf<Name extends keyof typeof SEARCH_ATTRIBUTES>(name: Name) {
  return { name, type: SEARCH_ATTRIBUTES[name] };
}

export interface QueryView {
  readonly ledger: Ledger;
  readonly shown: Progress & Outlook;
}

/** Answer queries from a view, which is computed for each query. */
export function handleQueries(view: () => QueryView): void {
  setHandler(progressQuery, () => view().shown, { description: 'The export in numbers, and what it waits for' });
  setHandler(ledgerQuery, () => entriesOf(view().ledger.days).map(({ range, value }) => ({ ...range, ...value })), {
    description: 'The state of every day',
  });
  setHandler(missingQuery, () => missingDays(view().ledger), { description: 'The missing days, and why' });
}
