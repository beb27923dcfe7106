import type { Command } from 'commander';
import type { Client } from '@temporalio/client';
import { mapInOrder } from '../../archive/days/day-folders';
import { withTemporal } from '../../client/connection';
import { askWorker } from '../../client/preview/ask-worker';
import { groupTaskQueueOf } from '../../contract/ids';
import { formatDays } from '../../domain/format';
import { archiveOf, type AccountGroup } from '../../settings/accounts-file';
import { addAction, addSubcommand, type Result } from '../action';
import { requireAccountsFile } from '../input/targets';
import { alignColumns } from '../output/print';

const DESCRIPTION = `Checks the accounts file and shows the accounts of each group. Reads no credentials, and needs neither Temporal
nor a worker.`;

const CHECK = `Requires a running worker of each group. The worker requests the job list of each account from Twilio, and writes and
removes a small file in its archive. Subaccounts that the file does not name are not checked.

Exit code 0: each account is ready. Exit code 1: an account is not.`;

const CHECKED_AT_ONCE = 10; // accounts that are checked at the same time

export function define(accounts: Command): void {
  const lists = addSubcommand(accounts, 'list', 'List the accounts of the accounts file', DESCRIPTION);
  addAction(lists, ['accounts list', 'accounts list --config /etc/dayhaul.yaml'], list);
  const checks = addSubcommand(accounts, 'check', 'Check the credentials and archive of each account', CHECK);
  addAction(checks, ['accounts check'], check);
}

function list(): Promise<Result> {
  const { groups } = requireAccountsFile();
  const lines = groups.flatMap((group, index) => [...(index > 0 ? [''] : []), ...describeGroup(group)]);
  return Promise.resolve({ facts: groups.map(groupAsJson), lines });
}

/** Have the workers try the credentials and the archive of each account. */
async function check(): Promise<Result> {
  const accounts = requireAccountsFile().groups.flatMap((group) => group.accounts.map(({ label }) => ({ group, label })));
  const checks = await withTemporal(async ({ client }) => {
    const found: Awaited<ReturnType<typeof checkAccount>>[] = [];
    const examine = (each: (typeof accounts)[number]) => checkAccount(client, each.group, each.label);
    for await (const each of mapInOrder(accounts, CHECKED_AT_ONCE, examine)) found.push(each);
    return found;
  });
  const lines = checks.map(({ account, problem }) => `${problem === undefined ? '✓' : '✗'} ${account}: ${problem ?? 'ready'}`);
  return { facts: checks, lines, exitCode: checks.every(({ problem }) => problem === undefined) ? 0 : 1 };
}

/** An account, and why it cannot export, a sentence. */
async function checkAccount(client: Client, group: AccountGroup, account: string) {
  const archive = archiveOf(group, account);
  const input = { account, archives: archive === undefined ? [] : [archive] };
  const question = { workflowType: 'checkWorker', workflowId: `check-${account}`, input } as const;
  const found = await askWorker(client, groupTaskQueueOf(group.name), question);
  if ('problem' in found) return { account, problem: found.problem };
  return { account, problem: found.twilio.problem ?? found.archives.flatMap((each) => each.problem ?? [])[0] };
}

function groupAsJson({ name, types, accounts, ...rest }: AccountGroup): object {
  const listed = accounts.map(({ label, sid, types: resourceTypes, secret: credentials }) => {
    return { label, accountSid: sid, resourceTypes, archive: archiveOf(rest, label), credentials };
  });
  return { group: name, resourceTypes: types, ...rest, accounts: listed };
}

function describeGroup(group: AccountGroup): string[] {
  const { name, quotaDays, firstDay, schedule, accounts, subaccountsOf } = group;
  const rows = accounts.map(({ label, sid, types, secret }) => [label, sid, types.join(','), archiveOf(group, label), secret]);
  const except = subaccountsOf?.except.length ? `, except ${subaccountsOf.except.join(', ')}` : '';
  return [
    `${name}: up to ${formatDays(quotaDays)} per UTC day, from ${firstDay}, daily at ${schedule.at} UTC`,
    ...alignColumns([['LABEL', 'ACCOUNT SID', 'TYPES', 'ARCHIVE', 'CREDENTIALS'], ...rows]),
    ...(subaccountsOf ? [`And the active subaccounts of ${subaccountsOf.account}${except}.`] : []),
  ];
}
