import { getClient } from '@temporalio/activity';
import { scheduleIdOf } from '../../contract/ids';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';

/** How long a result is cached, in milliseconds. */
const HOLDS_MS = 600_000;

/**
 * Whether an account has a schedule. A Temporal that cannot say has none: some servers and API keys do not support
 * schedules.
 */
export function scheduleWatch(account: string): () => Promise<boolean> {
  let last: { readonly answer: boolean; readonly atMs: number } | undefined;
  return async () => {
    const nowMs = performance.now();
    if (!last || nowMs - last.atMs > HOLDS_MS) last = { answer: await hasSchedule(account), atMs: nowMs };
    return last.answer;
  };
}

async function hasSchedule(account: string): Promise<boolean> {
  const { schedule } = getClient();
  const looks = RESOURCE_TYPES.map((type) => schedule.getHandle(scheduleIdOf(account, type)).describe());
  const answers = await Promise.allSettled(looks);
  return answers.some(({ status }) => status === 'fulfilled');
}
