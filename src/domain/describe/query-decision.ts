/** The shortest pause between two queries of one follower, in milliseconds: a query may make a worker replay the whole history. */
const QUERY_INTERVAL_MS = 3000;

/** How long a workflow task may be pending before its worker counts as silent, in milliseconds. */
const TASK_PATIENCE_MS = 2000;

/** What is known of a workflow without a query. Instants are of one monotonic clock, in milliseconds. */
export interface QueryFacts {
  /** Names the run and the number of its events. The answer to a query changes only with them. */
  readonly history: string;
  readonly answeredHistory?: string | undefined;
  /** When the workflow was last queried, or its worker looked for. */
  readonly checkedMs?: number | undefined;
  readonly nowMs: number;
  readonly task?: { readonly attempt: number; readonly pendingMs: number } | undefined;
}

/** What a follower does next; only `query` queries the workflow. */
export type QueryDecision =
  /** Show what is known. */
  | 'keep'
  /** Look whether any worker polls the task queue. */
  | 'findWorker'
  /** Read why the workflow task did not succeed. */
  | 'findFailure'
  | 'query';

/** Whether a workflow may be queried now. While a workflow task is pending, its worker is busy or gone, and a query would wait. */
export function decideQuery({ history, answeredHistory, checkedMs = -Infinity, nowMs, task }: QueryFacts): QueryDecision {
  if (nowMs - checkedMs < QUERY_INTERVAL_MS) return 'keep';
  if (task && task.attempt > 1) return 'findFailure';
  if (task) return task.pendingMs < TASK_PATIENCE_MS ? 'keep' : 'findWorker';
  return history === answeredHistory ? 'findWorker' : 'query';
}
