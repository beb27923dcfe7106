import { CancellationScope, condition } from '@temporalio/workflow';
import { recordDelivery } from '../../domain/fold-delivery';
import type { DeliveryStep } from '../../domain/plan-delivery';
import { describeDelivery } from '../../domain/step-sentence';
import { awaitTwilioClock, deliverDays } from '../activity-stubs';
import { deliveryOf, isOver, knownNowMs, record, type ExportRun } from '../export-run';

type DeliverStep = Extract<DeliveryStep, { step: 'deliver' }>;
type WaitStep = Extract<DeliveryStep, { step: 'wait' }>;

/** Fetch file after file into the archive, those that expire first before the others, until the export is over. */
export async function deliveringLane(run: ExportRun, archive: string): Promise<void> {
  while (!isOver(run)) {
    const step = deliveryOf(run);
    if (step.step === 'deliver') await deliver(run, archive, step);
    else if (step.step === 'wait') await waitForClock(run, step);
    else await condition(() => isOver(run) || deliveryOf(run).step !== 'rest');
  }
}

async function deliver(run: ExportRun, archive: string, { days }: DeliverStep): Promise<void> {
  const { binding, resourceType, options } = run;
  const batch = await deliverDays.executeWithOptions({ summary: describeDelivery(days) }, [
    { binding, resourceType, archive, days, options },
  ]);
  record(run, recordDelivery(run.ledger, batch, options), batch.nowMs);
}

/** A wait is broken off when other files can be fetched. */
async function waitForClock(run: ExportRun, { untilMs }: WaitStep): Promise<void> {
  const { binding, resourceType, options } = run;
  const { pollMinMs, pollMaxMs } = options;
  const input = { binding, resourceType, untilMs, knownNowMs: knownNowMs(run), pollMinMs, pollMaxMs };
  await CancellationScope.cancellable(async () => {
    const time = awaitTwilioClock.executeWithOptions({ summary: 'wait before files are fetched again' }, [
      input,
    ]);
    const read = await Promise.race([time, condition(() => isOver(run) || deliveryOf(run).step !== 'wait')]);
    if (read) record(run, run.ledger, read.nowMs);
    CancellationScope.current().cancel();
    await time.catch(() => undefined);
  });
}
