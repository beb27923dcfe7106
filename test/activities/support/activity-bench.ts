import { ApplicationFailure, noopMetricMeter } from '@temporalio/common';
import { byDuration } from '../../../simulator/jobs/job-life';
import { movableClock, type MovableClock } from '../../../simulator/movable-clock';
import type { Simulator } from '../../../simulator/start-simulator';
import { createActivities, type Activities } from '../../../src/activities';
import { bindingOf, type Binding, type Attempt } from '../../../src/activities/attempt/activity';
import type { ActivityHost } from '../../../src/activities/dependencies';
import { openStore } from '../../../src/archive/stores/open-store';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import { apiOf, archiveIn } from '../../archive/support/deliveries';
import { HOUR, NOON } from '../../domain/support/instants';
import { AskedQuota } from '../../domain/support/quotas';
import { days } from '../../support/days';
import { withSimulator } from '../../support/with-simulator';

/** The label of the account in every test of an activity. */
export const ACCOUNT = 'main';

/**
 * Activities of a worker at a simulator over HTTP, without a Temporal server. Twilio's clock and the monotonic clock are one clock.
 * It starts at noon on 1 May 2024 and moves only while an attempt sleeps, or when the test moves it.
 */
export interface ActivityBench {
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  /** The quota of the account, as its workflow keeps it. */
  readonly quota: AskedQuota;
  /** The binding of an export of this account at this simulator. */
  readonly binding: Binding;
  /** The pauses of all attempts, in milliseconds. */
  readonly slept: readonly number[];
  /** The operations that the simulator received, in order. */
  requests(): string[];
  /** One attempt by a new worker; the first attempt unless `given` says otherwise. */
  attempt(given?: Partial<Attempt>): Attempt;
  /** What runs that attempt for the account. */
  host(given?: Partial<Attempt>): ActivityHost;
  /** The activities of that host; each call is one attempt. */
  activities(given?: Partial<Attempt>): Activities;
}

/** Run a test with activities at a simulator whose jobs take an hour. */
export function withActivities(use: (bench: ActivityBench) => Promise<void>): Promise<void> {
  const clock = movableClock({ speed: 0, startMs: NOON });
  return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, (simulator) => {
    const quota = new AskedQuota();
    const slept: number[] = [];
    const attempt: ActivityBench['attempt'] = (given = {}) => ({
      number: 1,
      signal: new AbortController().signal,
      sleep: (ms) => {
        slept.push(ms);
        clock.advance(ms);
        return Promise.resolve();
      },
      monotonicMs: clock,
      heartbeat: () => undefined,
      reached: undefined,
      meter: noopMetricMeter,
      api: apiOf(simulator),
      quota: { group: ACCOUNT, days: 366, reserve: 0, call: (call) => Promise.resolve(quota.call(call)) },
      permissions: {},
      hasSchedule: () => Promise.resolve(false),
      rivals: () => Promise.resolve([]),
      isGone: () => Promise.resolve(false),
      isSeenThrough: () => Promise.resolve(false),
      openArchive: (place) => archiveIn(openStore(place)),
      ...given,
    });
    const host: ActivityBench['host'] = (given) => {
      const running = attempt(given);
      return {
        forAccount: (label) => Promise.resolve(label === ACCOUNT ? running : undefined),
        notifyOf: () => running.notify,
        withAttempt: (work) => work(running),
      };
    };
    return use({
      simulator,
      clock,
      quota,
      binding: bindingOf(ACCOUNT, apiOf(simulator)),
      slept,
      requests: () => simulator.requests().map(({ operation }) => operation),
      attempt,
      host,
      activities: (given) => createActivities(host(given)),
    });
  });
}

/** Create a job over a range of Messages at the simulator; returns its sid. */
export function createJob({ simulator }: Pick<ActivityBench, 'simulator'>, range: string, friendlyName = 'from elsewhere'): string {
  const { startDay, endDay } = days(range);
  return simulator.createJob({ resourceType: 'Messages', startDay, endDay, friendlyName });
}

/** The same, as the open job of an export that a poll looked at before. */
export function polledJob(bench: ActivityBench, range: string, more: Partial<PolledJob> = {}): PolledJob {
  return {
    jobSid: createJob(bench, range),
    range: days(range),
    openDays: [days(range)],
    submittedAtMs: bench.clock(),
    changedAtMs: bench.clock(),
    isPolled: true,
    counts: [],
    unknownWords: [],
    ...more,
  };
}

/** A signal that was aborted with this reason before the attempt began. */
export function cancelled(reason: Error): Pick<Attempt, 'signal'> {
  return { signal: AbortSignal.abort(reason) };
}

/** The failure of an attempt that fails; its `nextRetryDelay` is in milliseconds. */
export async function failureOf(attempt: Promise<unknown>): Promise<ApplicationFailure> {
  const ended = await attempt.catch((thrown: unknown) => thrown);
  if (ended instanceof ApplicationFailure) return ended;
  throw new Error(`The attempt did not end with a failure, but with ${String(ended)}.`);
}
