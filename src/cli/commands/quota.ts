import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { callQuota, readQuota } from '../../client/quota';
import { CommandError } from '../../client/send-command';
import type { CommandWords } from '../../domain/request/command-line';
import { openQuota } from '../../domain/quota/day-quota';
import { readLimit, type QuotaLimit } from '../../domain/quota/quota-limit';
import { DAYS_PER_UTC_DAY } from '../../domain/twilio/limits';
import { dayOf } from '../../domain/days/day-range';
import { describeQuota } from '../../domain/describe/quota';
import { quotaWorkflowId } from '../../contract/ids';
import { readAccount, readQuotaGroup } from '../../settings/account';
import { examples } from '../output/examples';
import { printResult } from '../output/print';
import { confirm, YES_OPTION } from '../input/confirm';
import { UsageError } from '../input/usage-error';

const NEVER = dayOf(0); // the UTC day of a quota before its first request

interface QuotaFlags {
  readonly group?: string;
  /** Only for `close`. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Define `quota`: show, limit and close the quota of a UTC day. */
export function defineQuota(quota: Command): void {
  const add = (name: string, summary: string, description: string, example: string) =>
    quota
      .command(name)
      .summary(summary)
      .description(description)
      .option('--group <label>', 'Quota group (default: DAYHAUL_QUOTA_GROUP or the account label)')
      .option('--json', 'Print JSON to stdout')
      .addHelpText('after', examples(example));
  const requested = 'Lists the exports that requested days on this UTC day, and the exports in the queue.';
  quota.helpCommand('help [command]', 'Show the help of a command');
  add('show', 'Show the days requested today', requested, 'quota show').action(async (flags: QuotaFlags) => {
    await withTemporal(({ client }) => show(client, flags));
  });
  const limits = `Twilio allows ${DAYS_PER_UTC_DAY} days. Use "none" to remove the limit, or "default" for the limit of the worker.`;
  add('limit', 'Set or remove the daily limit', limits, 'quota limit 300')
    .argument('<days>', `Whole number from 1 to ${DAYS_PER_UTC_DAY}, none, or default`)
    .action(async (days: string, flags: QuotaFlags) => {
      await setLimit(days, flags);
    });
  const effect = 'Running exports wait and continue at 00:00 UTC.';
  add('close', 'Request no more days until the next UTC day', effect, 'quota close')
    .option(...YES_OPTION)
    .action(async (flags: QuotaFlags) => {
      await close(flags);
    });
  const opened = 'Has no effect on a day that is not closed. Waiting exports continue.';
  add('open', 'Allow requests again on a closed UTC day', opened, 'quota open').action(async (flags: QuotaFlags) => {
    await open(flags);
  });
}

async function show(client: Client, flags: QuotaFlags): Promise<void> {
  const read = await readQuota(client, groupOf(flags));
  if (read && 'problem' in read) throw new CommandError(read.problem);
  const today = openQuota(Date.now());
  const quota = read && read.utcDay > NEVER ? read : { ...today, ...read, utcDay: today.utcDay };
  console.log(flags.json ? JSON.stringify(quota, undefined, 2) : describeQuota(quota).replaceAll('**', ''));
}

async function setLimit(text: string, flags: QuotaFlags): Promise<void> {
  const limit: QuotaLimit | undefined = readLimit(text);
  if (limit === undefined && text !== 'default') {
    throw new UsageError([`"${text}" is not a limit. Use a whole number from 1 to ${DAYS_PER_UTC_DAY}, none, or default.`]);
  }
  const group = groupOf(flags);
  const workflowId = quotaWorkflowId(group);
  await withTemporal(({ client }) => callQuota(client, group, { call: 'setLimit', ...(limit !== undefined && { limit }) }));
  printResult({ workflowId, limit }, `Limit of ${workflowId} set to ${text}.`, flags.json, [showCommand(group)]);
}

async function close(flags: QuotaFlags): Promise<void> {
  const group = groupOf(flags);
  const workflowId = quotaWorkflowId(group);
  const utcDay = dayOf(Date.now());
  await confirm(`Close the quota of ${group} for ${utcDay} (UTC)? Its exports request no more days until 00:00 UTC.`, flags.yes);
  const call = { call: 'closeDay', utcDay, why: 'An operator closed the day.' } as const;
  await withTemporal(({ client }) => callQuota(client, group, call));
  printResult({ workflowId, utcDay }, `No more days are requested on ${utcDay} (UTC).`, flags.json, [
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
