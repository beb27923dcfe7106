import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { askWorker } from '../../client/preview/ask-worker';
import { CommandError } from '../../client/send-command';
import { addAction, addSubcommand, type Flags, type Result } from '../action';
import { ACCOUNT_OPTION, placeOf } from '../input/targets';

const DESCRIPTION = `The worker sends the message to each target in the file of DAYHAUL_NOTIFY. A heartbeat is pinged as after a good run.

Exit code 0: every target accepted the message. Exit code 1: a target did not, or there is no target.`;

export function define(notify: Command): void {
  const test = addSubcommand(notify, 'test', 'Send a test message to each target', DESCRIPTION);
  addAction(test.option(...ACCOUNT_OPTION), ['notify test'], testTargets);
}

async function testTargets(flags: Flags): Promise<Result> {
  const { account, taskQueue } = placeOf(flags);
  const workflowId = `notify-test-${account}-${randomUUID()}`;
  const question = { workflowType: 'checkNotifications', workflowId, input: { account } } as const;
  const facts = await withTemporal(({ client }) => askWorker(client, taskQueue, question));
  if ('problem' in facts) throw new CommandError(facts.problem);
  const lines = facts.targets.map(
    ({ target, kind, problem: why }) => `${why ? '✗' : '✓'} ${target} (${kind}): ${why ?? 'accepted'}`,
  );
  const none = 'The worker has no targets. Set DAYHAUL_NOTIFY on the worker, and restart it.';
  const isWell = lines.length > 0 && facts.targets.every(({ problem }) => problem === undefined);
  return { facts, lines: lines.length > 0 ? lines : [none], exitCode: isWell ? 0 : 1 };
}
