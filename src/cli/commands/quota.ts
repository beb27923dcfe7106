import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { callQuota } from '../../client/quota';
import type { CommandWords } from '../../domain/request/command-line';
import { readLimit, type QuotaLimit } from '../../domain/quota/quota-limit';
import { dayOf } from '../../domain/days/day-range';
import { describeQuota } from '../../domain/describe/quota';
import { quotaWorkflowId } from '../../contract/ids';
import { readAccount, readQuotaGroup } from '../../settings/account';
import { quotaQuery } from '../../contract/messages';
import { examples } from '../output/examples';
import { printResult } from '../output/print';
import { sendCommand } from '../../client/send-command';
import { UsageError } from '../input/usage-error';

interface QuotaFlags {
  readonly group?: string;
  readonly json?: boolean;
}

/** Define `quota`: who may request how many days today. */
export function defineQuota(quota: Command): void {
  const add = (name: string, description: string, example: string) =>
    quota
      .command(name)
      .description(description)
      .option('--group <label>', 'whose quota (default: DAYHAUL_QUOTA_GROUP, or the account)')
      .option('--json', 'print JSON on stdout')
      .addHelpText('after', examples(example));
  add('show', 'what was requested today, and by whom', 'quota show').action(async (flags: QuotaFlags) => {
    await withTemporal(({ client }) => show(client, flags));
  });
  add('limit', 'other than the 366 days of Twilio, or none', 'quota limit 300')
    .argument('<days>', 'a whole number from 1 to 366, none, or default')
    .action(async (days: string, flags: QuotaFlags) => {
      await setLimit(days, flags);
    });
  add('close', 'nothing more is requested until the next UTC day', 'quota close').action(
    async (flags: QuotaFlags) => {
      await close(flags);
    },
  );
  add('open', 'request days again on a closed UTC day', 'quota open').action(async (flags: QuotaFlags) => {
    await open(flags);
  });
}

async function show(client: Client, flags: QuotaFlags): Promise<void> {
  const workflowId = quotaWorkflowId(groupOf(flags));
  const quota = await sendCommand(client, workflowId, (handle) => handle.query(quotaQuery));
  console.log(flags.json ? JSON.stringify(quota, undefined, 2) : describeQuota(quota).replaceAll('**', ''));
}

async function setLimit(text: string, flags: QuotaFlags): Promise<void> {
  const limit: QuotaLimit | undefined = readLimit(text);
  if (limit === undefined && text !== 'default') {
    throw new UsageError([
      `"${text}" is not a limit: a whole number of days from 1 to 366, none, or default.`,
    ]);
  }
  const group = groupOf(flags);
  const workflowId = quotaWorkflowId(group);
  await withTemporal(({ client }) =>
    callQuota(client, group, { call: 'setLimit', ...(limit !== undefined && { limit }) }),
  );
  printResult({ workflowId, limit }, `The limit of ${workflowId} is ${text}.`, flags.json, [
    showCommand(group),
  ]);
}

async function close(flags: QuotaFlags): Promise<void> {
  const group = groupOf(flags);
  const workflowId = quotaWorkflowId(group);
  const utcDay = dayOf(Date.now());
  const call = { call: 'closeDay', utcDay, why: 'An operator closed the day.' } as const;
  await withTemporal(({ client }) => callQuota(client, group, call));
  printResult({ workflowId, utcDay }, `Nothing more is requested on ${utcDay} (UTC).`, flags.json, [
    showCommand(group),
    ['quota', 'open', '--group', group],
  ]);
}

async function open(flags: QuotaFlags): Promise<void> {
  const group = groupOf(flags);
  const workflowId = quotaWorkflowId(group);
  await withTemporal(({ client }) => callQuota(client, group, { call: 'openDay' }));
  printResult({ workflowId }, `The UTC day of ${workflowId} is open.`, flags.json, [showCommand(group)]);
}

/** With its group: the environment in which the command is typed may name another one. */
function showCommand(group: string): CommandWords {
  return ['quota', 'show', '--group', group];
}

function groupOf({ group }: QuotaFlags): string {
  const problems: string[] = [];
  const account = readAccount(process.env, problems);
  const label = group ?? readQuotaGroup(process.env, account, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return label;
}
