import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker';

/**
 * Have the worker write one line per event, to standard error: what an operator reads. Failed attempts tell their
 * sentence without a stack; what the SDK says of its own life below a warning is left out. Signals are the worker's
 * own affair: its parts stop one after the other.
 */
export function installWorkerLog(write: (line: string) => void): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', (entry) => {
      write(describeEntry(entry));
    }),
    telemetryOptions: { logging: { forward: {}, filter: 'warn' } },
    shutdownSignals: [],
  });
}

/** A log entry in one line: when, how grave, what happened, to which export, and why. */
export function describeEntry({ level, message, meta, timestampNanos }: LogEntry): string {
  const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, activityType, error } = (meta ?? {}) as Record<string, unknown>;
  const parts = [activityType, workflowId].filter((part) => typeof part === 'string');
  const reason = error instanceof Error ? `: ${error.message}` : '';
  return `${at} ${level} ${[message, ...parts].join(' ')}${reason}`;
}
