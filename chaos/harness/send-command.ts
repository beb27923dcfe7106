import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { Order } from '../scenario';
import { idOf } from './export-handle';
import type { Stage } from './world';

const ATTEMPTS = 40;

/** Tell an export something, as the starter does: again and again until somebody answers. */
export async function giveOrder(order: Order, stage: Stage): Promise<void> {
  const { scenario, account, temporal, clock, notes } = stage;
  const wanted = scenario.exports[order.of];
  if (!wanted) return;
  const handle = temporal.client.workflow.getHandle(idOf(account, wanted));
  if (order.deed === 'resume') endPause(order.of, stage);
  const isAccepted = await send(order, handle);
  notes.orders.push({ order, isAccepted });
  if (order.deed === 'pause' && isAccepted) {
    notes.pauses.push({ of: order.of, fromMs: clock(), untilMs: Infinity });
  }
}

function endPause(of: number, { clock, notes }: Stage): void {
  notes.pauses = notes.pauses.map((other) =>
    other.of === of && other.untilMs === Infinity ? { ...other, untilMs: clock() } : other,
  );
}

async function send(order: Order, handle: WorkflowHandle): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await handle.client.withDeadline(Date.now() + 5000, () => sendOnce(order, handle));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || !(error instanceof ServiceError)) return false;
      await pause(250);
    }
  }
  return false;
}

/** Repeated orders do no harm: a resubmission is known by its id. */
async function sendOnce(order: Order, handle: WorkflowHandle): Promise<unknown> {
  switch (order.deed) {
    case 'pause':
      return handle.executeUpdate('pause', { args: [{ reason: 'to see what happens' }] });
    case 'resume':
      return handle.executeUpdate('resume');
    case 'change':
      return handle.executeUpdate('changeSettings', { args: [order.options] });
    case 'cancel':
      return handle.cancel();
    case 'resubmit':
      return handle.executeUpdate('resubmit', { args: [{ id: 'the only one' }] });
  }
}
