import { Context } from '@temporalio/activity';
import type { MetricMeter } from '@temporalio/common';

/** One attempt at an activity: what it knows of itself, and its clock. */
export interface AttemptContext {
  /** 1 for the first. */
  readonly number: number;
  /** Aborted when the activity is cancelled. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when the activity is cancelled. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back, for durations: no wall clock can cut a wait short. */
  readonly monotonicMs: () => number;
  /** Note what was reached so far, for the next attempt. */
  readonly heartbeat: (reached: unknown) => void;
  /** What the attempts before noted last; undefined when there is nothing. */
  readonly reached: unknown;
  readonly meter: MetricMeter;
}

/** Carry out the work of one attempt. */
export type WithAttempt = <T>(work: (attempt: AttemptContext) => Promise<T>) => Promise<T>;

/** Well inside the heartbeat time-out, so that only a dead worker misses one. */
const HEARTBEAT_EVERY_MS = 2000;

/**
 * Carry out the running attempt of Temporal's, and tell Temporal all the while that this worker lives; a cancellation
 * arrives the same way.
 */
export const withTemporalAttempt: WithAttempt = async (work) => {
  const context = Context.current();
  let reached: unknown = context.info.heartbeatDetails;
  const beat = () => {
    context.heartbeat(reached);
  };
  const beating = setInterval(beat, HEARTBEAT_EVERY_MS);
  try {
    return await work({
      number: context.info.attempt,
      signal: context.cancellationSignal,
      sleep: context.sleep,
      monotonicMs: () => performance.now(),
      heartbeat: (details) => {
        reached = details;
        beat();
      },
      reached,
      meter: context.metricMeter,
    });
  } finally {
    clearInterval(beating);
  }
};
