import { join } from 'node:path';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';
import type { ArchivedExport } from './kill-plan';

/** Where an export is started, and where its files go. */
export interface ExportPlace {
  readonly lib: string;
  readonly address: string;
  readonly account: string;
  readonly archive: string;
}

/** Start an export and follow it, as people do: `starter.js export … --follow`, a process of its own. */
export function followByProcess(
  { lib, address, account, archive }: ExportPlace,
  { resourceType, range, daysPerChunk, openJobs, pollMinMs, pollMaxMs }: ArchivedExport,
): Promise<Program> {
  const args = [
    ...['export', '--account', account, '--resource-type', resourceType],
    ...['--from', range.startDay, '--to', range.endDay, '--archive', archive, '--follow'],
    ...['--days-per-chunk', String(daysPerChunk), '--open-jobs', String(openJobs)],
    ...['--poll-min', `${pollMinMs}ms`, '--poll-max', `${pollMaxMs}ms`],
    ...['--resubmit-after', '500ms', '--ambiguity-wait', '2s', '--max-attempts', '6'],
  ];
  const env = isolatedEnvironment({ TEMPORAL_ADDRESS: address });
  return startProgram(join(lib, 'starter.js'), args, { env });
}
