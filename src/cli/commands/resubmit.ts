import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { resubmitExport } from '../../client/exports/resubmit-export';
import { formatDays } from '../../domain/format';
import { addExportAction } from '../action';
import { parseRange } from '../input/parse-range';
import { placeOf } from '../input/targets';

const EXAMPLE = 'resubmit export-default-Messages-2024-01-01..2024-03-31 --from 2024-02-01 --to 2024-02-02';

export function define(command: Command): void {
  command
    .description('Works for a running export and for a closed one, which is started again with its archive and its options.')
    .option('--from <day>', 'Only missing days on or after this day')
    .option('--to <day>', 'Only missing days on or before this day');
  addExportAction(command, EXAMPLE, async (workflowId, { from, to }) => {
    const isPart = from !== undefined || to !== undefined;
    const only = isPart ? parseRange({ from: from ?? '0001-01-01', to: to ?? '2999-12-31' }, Date.now()) : undefined;
    const resubmitted = await withTemporal(({ client }) =>
      resubmitExport(client, workflowId, (account) => placeOf({ account }).taskQueue, only),
    );
    const days = formatDays(resubmitted.days);
    const what = resubmitted.workflowId === workflowId ? days : `${days} of ${workflowId}`;
    const line = `${resubmitted.workflowId} requests ${what} again.`;
    return { facts: resubmitted, lines: [line], next: [['status', resubmitted.workflowId]] };
  });
}
