import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import type { Message } from '../../domain/notify/notice';
import { activity, noBackoff, type OpeningInput } from '../attempt/activity';
import { countNotification } from '../attempt/metrics';

/** The waits of a target that does not accept a message: this one, doubled up to the second, until the third, milliseconds. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS, LOST_AFTER_MS] = [10_000, 1_800_000, 86_400_000];

interface SendNotificationInput extends OpeningInput {
  readonly target: string;
  readonly message: Message;
  readonly sentAtMs: number; // when the message was sent first, milliseconds since 1970
}

/** Send a message to a target, until the target accepts it. */
export const sendNotification = activity(noBackoff, async ({ notify, number, meter }, input: SendNotificationInput) => {
  const { target, message, sentAtMs } = input;
  const receiver = notify?.targets.find(({ name }) => name === target);
  if (!notify || !receiver) throw ApplicationFailure.nonRetryable('The worker has no such target.', FAILURE.notNotified);
  const problem = await notify.send(receiver, message);
  countNotification(meter, { target, kind: receiver.kind, result: problem === undefined ? 'sent' : 'failed' });
  if (problem === undefined) return {};
  const nextRetryDelay = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), LONGEST_WAIT_MS);
  const nonRetryable = Date.now() + nextRetryDelay > sentAtMs + LOST_AFTER_MS;
  throw ApplicationFailure.create({ message: problem, type: FAILURE.notNotified, nextRetryDelay, nonRetryable });
});

/** Send a test message to each target of the worker, once. Targets that do not accept it have the reason. */
export const testNotifications = activity(noBackoff, async ({ notify }, input: OpeningInput & { readonly id: string }) => {
  const { account, id } = input;
  const data = { account, ok: true, summary: `Notifications of account "${account}" reach this target.`, next: 'dayhaul list' };
  const message = { id, timestamp: new Date().toISOString(), type: 'test', data } as const;
  const tested = (notify?.targets ?? []).map(async (target) => {
    return { target: target.name, kind: target.kind, problem: await notify?.send(target, message) };
  });
  return { targets: await Promise.all(tested) };
});
