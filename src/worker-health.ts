import { hostname } from 'node:os';
import { withTemporal } from './client/connection';
import { describeFailure } from './client/failures/describe-failure';
import { pollersOf } from './client/pollers';
import { groupTaskQueueOf, taskQueueOf } from './contract/ids';
import { readAccount } from './settings/account';
import { readAccountsFile } from './settings/accounts-file';
import { cleanEnvironment } from './settings/environment';
import { SettingsError } from './settings/settings-error';

/** Whether a worker on this host polls the task queues of the accounts file, or of the account. */
async function isServing(): Promise<boolean> {
  cleanEnvironment(process.env);
  const queues = readAccountsFile(process.env)?.groups.map(({ name }) => groupTaskQueueOf(name)) ?? [ownTaskQueue()];
  const pollers = await withTemporal(({ client }) => Promise.all(queues.map((queue) => pollersOf(client, queue))));
  return pollers.every((polling) => polling.some(({ process: name }) => name.endsWith(`@${hostname()}`)));
}

function ownTaskQueue(): string {
  const problems: string[] = [];
  const account = readAccount(process.env, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  return taskQueueOf(account);
}

isServing()
  .then((serves) => {
    console.log(serves ? 'A worker on this host is polling Temporal.' : 'No worker on this host is polling Temporal.');
    process.exitCode = serves ? 0 : 1;
  })
  .catch((error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : (describeFailure(error) ?? error));
    process.exitCode = 1;
  });
