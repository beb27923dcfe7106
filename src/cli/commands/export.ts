import type { Command } from 'commander';
import { connectClient, type TemporalClient } from '../../client/connection';
import type { ExportState } from '../../client/exports/export-state';
import { followExport } from '../../client/exports/follow-export';
import { startExport, type Start } from '../../client/exports/start-export';
import { planExport, type ExportPlan } from '../../domain/plan/cost-estimate';
import type { CommandWords } from '../../domain/request/command-line';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import { ACCOUNT_OPTION, accountOf } from '../input/account';
import { parseExportFlags, type ExportFlags } from '../input/export-flags';
import { addChangeableOptions } from '../input/option-flags';
import { UsageError } from '../input/usage-error';
import { exitCodeOf, outputOf, printEnd } from '../output/print-end';
import { describePlan } from '../output/describe-plan';
import { describeExtent, describeStart, followCommand, leftOut } from '../output/describe-start';
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

const NOTE = `
Ranges are UTC days, both ends included. The newest exportable day is two days before today.
Ctrl-C while following stops only the following; the export goes on.`;

/** Define `export`: plan, start or attach to an export, and follow it. */
export function defineExport(command: Command): void {
  command
    .requiredOption('--resource-type <type>', `what to export: ${RESOURCE_TYPES.join(', ')}`)
    .option('--from <day>', 'first day, as 2024-01-31')
    .option('--to <day>', 'last day, or "newest" (default)')
    .option('--last <days>', 'instead of --from and --to: so many days up to the newest, as 90d')
    .option(...ACCOUNT_OPTION)
    .option('--wait-for-recent-days', 'wait for days that are not exportable yet')
    .option('--archive <place>', 'fetch the files to a folder, or to s3://bucket/prefix')
    .option('--reexport <which>', '"all": also days that are in the archive already (default: missing)')
    .option('--fresh', 'ask Twilio for every day, whatever is there or was exported before')
    .option('--plan', 'print what it would cost, start nothing')
    .option('--follow', 'show the progress until the export ends')
    .option('--json', 'print JSON on stdout');
  addChangeableOptions(command)
    .addHelpText('after', examples(...EXAMPLES))
    .addHelpText('after', NOTE)
    .action(async (flags: ExportCommandFlags) => {
      process.exitCode = await runExport(flags);
    });
}

async function runExport(flags: ExportCommandFlags): Promise<number> {
  const nowMs = Date.now();
  const spec = parseExportFlags({ ...flags, account: accountOf(flags) }, nowMs);
  const plan = planExport(spec, nowMs);
  if (plan.refusal) throw new UsageError([plan.refusal]);
  if (flags.plan) {
    const title = `Plan only, nothing is started: ${describeExtent(plan)}.`;
    const lines = [title, ...leftOut(plan), ...describePlan(plan)];
    console.log(flags.json ? asJson(plan) : lines.join('\n'));
    return 0;
  }

  const temporal = await connectClient();
  try {
    const start = await startExport(temporal.client, spec);
    report(start, plan, temporal, flags);
    if (flags.follow || start.kind === 'closed') return await follow(temporal, start, flags);
    const next = [['status', start.workflowId], followCommand(spec), ['list']];
    if (!flags.json) console.log(nextCommands(...next).join('\n'));
    return 0;
  } finally {
    await temporal.close();
  }
}

/** Tell what became of the wish; as JSON only when nothing follows that is JSON, too. */
function report(start: Start, plan: ExportPlan, temporal: TemporalClient, flags: ExportCommandFlags): void {
  const { answer, notices } = describeStart(start, plan);
  const watch = uiAddress(process.env, temporal, start.workflowId);
  for (const notice of notices) console.error(notice);
  if (flags.json) {
    const isLast = !flags.follow && start.kind !== 'closed';
    const { resourceType, range } = plan;
    if (isLast) console.log(asJson({ ...start, resourceType, range }));
  } else {
    for (const line of answer) console.log(line);
    console.log(`Workflow  ${start.workflowId}`);
    if (watch) console.log(`Watch     ${watch}`);
  }
}

async function follow(
  { client }: TemporalClient,
  { workflowId }: Start,
  { json }: ExportCommandFlags,
): Promise<number> {
  const end = await followExport(client, workflowId, progressDisplayOn(outputOf(json)));
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
