import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupTaskQueueOf } from '../../../src/contract/ids';
import { addDays, parseDay, type Day } from '../../../src/domain/days/day-range';

/** An account of a group, and the one day that its export requests: the day tells whose a job is. */
export interface GroupAccount {
  readonly label: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly parentSid?: string;
  readonly day: Day;
}

const sidOf = (number: number) => `AC${String(number).padStart(32, '0')}`;

/** A parent and its subaccounts. */
export function accountsOf(group: string, count: number): GroupAccount[] {
  return Array.from({ length: count }, (_, number) => ({
    label: `${group}-${number}`,
    accountSid: sidOf(number),
    authToken: `token-of-${group}-${number}`,
    day: addDays(parseDay('2024-01-01'), number),
    ...(number > 0 && { parentSid: sidOf(0) }),
  }));
}

/** An accounts file with one group, and a file for each secret. */
export interface AccountsFile {
  readonly path: string;
  readonly taskQueue: string;
  setToken(label: string, token: string): void;
  remove(): void;
}

/** Write an accounts file into a folder of its own. */
export function writeAccountsFile(group: string, accounts: readonly GroupAccount[]): AccountsFile {
  const folder = mkdtempSync(join(tmpdir(), 'dayhaul-accounts-'));
  const path = join(folder, 'dayhaul.yaml');
  const setToken = (label: string, token: string) => {
    writeFileSync(join(folder, label), token);
  };
  for (const { label, authToken } of accounts) setToken(label, authToken);
  const lines = accounts.map(({ label, accountSid }) => `${label}: { sid: ${accountSid}, token: 'file:${join(folder, label)}' }`);
  const head = `groups:\n  ${group}:\n    types: [Messages]\n    firstDay: 2024-01-01\n    accounts:`;
  writeFileSync(path, [head, ...lines.map((line) => `      ${line}`), ''].join('\n'));
  return {
    path,
    taskQueue: groupTaskQueueOf(group),
    setToken,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
