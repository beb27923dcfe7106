import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { ExportEnd, ExportEvidence, ProgressAtEnd } from '../observations';
import type { WantedExport } from '../scenario';
import {
  endOf,
  hasClosed,
  idOf,
  readLedger,
  readProgress,
  startAgain,
  startExport,
  stuckWords,
} from './export-handle';
import { createPatience, type Patience } from './timeouts';
import type { Stage } from './world';
import { startFollowers } from './start-followers';

/** Start an export and see it to its end, and to a second one if it is started again. */
export async function followExport(stage: Stage, wanted: WantedExport): Promise<ExportEvidence> {
  const { running } = stage.notes;
  running.add(wanted);
  try {
    return await follow(stage, wanted, createPatience(stage));
  } finally {
    running.delete(wanted);
  }
}

async function follow(stage: Stage, wanted: WantedExport, patience: Patience): Promise<ExportEvidence> {
  const { clock, notes } = stage;
  const startedAtMs = clock();
  notes.firstRuns.push(await repeatedly(() => startExport(stage, wanted)));
  const stopFollowers = await startFollowers(stage, wanted);
  try {
    return { wanted, startedAtMs, ...(await seeAllThrough(stage, wanted, patience)) };
  } finally {
    await stopFollowers();
  }
}

type Followed = Omit<ExportEvidence, 'wanted' | 'startedAtMs'>;

async function seeAllThrough(stage: Stage, wanted: WantedExport, patience: Patience): Promise<Followed> {
  const handle = stage.temporal.client.workflow.getHandle(idOf(stage.account, wanted));
  const first = await seeThrough(handle, patience);
  if (!wanted.startsAgain || !isWorthAnother(wanted, first)) return first;
  await repeatedly(() => startAgain(stage, wanted));
  const second = await seeThrough(handle, patience);
  return { ...second, progress: [...first.progress, ...second.progress] };
}

async function seeThrough(handle: WorkflowHandle, patience: Patience): Promise<Followed> {
  while (!(await hasClosed(handle))) {
    if (patience.isOver()) return giveUp(handle);
    await pause(100);
  }
  const end = await repeatedly(() => endOf(handle));
  const progress = await readProgress(handle);
  return { end, ledger: await readLedger(handle), progress: listOf(progress) };
}

/** Whether an export that is started again would ask for anything. */
function isWorthAnother({ isArchived }: WantedExport, { end, ledger = [] }: Followed): boolean {
  const finished = ['empty', isArchived ? 'delivered' : 'exported'];
  const isUnfinished = ledger.some(({ standing }) => !finished.includes(standing));
  return (end.kind === 'cancelled' || end.kind === 'daysMissing') && isUnfinished;
}

async function giveUp(handle: WorkflowHandle): Promise<Followed> {
  const words = await repeatedly(() => stuckWords(handle));
  const progress = await readProgress(handle);
  await handle.terminate('it did not end in time');
  const end: ExportEnd = { kind: 'stuck', words };
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
