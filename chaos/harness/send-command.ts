import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { Command } from '../scenario';
import { idOf } from './export-handle';
import type { Harness } from './world';

const ATTEMPTS = 40;

/** Tell an export something, as the starter does: again and again until somebody answers. */
export async function sendCommand(command: Command, harness: Harness): Promise<void> {
  const { scenario, account, temporal, clock, notes } = harness;
  const spec = scenario.exports[command.of];
  if (!spec) return;
  const handle = temporal.client.workflow.getHandle(idOf(account, spec));
  if (command.action === 'resume') endPause(command.of, harness);
  const isAccepted = await send(command, handle);
  notes.commands.push({ command, isAccepted });
  if (command.action === 'pause' && isAccepted) {
    notes.pauses.push({ of: command.of, fromMs: clock(), untilMs: Infinity });
  }
}

function endPause(of: number, { clock, notes }: Harness): void {
  notes.pauses = notes.pauses.map((other) =>
    other.of === of && other.untilMs === Infinity ? { ...other, untilMs: clock() } : other,
  );
}

async function send(command: Command, handle: WorkflowHandle): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await handle.client.withDeadline(Date.now() + 5000, () => sendOnce(command, handle));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || !(error instanceof ServiceError)) return false;
      await pause(250);
    }
  }
  return false;
}

/** Repeated commands do no harm: a resubmission is known by its id. */
async function sendOnce(command: Command, handle: WorkflowHandle): Promise<unknown> {
  switch (command.action) {
    case 'pause':
      return handle.executeUpdate('pause', { args: [{ reason: 'to see what happens' }] });
    case 'resume':
      return handle.executeUpdate('resume');
    case 'change':
      return handle.executeUpdate('changeSettings', { args: [command.options] });
    case 'cancel':
      return handle.cancel();
    case 'resubmit':
      return handle.executeUpdate('resubmit', { args: [{ id: 'the only one' }] });
  }
}
