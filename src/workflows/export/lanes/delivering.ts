import { summarizeDownload } from '../../../domain/describe/step';
import { recordDelivery } from '../../../domain/ledger/fold-delivery';
import type { DeliveryStep } from '../../../domain/plan/next-delivery';
import { deliverDays, performToEndUnless } from '../../activity-stubs';
import { until } from '../../event-loop';
import { contextOf, type ExportRun } from '../export-run';
import { isCancelled, plannedDelivery, shouldStop } from '../planned-steps';
import { record } from '../show-run';
import { waitForClock } from './polling';

type DeliverStep = Extract<DeliveryStep, { step: 'deliver' }>;

/** Download files to the archive, those that expire first before others, until the export ends. */
export async function deliveringLane(run: ExportRun, archive: string): Promise<void> {
  const hasMoreToDo = () => plannedDelivery(run).step !== 'wait';
  while (!shouldStop(run)) {
    const step = plannedDelivery(run);
    if (step.step === 'deliver') await deliver(run, archive, step, isCancelled);
    else if (step.step === 'wait') await waitForClock(run, step.untilMs, 'wait to retry downloads', hasMoreToDo);
    else await until(() => shouldStop(run) || plannedDelivery(run).step !== 'rest');
  }
}

/** Download one batch of files; `isOutOfDate` ends it early. */
export async function deliver(run: ExportRun, archive: string, { days }: DeliverStep, isOutOfDate: () => boolean): Promise<void> {
  const input = { ...contextOf(run), archive, days };
  const batch = await performToEndUnless(isOutOfDate, deliverDays, summarizeDownload(days), input);
  if (batch) record(run, recordDelivery(run.ledger, batch, input.options), batch.nowMs);
}
