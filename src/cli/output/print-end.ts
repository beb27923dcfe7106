import type { ExportState } from '../../client/exports/export-state';
import type { CommandWords } from '../../domain/request/command-line';
import { describeEnd, stateAsJson } from './describe-state';
import { printResult } from './print';

/** What shells call the end by Ctrl-C. */
const INTERRUPTED = 130;

/** Where a following is shown: what is printed as JSON has the output to itself. */
export function outputOf(json: boolean | undefined): NodeJS.WriteStream {
  return json ? process.stderr : process.stdout;
}

/** Tell how the following ended: as JSON, or in a sentence with the commands that make sense next. */
export function printEnd(end: ExportState, next: readonly CommandWords[], json: boolean | undefined): void {
  printResult(stateAsJson(end), describeEnd(end), json, next);
}

/** What a command that followed an export exits with. */
export function exitCodeOf({ state }: ExportState): number {
  if (state === 'completed') return 0;
  return state === 'running' ? INTERRUPTED : 1;
}
