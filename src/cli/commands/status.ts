import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { readEarlierDays } from '../../client/exports/earlier-days';
import type { ExportState } from '../../client/exports/export-state';
import { readExportState } from '../../client/exports/read-export-state';
import { ownCommand } from '../../client/own-command';
import { CommandError } from '../../client/send-command';
import { readRetentionDays } from '../../client/server-support';
import { daysOf, type Day } from '../../domain/days/day-range';
import { dayChart, LEGEND } from '../../domain/describe/current-details';
import { formatDays } from '../../domain/format';
import { addExportAction, type Flags, type Result } from '../action';
import { describeState, nextStepOf, stateAsJson } from '../output/describe-state';

export function define(command: Command): void {
  command
    .description('Shows progress, open jobs, missing days and problems of a running or closed export.')
    .option('--chart', 'Add a chart with a mark for each day')
    .option('--missing', 'Print only the missing days, one per line');
  addExportAction(command, 'status export-default-Messages-2024-01-01..2024-03-31 --missing', showStatus);
}

function showStatus(workflowId: string, { chart, missing }: Flags): Promise<Result> {
  return withTemporal(async ({ client, namespace }) => {
    const state = await readExportState(client, workflowId);
    if (!state) throw new CommandError(describeUnknown(workflowId, await readRetentionDays(client, namespace)));
    const missingDays = missing ? missingDaysOf(state) : undefined;
    if (missingDays) return { facts: missingDays, lines: missingDays };
    const days = chart ? await readEarlierDays(client, workflowId) : undefined;
    const rows = typeof days === 'object' ? dayChart({ days }) : undefined;
    const drawn = rows ? ['', ...rows, '', LEGEND] : [];
    const step = nextStepOf(state);
    const advice = step ? [`Next step  ${step.what}`] : [];
    const next = [...(step ? [step.command] : []), ['list']];
    return { facts: { ...stateAsJson(state), chart: rows }, lines: [...describeState(state), ...advice, ...drawn], next };
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
    `Workflow ${workflowId} not found. Temporal keeps closed exports ${kept}.`,
    'Exporting these days again requests only files that are no longer available. Known exports:',
    `  ${ownCommand('list')}`,
  ].join('\n');
}
