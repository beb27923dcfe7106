import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { ExportEnd, ExportObservations, ProgressAtEnd } from '../observations';
import type { ExportSpec } from '../scenario';
import { endOf, hasClosed, idOf, readLedger, readProgress, startAgain, startExport, stuckMessages } from './export-handle';
import { createStandstillTimeout, type StandstillTimeout } from './timeouts';
import type { Harness } from './world';
import { startFollowers } from './start-followers';

/** Start an export and see it to its end, and to a second one if it is started again. */
export async function followExport(harness: Harness, spec: ExportSpec): Promise<ExportObservations> {
  const { running } = harness.notes;
  running.add(spec);
  try {
    return await follow(harness, spec, createStandstillTimeout(harness));
  } finally {
    running.delete(spec);
  }
}

async function follow(harness: Harness, spec: ExportSpec, timeout: StandstillTimeout): Promise<ExportObservations> {
  const { clock, notes } = harness;
  const startedAtMs = clock();
  notes.firstRuns.push(await repeatedly(() => startExport(harness, spec)));
  const stopFollowers = await startFollowers(harness, spec);
  try {
    return { spec, startedAtMs, ...(await seeAllThrough(harness, spec, timeout)) };
  } finally {
    await stopFollowers();
  }
}

type Followed = Omit<ExportObservations, 'spec' | 'startedAtMs'>;

async function seeAllThrough(harness: Harness, spec: ExportSpec, timeout: StandstillTimeout): Promise<Followed> {
  const handle = harness.temporal.client.workflow.getHandle(idOf(harness.account, spec));
  const first = await seeThrough(handle, timeout);
  if (!spec.startsAgain || !isWorthAnother(spec, first)) return first;
  await repeatedly(() => startAgain(harness, spec));
  const second = await seeThrough(handle, timeout);
  return { ...second, progress: [...first.progress, ...second.progress] };
}

async function seeThrough(handle: WorkflowHandle, timeout: StandstillTimeout): Promise<Followed> {
  while (!(await hasClosed(handle))) {
    if (timeout.isOver()) return terminateStuck(handle);
    await pause(100);
  }
  const end = await repeatedly(() => endOf(handle));
  const progress = await readProgress(handle);
  return { end, ledger: await readLedger(handle), progress: listOf(progress) };
}

/** Whether an export that is started again would ask for anything. */
function isWorthAnother({ isArchived }: ExportSpec, { end, ledger = [] }: Followed): boolean {
  const finished = ['empty', isArchived ? 'delivered' : 'exported'];
  const isUnfinished = ledger.some(({ state }) => !finished.includes(state));
  return (end.kind === 'cancelled' || end.kind === 'daysMissing') && isUnfinished;
}

async function terminateStuck(handle: WorkflowHandle): Promise<Followed> {
  const messages = await repeatedly(() => stuckMessages(handle));
  const progress = await readProgress(handle);
  await handle.terminate('it did not end in time');
  const end: ExportEnd = { kind: 'stuck', messages };
  return { end, progress: listOf(progress) };
}

function listOf(progress: ProgressAtEnd | undefined): readonly ProgressAtEnd[] {
  return progress ? [progress] : [];
}

/** Temporal may be away for a while. */
async function repeatedly<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = 20; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await pause(500);
    }
  }
}
