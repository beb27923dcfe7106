import type { Client } from '@temporalio/client';

/** A worker asks for work at least once a minute; one that has not asked for longer is not there. */
const LONGEST_SILENCE_MS = 90_000;

/** The identities of the workers that ask for the work of a task queue, each `<pid>@<host>`. */
export async function pollersOf({ workflowService, options }: Client, taskQueue: string): Promise<string[]> {
  const { pollers } = await workflowService.describeTaskQueue({
    namespace: options.namespace,
    taskQueue: { name: taskQueue },
  });
  return pollers
    .filter(({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds) * 1000 < LONGEST_SILENCE_MS)
    .map(({ identity }) => identity ?? '');
}
