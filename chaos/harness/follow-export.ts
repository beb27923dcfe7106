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
  const { temporal, account, clock, lib } = stage;
  const startedAtMs = clock();
  await repeatedly(() => startExport(temporal.client, account, wanted));
  const handle = temporal.client.workflow.getHandle(idOf(account, wanted));
  const first = await seeThrough(handle, patience);
  if (!wanted.startsAgain || !isWorthAnother(first)) {
    return { wanted, startedAtMs, ...first };
  }
  await repeatedly(() => startAgain(lib, temporal.address, account, wanted));
  const second = await seeThrough(handle, patience);
  return { wanted, startedAtMs, ...second, progress: [...first.progress, ...second.progress] };
}

type Followed = Omit<ExportEvidence, 'wanted' | 'startedAtMs'>;

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
function isWorthAnother({ end, ledger = [] }: Followed): boolean {
  const isUnfinished = ledger.some(({ standing }) => standing !== 'exported' && standing !== 'empty');
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
