import { hostname } from 'node:os';
import { taskQueueOf } from './names';
import { readAccount, SettingsError } from './settings';
import { connectClient, TemporalUnreachable } from './temporal';

/** A worker asks for work at least once a minute; one that has not asked for longer is not there. */
const LONGEST_SILENCE_MS = 90_000;

/** Whether Temporal knows a worker on this host that asks for the account's work. */
async function isServing(): Promise<boolean> {
  const problems: string[] = [];
  const account = readAccount(process.env, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  const temporal = await connectClient();
  try {
    const { pollers } = await temporal.client.workflowService.describeTaskQueue({
      namespace: temporal.namespace,
      taskQueue: { name: taskQueueOf(account) },
    });
    return pollers.some(
      ({ identity, lastAccessTime }) =>
        identity?.endsWith(`@${hostname()}`) &&
        Date.now() - Number(lastAccessTime?.seconds) * 1000 < LONGEST_SILENCE_MS,
    );
  } finally {
    await temporal.close();
  }
}

isServing()
  .then((serves) => {
    console.log(
      serves
        ? 'A worker of this host asks Temporal for work.'
        : 'No worker of this host asks Temporal for work.',
    );
    process.exitCode = serves ? 0 : 1;
  })
  .catch((error: unknown) => {
    const isExpected = error instanceof SettingsError || error instanceof TemporalUnreachable;
    console.error(isExpected ? error.message : error);
    process.exitCode = 1;
  });
