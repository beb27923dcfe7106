import type { Command } from 'commander';
import { callQuota, readQuota } from '../../client/call-quota';
import { withTemporal } from '../../client/connection';
import { CommandError } from '../../client/send-command';
import { quotaWorkflowId } from '../../contract/ids';
import { dayOf } from '../../domain/days/day-range';
import { describeQuota } from '../../domain/describe/quota';
import { openQuota } from '../../domain/quota/day-quota';
import type { QuotaCall } from '../../domain/quota/protocol';
import { readLimit } from '../../domain/quota/quota-limit';
import { DAYS_PER_UTC_DAY } from '../../domain/twilio/limits';
import { readAccount, readQuotaGroup } from '../../settings/account';
import { readAccountsFile } from '../../settings/accounts-file';
import { addAction, addSubcommand, type Flags, type Result } from '../action';
import { confirm, YES_OPTION } from '../input/confirm';
import { UsageError } from '../input/usage-error';

const NEVER = dayOf(0); // the UTC day of a quota before its first request

export function define(quota: Command): void {
  const add = (...words: readonly [name: string, summary: string, description: string]) =>
    addSubcommand(quota, ...words).option('--group <label>', 'Quota group (default: DAYHAUL_QUOTA_GROUP or the account label)');
  const requested = 'Lists the exports that requested days on this UTC day, and the exports in the queue.';
  addAction(add('show', 'Show the days requested today', requested), ['quota show'], show);
  const limits = `Twilio allows ${DAYS_PER_UTC_DAY} days. Use "none" to remove the limit, or "default" for the limit of the worker.`;
  const limit = add('limit', 'Set or remove the daily limit', limits);
  limit.argument('<days>', `Whole number from 1 to ${DAYS_PER_UTC_DAY}, none, or default`);
  addAction(limit, ['quota limit 300'], setLimit);
  const effect = 'Running exports wait and continue at 00:00 UTC.';
  addAction(add('close', 'Request no more days until the next UTC day', effect), ['quota close'], close).option(...YES_OPTION);
  const opened = 'Has no effect on a day that is not closed. Waiting exports continue.';
  addAction(add('open', 'Allow requests again on a closed UTC day', opened), ['quota open'], open);
}

async function show(flags: Flags): Promise<Result> {
  const read = await withTemporal(({ client }) => readQuota(client, groupOf(flags)));
  if (read && 'problem' in read) throw new CommandError(read.problem);
  const today = openQuota(Date.now());
  const quota = read && read.utcDay > NEVER ? read : { ...today, ...read, utcDay: today.utcDay };
  return { facts: quota, lines: [describeQuota(quota).replaceAll('**', '')] };
}

async function setLimit(flags: Flags, text: string): Promise<Result> {
  const limit = readLimit(text);
  if (limit === undefined && text !== 'default') {
    throw new UsageError([`"${text}" is not a limit. Use a whole number from 1 to ${DAYS_PER_UTC_DAY}, none, or default.`]);
  }
  const group = groupOf(flags);
  const call = { call: 'setLimit', ...(limit !== undefined && { limit }) } as const;
  return send(group, call, { limit }, `Limit of ${quotaWorkflowId(group)} set to ${text}.`);
}

async function close(flags: Flags): Promise<Result> {
  const group = groupOf(flags);
  const utcDay = dayOf(Date.now());
  await confirm(`Close the quota of ${group} for ${utcDay} (UTC)? Its exports request no more days until 00:00 UTC.`, flags.yes);
  const call = { call: 'closeDay', utcDay, why: 'An operator closed the day.' } as const;
  const result = await send(group, call, { utcDay }, `No more days are requested on ${utcDay} (UTC).`);
  return { ...result, next: [...result.next, ['quota', 'open', '--group', group]] };
}

async function open(flags: Flags): Promise<Result> {
  const group = groupOf(flags);
  return send(group, { call: 'openDay' }, {}, `The UTC day of ${quotaWorkflowId(group)} is open.`);
}

/** The next command has the group: the environment in which it is typed may name another one. */
async function send(group: string, call: QuotaCall, facts: object, line: string) {
  await withTemporal(({ client }) => callQuota(client, group, call));
  return { facts: { workflowId: quotaWorkflowId(group), ...facts }, lines: [line], next: [['quota', 'show', '--group', group]] };
}

function groupOf({ group }: Flags): string {
  const problems: string[] = [];
  const names = readAccountsFile(process.env)?.groups.map(({ name }) => name) ?? [];
  if (group === undefined && names.length > 1) problems.push(`Select a group with --group: ${names.join(', ')}.`);
  const account = readAccount(process.env, problems);
  const label = group ?? names[0] ?? readQuotaGroup(process.env, account, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return label;
}
