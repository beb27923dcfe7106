import type { Command } from 'commander';
import { countDays, formatRange } from '../domain/day-range';
import { spokenCount, spokenDays } from '../domain/progress';
import { RESOURCE_TYPES } from '../domain/resource-type';
import { readAccount } from '../settings';
import { connectClient, type TemporalClient } from '../temporal';
import { describePlan, planExport, type ExportPlan } from './describe-plan';
import { stateAsJson } from './describe-state';
import { readExportWords, type ExportWords } from './export-words';
import { describeEnd, followExport } from './follow';
import { nextCommands } from './next-commands';
import { startExport, type Start } from './start-export';
import { uiAddress } from './ui-address';
import { UsageError } from './usage-error';

interface ExportFlags extends Omit<ExportWords, 'account'> {
  readonly account?: string;
  readonly plan?: boolean;
  readonly follow?: boolean;
  readonly json?: boolean;
  readonly fresh?: boolean;
}

/** What shells call the end by Ctrl-C. */
const INTERRUPTED = 130;

const EXAMPLES = `
Examples:
  export --resource-type Messages --from 2024-01-01 --to 2024-03-31 --plan
  export --resource-type Calls --last 90d --follow
  export --resource-type Messages --from 2018-01-01 --to newest --days-per-chunk 30

Ranges are UTC days, both ends included. The newest exportable day is two days before today.
Ctrl-C while following stops only the following; the export goes on.`;

/** Add `export`: plan, start or attach to an export, and follow it. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('export every day of a range')
    .requiredOption('--resource-type <type>', `what to export: ${RESOURCE_TYPES.join(', ')}`)
    .option('--from <day>', 'first day, as 2024-01-31')
    .option('--to <day>', 'last day, or "newest" (default)')
    .option('--last <days>', 'instead of --from and --to: so many days up to the newest, as 90d')
    .option('--account <label>', 'label of the account (default: DAYHAUL_ACCOUNT or "default")')
    .option('--days-per-chunk <n>', 'days in one job, 1 to 366 (default: 91)')
    .option('--open-jobs <n>', 'jobs open at Twilio at the same time (default: 4)')
    .option('--max-attempts <n>', 'submissions of a day before it is given up (default: 3)')
    .option('--resubmit-after <duration>', 'cooldown of a failed day, doubling (default: 5m)')
    .option('--poll-min <duration>', 'shortest wait between two polls (default: 30s)')
    .option('--poll-max <duration>', 'longest wait between two polls (default: 15m)')
    .option('--ambiguity-wait <duration>', 'how long a create without an answer is looked for (default: 90s)')
    .option('--newest-first', 'begin with the newest days')
    .option('--wait-for-recent-days', 'wait for days that are not exportable yet')
    .option('--allow-missing', 'end well although days are missing')
    .option('--fresh', 'start a closed export again, from its first day')
    .option('--plan', 'print what it would cost, start nothing')
    .option('--follow', 'show the progress until the export ends')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ExportFlags) => {
      process.exitCode = await runExport(flags);
    });
}

async function runExport(flags: ExportFlags): Promise<number> {
  const problems: string[] = [];
  const account = flags.account ?? readAccount(process.env, problems);
  if (problems.length > 0) throw new UsageError(problems);
  const nowMs = Date.now();
  const wanted = readExportWords({ ...flags, account }, nowMs);
  const plan = planExport(wanted, nowMs);
  if (plan.refusal) throw new UsageError([plan.refusal]);
  if (!flags.json) introduce(plan);
  if (flags.plan) {
    console.log(flags.json ? asJson(plan) : describePlan(plan).join('\n'));
    return 0;
  }

  const temporal = await connectClient();
  try {
    const start = await startExport(temporal.client, wanted, flags.fresh ?? false);
    if (!flags.json) report(start, temporal);
    if (flags.follow || start.kind === 'closed') return await follow(temporal, start, flags);
    const { resourceType, range } = wanted;
    const next = nextCommands(`status ${start.workflowId}`, `${commandLine()} --follow`, 'list');
    console.log(flags.json ? asJson({ ...start, resourceType, range }) : next.join('\n'));
    return 0;
  } finally {
    await temporal.close();
  }
}

function introduce({ resourceType, range, jobs, chunks, notYetExportable }: ExportPlan): void {
  const widest = Math.max(...chunks.map(countDays));
  const days = chunks.reduce((sum, chunk) => sum + countDays(chunk), 0);
  console.log(
    `Exporting ${resourceType}, ${spokenDays(days)} (${formatRange(range)}), in ${spokenCount(jobs, 'job')} ` +
      `of at most ${spokenDays(widest)}.`,
  );
  if (notYetExportable) {
    console.log(
      `Left out: ${formatRange(notYetExportable)}, not exportable yet by this machine's clock. ` +
        `--wait-for-recent-days waits for them.`,
    );
  }
}

function report(start: Start, temporal: TemporalClient): void {
  const { workflowId } = start;
  const watch = uiAddress(process.env, temporal, workflowId);
  console.log(
    `Workflow  ${workflowId}${start.kind === 'attached' ? ' (already running; attached to it)' : ''}`,
  );
  if (watch) console.log(`Watch     ${watch}`);
  if (start.kind === 'attached') {
    for (const { option, running, wanted } of start.otherOptions) {
      console.error(`It runs with ${option} ${running}, not ${wanted}; its own options hold.`);
    }
  }
  if (start.kind === 'closed') {
    console.error(
      `This export is closed (${start.before.state}); nothing was started. --fresh exports every day of it again.`,
    );
  }
}

async function follow(
  { client }: TemporalClient,
  { workflowId }: Start,
  { json }: ExportFlags,
): Promise<number> {
  const end = await followExport(client, workflowId, json ? process.stderr : process.stdout);
  if (json) console.log(asJson(stateAsJson(end)));
  else console.log([describeEnd(end), ...nextCommands(`status ${workflowId}`, 'list')].join('\n'));
  return end.state === 'completed' ? 0 : end.state === 'running' ? INTERRUPTED : 1;
}

/** The command as it was given, to be given again. */
function commandLine(): string {
  return process.argv.slice(2).join(' ');
}

function asJson(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
