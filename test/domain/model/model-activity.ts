import { ApplicationFailure, noopMetricMeter } from '@temporalio/common';
import { createActivities, type Activities } from '../../../src/activities';
import type { AttemptContext } from '../../../src/activities/attempt/attempt';
import { modelApi, NOW, WorkerLost, type NextStep } from './model-api';
import type { Environment, Outcome } from './environment';
import type { View } from './shared-twilio';

/** An activity of an export, and where it is carried out. */
export interface ActivityCall<T> {
  readonly environment: Environment;
  /** Whether the export wants every day fresh. */
  readonly isFresh: boolean;
  readonly call: (activities: Activities) => Promise<T>;
}

/** An attempt that nobody waits for any more is left where it is. */
const NEVER_CANCELLED = new AbortController().signal;

type Ended<T> = { readonly result: T } | undefined;

/**
 * A real activity as Temporal carries it out, attempt after attempt. Each call of an attempt is a step; between two steps anything
 * may happen, and its worker may die.
 */
export class ModelActivity<T> {
  readonly #activity: ActivityCall<T>;
  #attempts = 0;
  #next: { readonly dueMs: number; readonly take: (outcome: Outcome) => void };
  #halted: { readonly resolve: (ended: Ended<T>) => void; readonly reject: (error: unknown) => void };

  constructor(activity: ActivityCall<T>) {
    this.#activity = activity;
    this.#next = this.#attemptAt(NOW);
    this.#halted = { resolve: () => undefined, reject: () => undefined };
  }

  /** The next step does not come before this instant. */
  get dueMs(): number {
    return this.#next.dueMs;
  }

  /**
   * Take the next step, when it is due; the result, when it was the last.
   * @throws whatever is neither a failure that Temporal retries nor the end of a worker
   */
  async advance(outcome: Outcome): Promise<Ended<T>> {
    const { dueMs, take } = this.#next;
    if (this.#nowMs < dueMs) return undefined;
    return new Promise((resolve, reject) => {
      this.#halted = { resolve, reject };
      take(outcome);
    });
  }

  /** The worker dies; another begins the next attempt. */
  loseWorker(): void {
    this.#next = this.#attemptAt(NOW);
  }

  get #nowMs(): number {
    return this.#activity.environment.twilio.nowMs;
  }

  #attemptAt(dueMs: number) {
    return { dueMs, take: (outcome: Outcome) => void this.#attempt(outcome) };
  }

  async #attempt(firstLuck: Outcome): Promise<void> {
    let outcome: Outcome | undefined = firstLuck;
    const nextStep: NextStep = (dueMs) => {
      const given = outcome;
      outcome = undefined;
      if (given && this.#nowMs >= dueMs) return Promise.resolve(given);
      return new Promise((take) => {
        this.#next = { dueMs, take };
        this.#halted.resolve(undefined);
      });
    };
    try {
      const result = await attempt(this.#activity, ++this.#attempts, nextStep);
      await nextStep(NOW); // Temporal hears of it later, or never
      this.#halted.resolve({ result });
    } catch (error) {
      const delayMs = retryDelayMs(error);
      if (delayMs === undefined) {
        this.#halted.reject(error);
        return;
      }
      this.#next = this.#attemptAt(this.#nowMs + delayMs);
      this.#halted.resolve(undefined);
    }
  }
}

/**
 * A later attempt at an activity, all of it at once; undefined when it has nothing to tell yet.
 * @throws whatever is no failure that Temporal retries
 */
export async function attemptAtOnce<T>(activity: ActivityCall<T>, view: View): Promise<T | undefined> {
  const outcome: Outcome = { view, create: 'answered', delayMs: 0 };
  try {
    return await attempt(activity, 2, () => Promise.resolve(outcome));
  } catch (error) {
    if (retryDelayMs(error) === undefined) throw error;
    return undefined;
  }
}

function attempt<T>({ environment, isFresh, call }: ActivityCall<T>, number: number, nextStep: NextStep): Promise<T> {
  const context: AttemptContext = {
    number,
    signal: NEVER_CANCELLED,
    sleep: async (ms) => {
      await nextStep(environment.twilio.nowMs + ms);
    },
    monotonicMs: () => environment.twilio.nowMs,
    heartbeat: () => undefined,
    reached: undefined,
  };
  const dependencies = {
    api: modelApi(environment, nextStep, isFresh),
    quota: {
      group: 'model',
      days: environment.quotaDays,
      reserve: 0,
      call: async (call: Parameters<Environment['call']>[0]) => {
        await nextStep(NOW);
        return environment.call(call);
      },
    },
    permissions: {},
    hasSchedule: () => Promise.resolve(false),
    rivals: () => Promise.resolve([]),
    isGone: (workflowId: string) => Promise.resolve(environment.isGone(workflowId)),
    isSeenThrough: () => Promise.resolve(false),
    openArchive: () => {
      throw new Error('There is no archive in a play.');
    },
    meter: noopMetricMeter,
  };
  return call(
    createActivities({
      forAccount: () => Promise.resolve(dependencies),
      notifyOf: () => undefined,
      withAttempt: (work) => work(context),
    }),
  );
}

/** When Temporal begins the next attempt, in milliseconds; undefined when it does not. */
function retryDelayMs(error: unknown): number | undefined {
  if (error instanceof WorkerLost) return 0;
  const isRetried = error instanceof ApplicationFailure && !error.nonRetryable;
  return isRetried ? Number(error.nextRetryDelay) : undefined;
}
