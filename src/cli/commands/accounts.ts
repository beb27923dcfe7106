import type { Command } from 'commander';
import { formatDays } from '../../domain/format';
import { archiveOf, type AccountGroup } from '../../settings/accounts-file';
import { addAction, addSubcommand, type Result } from '../action';
import { requireAccountsFile } from '../input/accounts-file';
import { alignColumns } from '../output/print';

const DESCRIPTION = `Checks the accounts file and shows the accounts of each group. Reads no credentials, and needs neither Temporal
nor a worker.`;

export function define(accounts: Command): void {
  const lists = addSubcommand(accounts, 'list', 'List the accounts of the accounts file', DESCRIPTION);
  addAction(lists, ['accounts list', 'accounts list --config /etc/dayhaul.yaml'], list);
}

function list(): Promise<Result> {
  const { groups } = requireAccountsFile();
  const lines = groups.flatMap((group, index) => [...(index > 0 ? [''] : []), ...describeGroup(group)]);
  return Promise.resolve({ facts: groups.map(groupAsJson), lines });
}

function groupAsJson({ name, types, accounts, ...rest }: AccountGroup): object {
  const listed = accounts.map(({ label, sid, types: resourceTypes, secret: credentials }) => {
    return { label, accountSid: sid, resourceTypes, archive: archiveOf(rest, label), credentials };
  });
  return { group: name, resourceTypes: types, ...rest, accounts: listed };
}

const HEADER = ['LABEL', 'ACCOUNT SID', 'TYPES', 'ARCHIVE', 'CREDENTIALS'];

function describeGroup(group: AccountGroup): string[] {
  const { name, quotaDays, firstDay, schedule, accounts, subaccountsOf } = group;
  const rows = accounts.map(({ label, sid, types, secret }) => [label, sid, types.join(','), archiveOf(group, label), secret]);
  const except = subaccountsOf?.except.length ? `, except ${subaccountsOf.except.join(', ')}` : '';
  return [
    `${name}: up to ${formatDays(quotaDays)} per UTC day, from ${firstDay}, daily at ${schedule.at} UTC`,
    ...alignColumns([HEADER, ...rows]),
    ...(subaccountsOf ? [`And the active subaccounts of ${subaccountsOf.account}${except}.`] : []),
  ];
}
