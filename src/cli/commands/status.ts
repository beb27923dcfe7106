import type { Command } from 'commander';
import { readEarlierDays } from '../../client/exports/earlier-days';
import type { ExportState } from '../../client/exports/export-state';
import { readExportState } from '../../client/exports/read-export-state';
import { CommandError } from '../../client/send-command';
import { daysOf, type Day } from '../../domain/days/day-range';
import { dayChart, LEGEND } from '../../domain/describe/current-details';
import { formatDays } from '../../domain/format';
import { withTemporal } from '../../client/connection';
import { describeState, nextStepOf, stateAsJson } from '../output/describe-state';
import { examples } from '../output/examples';
import { readRetentionDays } from '../../client/retention';
import { nextCommands } from '../output/print';

/** Define `status`. */
export function defineStatus(command: Command): void {
  command
    .description('Shows progress, open jobs, missing days and problems of a running or closed export.')
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--chart', 'Add a chart with a mark for each day')
    .option('--missing', 'Print only the missing days, one per line')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('status export-default-Messages-2024-01-01..2024-03-31 --missing'))
    .action(async (workflowId: string, flags: StatusFlags) => {
      process.exitCode = await showStatus(workflowId, flags);
    });
}

interface StatusFlags {
  readonly chart?: boolean;
  readonly missing?: boolean;
  readonly json?: boolean;
}

async function showStatus(workflowId: string, { chart, missing, json }: StatusFlags): Promise<number> {
  return withTemporal(async ({ client, namespace }) => {
    const state = await readExportState(client, workflowId);
    if (!state) {
      console.error(describeUnknown(workflowId, await readRetentionDays(client, namespace)));
      return 1;
    }
    if (missing) {
      const days = missingDaysOf(state);
      if (json || days.length > 0) console.log(json ? JSON.stringify(days, undefined, 2) : days.join('\n'));
      return 0;
    }
    const days = chart ? await readEarlierDays(client, state.account ?? '', workflowId) : undefined;
    const rows = typeof days === 'object' ? dayChart({ days }) : undefined;
    if (json) {
      console.log(JSON.stringify({ ...stateAsJson(state), chart: rows }, undefined, 2));
      return 0;
    }
    const drawn = rows ? ['', ...rows, '', LEGEND] : [];
    const next = nextStepOf(state);
    const advice = next ? [`Next step  ${next.what}`] : [];
    const commands = nextCommands(...(next ? [next.command] : []), ['list']);
    console.log([...describeState(state), ...advice, ...drawn, ...commands].join('\n'));
    return 0;
  });
}

/** @throws CommandError when the missing days cannot be read, which must not look like none */
function missingDaysOf({ workflowId, progress, problem }: ExportState): Day[] {
  if (progress) return progress.missing.flatMap(({ ranges }) => ranges.flatMap(daysOf)).sort();
  throw new CommandError(`The missing days of ${workflowId} are unknown. ${problem ?? 'No worker responded.'}`);
}

/** A workflow is unknown when it never existed, or when it closed before the retention period. */
function describeUnknown(workflowId: string, retentionDays: number | undefined): string {
  const kept = retentionDays === undefined ? 'for a limited time' : `for ${formatDays(retentionDays)}`;
  return [
    `Error: Workflow ${workflowId} not found. Temporal keeps closed exports ${kept}.`,
    'Exporting these days again requests only files that are no longer available. Known exports:',
    ...nextCommands(['list']).slice(2),
  ].join('\n');
}
