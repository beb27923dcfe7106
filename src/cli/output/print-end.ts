import type { ExportState } from '../../client/exports/export-state';
import type { CommandWords } from '../../domain/request/command-line';
import { describeEnd, stateAsJson } from './describe-state';
import { printResult } from './print';

/** The exit code of shells for a process ended by Ctrl-C. */
const INTERRUPTED = 130;

/** The stream for progress: stdout, or stderr when stdout is reserved for JSON. */
export function outputOf(json: boolean | undefined): NodeJS.WriteStream {
  return json ? process.stderr : process.stdout;
}

/** Print the last state of a followed export: as JSON, or as a sentence with the next commands. */
export function printEnd(end: ExportState, next: readonly CommandWords[], json: boolean | undefined): void {
  printResult(stateAsJson(end), describeEnd(end), json, next);
}

/** The exit code of a command that followed an export. */
export function exitCodeOf({ state }: ExportState): number {
  if (state === 'completed') return 0;
  return state === 'running' ? INTERRUPTED : 1;
}
