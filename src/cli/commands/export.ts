import type { Command } from 'commander';
import { withTemporal, type TemporalClient } from '../../client/connection';
import { describeFailure } from '../../client/failures/describe-failure';
import type { ExportState } from '../../client/exports/export-state';
import { readPreview } from '../../client/preview/read-preview';
import { startExport, type Start } from '../../client/exports/start-export';
import { planExport, type ExportPlan, type KnownBefore } from '../../domain/plan/cost-estimate';
import type { CommandWords } from '../../domain/request/command-line';
import type { ExportSpec } from '../../domain/request/export-request';
import { DEFAULT_OPTIONS } from '../../domain/request/export-options';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import { followUntilInterrupt } from '../follow';
import { ACCOUNT_OPTION, accountOf } from '../input/account';
import { parseExportFlags, type ExportFlags } from '../input/export-flags';
import { addChangeableOptions, defaultOf } from '../input/option-flags';
import { UsageError } from '../input/usage-error';
import { exitCodeOf, outputOf, printEnd } from '../output/print-end';
import { describePlan } from '../output/describe-plan';
import { describeStart, followCommand } from '../output/describe-start';
import { examples } from '../output/examples';
import { nextCommands } from '../output/print';
import { progressDisplayOn } from '../output/progress-display';
import { uiAddress } from '../output/ui-address';

interface ExportCommandFlags extends Omit<ExportFlags, 'account'> {
  readonly account?: string;
  readonly plan?: boolean;
  readonly follow?: boolean;
  readonly json?: boolean;
}

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

/** Define `export`: plan, start or attach to an export, and follow it. */
export function defineExport(command: Command): void {
  command
    .description(DESCRIPTION)
    .requiredOption('--resource-type <type>', `Resource type: ${RESOURCE_TYPES.join(', ')}`)
    .option('--from <day>', 'First day, such as 2024-01-31')
    .option('--to <day>', 'Last day, or "newest" (default: newest)')
    .option('--last <days>', 'Number of days up to the newest exportable day, such as 90d')
    .option(...ACCOUNT_OPTION)
    .option('--wait-for-recent-days', 'Wait for days that are not exportable yet')
    .option('--archive <location>', 'Download files to a folder or s3://bucket/prefix')
    .option('--reexport <which>', `Days to export into the archive: "missing" or "all"${defaultOf('reexport', DEFAULT_OPTIONS)}`)
    .option('--fresh', 'Request every day, even if Twilio already has it')
    .option('--plan', 'Show jobs, quota and duration without starting')
    .option('--follow', 'Show progress until the export ends')
    .option('--json', 'Print JSON to stdout');
  addChangeableOptions(command, DEFAULT_OPTIONS)
    .addHelpText('after', examples(...EXAMPLES))
    .action(async (flags: ExportCommandFlags) => {
      process.exitCode = await runExport(flags);
    });
}

async function runExport(flags: ExportCommandFlags): Promise<number> {
  const nowMs = Date.now();
  const spec = parseExportFlags({ ...flags, account: flags.account ?? accountOf() }, nowMs);
  const plan = planExport(spec, nowMs);
  if (plan.refusal) throw new UsageError([plan.refusal]);
  if (flags.plan) {
    const checked = planExport(spec, nowMs, await readKnown(spec));
    console.log(flags.json ? asJson(checked) : describePlan(checked).join('\n'));
    return 0;
  }

  return withTemporal(async (temporal) => {
    const start = await startExport(temporal.client, spec);
    report(start, plan, temporal, flags);
    if (flags.follow || start.kind === 'closed') return await follow(temporal, start, flags);
    const next = [['status', start.workflowId], followCommand(spec), ['list']];
    if (!flags.json) console.log(nextCommands(...next).join('\n'));
    return 0;
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

/** Print how the export was started; as JSON only when no other JSON follows. */
function report(start: Start, plan: ExportPlan, temporal: TemporalClient, flags: ExportCommandFlags): void {
  const { answer, notices } = describeStart(start, plan);
  const ui = uiAddress(process.env, temporal, start.workflowId);
  for (const notice of notices) console.error(notice);
  if (flags.json) {
    const isLast = !flags.follow && start.kind !== 'closed';
    const { resourceType, range } = plan;
    if (isLast) console.log(asJson({ ...start, resourceType, range }));
  } else {
    for (const line of answer) console.log(line);
    console.log(`Workflow  ${start.workflowId}`);
    if (ui) console.log(`UI        ${ui}`);
  }
}

async function follow({ client }: TemporalClient, { workflowId }: Start, { json }: ExportCommandFlags): Promise<number> {
  const end = await followUntilInterrupt(client, workflowId, progressDisplayOn(outputOf(json)));
  printEnd(end, [['status', workflowId], ...resubmitCommand(end), ['list']], json);
  return exitCodeOf(end);
}

/** How the missing days are requested again. */
function resubmitCommand({ workflowId, outcome }: ExportState): CommandWords[] {
  return (outcome?.days.missing ?? 0) > 0 ? [['resubmit', workflowId]] : [];
}

function asJson(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
