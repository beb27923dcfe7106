import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { startExport } from '../../client/exports/start-export';
import { describeFailure } from '../../client/failures/describe-failure';
import { readPreview } from '../../client/preview/read-preview';
import { planExport, type KnownBefore } from '../../domain/plan/cost-estimate';
import { DEFAULT_OPTIONS } from '../../domain/request/export-options';
import type { ExportSpec } from '../../domain/request/export-request';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import { addAction } from '../action';
import { endResult, followUntilInterrupt } from '../follow';
import { ACCOUNT_OPTION } from '../input/account';
import { parseExportFlags } from '../input/export-flags';
import type { Flags } from '../input/flags';
import { addOptions, CHANGEABLE } from '../input/option-flags';
import { UsageError } from '../input/usage-error';
import { describePlan } from '../output/describe-plan';
import { describeStart, followCommand } from '../output/describe-start';
import type { Result } from '../output/print';
import { uiListAddress } from '../output/ui-address';

const EXAMPLES = [
  'export --resource-type Messages --from 2024-01-01 --to 2024-03-31 --plan',
  'export --resource-type Calls --last 90d --follow',
  'export --resource-type Messages --from 2018-01-01 --to newest --archive s3://bucket/twilio',
];

const DESCRIPTION = `Splits the range into jobs, submits them to Twilio, and follows every day until it is exported, empty or
missing. Days that Twilio or the archive already has are not requested again. Running the same command again attaches to
the same export.

Days are UTC, and a range includes both ends. The newest exportable day is two days before today. Ctrl-C stops following;
the export continues.`;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .requiredOption('--resource-type <type>', `Resource type: ${RESOURCE_TYPES.join(', ')}`)
    .option('--from <day>', 'First day, such as 2024-01-31')
    .option('--to <day>', 'Last day, or "newest" (default: newest)')
    .option('--last <days>', 'Number of days up to the newest exportable day, such as 90d')
    .option(...ACCOUNT_OPTION);
  addOptions(command, ['waitForRecentDays', 'archive', 'reexport', 'fresh'], DEFAULT_OPTIONS)
    .option('--plan', 'Show jobs, quota and duration without starting')
    .option('--follow', 'Show progress until the export ends');
  addOptions(addAction(command, EXAMPLES, runExport), CHANGEABLE, DEFAULT_OPTIONS);
}

async function runExport(flags: Flags): Promise<Result> {
  const nowMs = Date.now();
  const spec = parseExportFlags(flags, nowMs);
  const plan = planExport(spec, nowMs);
  if (plan.refusal) throw new UsageError([plan.refusal]);
  if (flags.plan) {
    const checked = planExport(spec, nowMs, await readKnown(spec));
    return { facts: checked, lines: describePlan(checked) };
  }

  return withTemporal(async (temporal) => {
    const start = await startExport(temporal.client, spec);
    const { workflowId } = start;
    const { answer, notices } = describeStart(start, plan);
    for (const notice of notices) console.error(notice);
    const uiList = uiListAddress(process.env, temporal);
    const ui = uiList === undefined ? [] : [`UI        ${uiList}/${workflowId}`];
    if (!flags.json) console.log([...answer, `Workflow  ${workflowId}`, ...ui].join('\n'));
    if (flags.follow || start.kind === 'closed') {
      const end = await followUntilInterrupt(temporal.client, workflowId, flags);
      const isMissing = (end.outcome?.days.missing ?? 0) > 0;
      return endResult(end, [['status', workflowId], ...(isMissing ? [['resubmit', workflowId]] : []), ['list']]);
    }
    const { resourceType, range } = spec;
    return { facts: { ...start, resourceType, range }, lines: [], next: [['status', workflowId], followCommand(spec), ['list']] };
  });
}

/** What can be known before; a plan needs neither Temporal nor a worker. */
async function readKnown(spec: ExportSpec): Promise<KnownBefore> {
  try {
    return await withTemporal(({ client }) => readPreview(client, spec));
  } catch (error) {
    const problem = describeFailure(error);
    if (problem === undefined) throw error;
    return { notChecked: [problem] };
  }
}
