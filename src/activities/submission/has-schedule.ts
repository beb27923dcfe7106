import { getClient } from '@temporalio/activity';
import { ScheduleNotFoundError } from '@temporalio/client';
import { scheduleIdOf } from '../../contract/ids';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';
import type { Attempt } from '../attempt/activity';

/** How long an answer is cached, and how long the lack of one, in milliseconds. */
const [ANSWER_HOLDS_MS, NO_ANSWER_HOLDS_MS] = [600_000, 10_000];

/** Whether an account has a schedule. A Temporal that does not answer, or supports no schedules, leaves the last answer. */
export function scheduleWatch(account: string): () => Promise<boolean> {
  let last: { readonly answer: boolean; readonly untilMs: number } | undefined;
  return async () => {
    if (!last || performance.now() > last.untilMs) {
      const answer = await hasSchedule(account);
      const holdsMs = answer === undefined ? NO_ANSWER_HOLDS_MS : ANSWER_HOLDS_MS;
      last = { answer: answer ?? last?.answer ?? false, untilMs: performance.now() + holdsMs };
    }
    return last.answer;
  };
}

/** Undefined when Temporal does not answer. */
async function hasSchedule(account: string): Promise<boolean | undefined> {
  const { schedule } = getClient();
  const looks = RESOURCE_TYPES.map((type) => schedule.getHandle(scheduleIdOf(account, type)).describe());
  const answers = await Promise.allSettled(looks);
  if (answers.some(({ status }) => status === 'fulfilled')) return true;
  const isAnswered = answers.every((each) => each.status === 'rejected' && each.reason instanceof ScheduleNotFoundError);
  return isAnswered ? false : undefined;
}

/** Days reserved for schedules, if any: one run of every resource type, and a few failed days. */
const RESERVE_FOR_SCHEDULES = 10;

/** The days that exports leave for schedules. */
export async function reserveOf({ quota, hasSchedule }: Pick<Attempt, 'quota' | 'hasSchedule'>): Promise<number> {
  if (quota.days === 'none') return 0;
  if (quota.reserve !== undefined) return quota.reserve;
  return (await hasSchedule()) ? Math.min(RESERVE_FOR_SCHEDULES, quota.days - 1) : 0;
}
