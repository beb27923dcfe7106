import type { Client } from '@temporalio/client';
import type { ExportState } from '../client/exports/export-state';
import { followExport, type ProgressDisplay } from '../client/exports/follow-export';
import type { CommandWords } from '../domain/request/command-line';
import type { Flags, Result } from './action';
import { describeEnd, stateAsJson } from './output/describe-state';
import { progressDisplayOn } from './output/progress-display';

const INTERRUPTED = 130; // the exit code of shells for a process ended by Ctrl-C

/** A display on stdout, or on stderr when stdout is reserved for JSON; `isShared` when it shows several exports. */
export function displayOf({ json }: Flags, isShared = false): ProgressDisplay {
  return progressDisplayOn(json ? process.stderr : process.stdout, isShared);
}

/** Follow an export until it is closed, or until Ctrl-C. @returns the last state */
export async function followUntilInterrupt(client: Client, workflowId: string, display: ProgressDisplay): Promise<ExportState> {
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once('SIGINT', stop);
  try {
    return await followExport(client, workflowId, display, interrupt.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}

export function endResult(end: ExportState, next: readonly CommandWords[]): Result {
  const exitCode = end.state === 'completed' ? 0 : end.state === 'running' ? INTERRUPTED : 1;
  return { facts: stateAsJson(end), lines: [describeEnd(end)], next, exitCode };
}
