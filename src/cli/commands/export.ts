import type { Command } from 'commander';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { withTemporal, type TemporalClient } from '../../client/connection';
import { startExport } from '../../client/exports/start-export';
import { problemOf } from '../../client/failures/describe-failure';
import { planExport, type KnownBefore } from '../../domain/plan/cost-estimate';
import { DEFAULT_OPTIONS } from '../../domain/request/export-options';
import type { ExportSpec } from '../../domain/request/export-request';
import { addAction, forEachType, type Flags, type Result } from '../action';
import { displayOf, endResult, followUntilInterrupt } from '../follow';
import { addOptions, CHANGEABLE } from '../input/option-flags';
import { parseExportFlags } from '../input/spec-flags';
import { ACCOUNT_OPTION, typesOption } from '../input/targets';
import { UsageError } from '../input/usage-error';
import { describePlans } from '../output/describe-plan';
import { describeStart, followCommand } from '../output/describe-start';
import { uiListAddress } from '../output/ui-address';
import { unpackDayMap } from '../../domain/days/packed-day-map';
import { quotaAt } from '../../domain/quota/remaining';
import { readQuota } from '../../client/call-quota';
import { askWorker } from '../../client/preview/ask-worker';

const EXAMPLES = [
  'export --resource-type Messages --from 2024-01-01 --to 2024-03-31 --plan',
  'export --resource-type Calls --last 90d --follow',
  'export --resource-type Messages --from 2018-01-01 --to newest --archive s3://bucket/twilio',
  'export --resource-type all --from 2018-01-01 --archive ./archive --follow',
];

const DESCRIPTION = `Splits the range into jobs, submits them to Twilio, and follows every day until it is exported, empty or
missing. Days that Twilio or the archive already has are not requested again. Running the same command again attaches to
the same export.

Days are UTC, and a range includes both ends. The newest exportable day is two days before today. Ctrl-C stops following;
the export continues. Several resource types become one export each, followed together.`;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .addOption(typesOption().makeOptionMandatory())
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
  const specs = parseExportFlags(flags, nowMs);
  const refusal = specs.map((spec) => planExport(spec, nowMs).refusal).find(Boolean);
  if (refusal) throw new UsageError([refusal]);
  if (!flags.plan) return withTemporal((temporal) => startExports(temporal, specs, nowMs, flags));
  // a plan needs neither Temporal nor a worker
  const known = (spec: ExportSpec): Promise<KnownBefore> =>
    withTemporal(({ client }) => readPreview(client, spec)).catch((error: unknown) => ({ notChecked: [problemOf(error)] }));
  const plans = await Promise.all(specs.map(async (spec) => planExport(spec, nowMs, await known(spec))));
  const exitCode = plans.some(({ notAllowed }) => notAllowed.length > 0) ? 1 : 0;
  return { facts: plans.length === 1 ? plans[0] : plans, lines: describePlans(plans), exitCode };
}

async function startExports({ client, ...server }: TemporalClient, specs: readonly ExportSpec[], nowMs: number, flags: Flags) {
  const uiList = uiListAddress(process.env, server);
  const isAlone = specs.length === 1;
  const display = displayOf(flags, !isAlone);
  const open: string[] = [];
  const told = new Set<string>();
  const starts = specs.map((spec) => ({ spec, resourceType: spec.resourceType, starting: startExport(client, spec) }));
  await Promise.allSettled(starts.map(({ starting }) => starting)); // so that all starts are printed before any progress
  const result = await forEachType(starts, async ({ spec, resourceType, starting }) => {
    const start = await starting;
    const { workflowId } = start;
    const { answer, notices } = describeStart(start, planExport(spec, nowMs));
    for (const notice of notices.filter((each) => !told.has(each))) console.error(notice);
    for (const notice of notices) told.add(notice);
    const ui = uiList === undefined ? [] : [`UI        ${uiList}/${workflowId}`];
    if (!flags.json) console.log([...answer, `Workflow  ${workflowId}`, ...ui].join('\n'));
    const end = flags.follow || start.kind === 'closed' ? await followUntilInterrupt(client, workflowId, display) : undefined;
    if (!end || end.state === 'running') open.push(resourceType);
    if (!end) return { facts: { ...start, resourceType, range: spec.range }, lines: [], next: [['status', workflowId]] };
    const isMissing = (end.outcome?.days.missing ?? 0) > 0;
    const ended = endResult(end, [['status', workflowId], ...(isMissing ? [['resubmit', workflowId]] : [])]);
    const lines = isAlone ? ended.lines : ended.lines.map((line) => `${resourceType}: ${line}`);
    return { ...ended, facts: { kind: start.kind, ...(ended.facts as object) }, lines };
  });
  const [first] = specs;
  const followed = specs.flatMap(({ resourceType }) => (open.includes(resourceType) ? resourceType : []));
  const attach = first && followed.length > 0 ? [followCommand(first, followed)] : [];
  return { ...result, next: [...(result.next ?? []), ...attach, ['list']] };
}

/** Read what an export would find at its start: days in the archive and at Twilio, and the quota. Needs a worker. */
export async function readPreview(client: Client, spec: ExportSpec): Promise<KnownBefore> {
  const workflowId = `plan-${spec.account}-${randomUUID()}`;
  const preview = await askWorker(client, spec.taskQueue, { workflowType: 'previewExport', workflowId, input: spec });
  if ('problem' in preview) return { notChecked: [preview.problem] };
  const { surveyed, archived, quota: settings } = preview;
  const quota = await readQuota(client, settings.group);
  const isRead = !('problem' in surveyed);
  const parts = [surveyed, archived, quota];
  const problems: { problem: string; isRefused?: boolean }[] = parts.flatMap((part) => (part && 'problem' in part ? [part] : []));
  return {
    ...(isRead && { findings: surveyed.findings, nowMs: surveyed.nowMs }),
    ...(archived && !('problem' in archived) && { archived: unpackDayMap(archived) }),
    ...(!(quota && 'problem' in quota) && { quota: quotaAt(quota, settings, isRead ? surveyed.nowMs : Date.now()) }),
    notChecked: problems.flatMap(({ problem, isRefused }) => (isRefused ? [] : problem)),
    notAllowed: problems.flatMap(({ problem, isRefused }) => (isRefused ? problem : [])),
  };
}
