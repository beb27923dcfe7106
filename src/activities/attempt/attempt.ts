import { Context } from '@temporalio/activity';

export interface AttemptContext {
  readonly number: number;
  /** Aborted when the activity is cancelled. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds; rejects when the activity is cancelled. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds on a clock that never goes back, for durations: no wall clock can cut a wait short. */
  readonly monotonicMs: () => number;
  readonly heartbeat: (reached: unknown) => void;
  /** The last progress recorded by earlier attempts; undefined when there is none. */
  readonly reached: unknown;
}

export type WithAttempt = <T>(work: (attempt: AttemptContext) => Promise<T>) => Promise<T>;

/** Well below the heartbeat timeout, so that only a dead worker misses one. */
const HEARTBEAT_EVERY_MS = 2000;

/** Run the current attempt of Temporal, and send heartbeats meanwhile; a cancellation arrives with them. */
export const withTemporalAttempt: WithAttempt = async (work) => {
  const context = Context.current();
  const { cancellationSignal: signal, sleep } = context;
  let reached: unknown = context.info.heartbeatDetails;
  const beat = () => context.heartbeat(reached);
  const heartbeat = (details: unknown) => {
    reached = details;
    beat();
  };
  const beating = setInterval(beat, HEARTBEAT_EVERY_MS);
  try {
    return await work({ number: context.info.attempt, signal, sleep, monotonicMs: () => performance.now(), heartbeat, reached });
  } finally {
    clearInterval(beating);
  }
};
