import { DefaultLogger, Runtime, type LogEntry, type RuntimeOptions } from '@temporalio/worker';
import { formatAddress, type TelemetrySettings } from '../settings/telemetry';
import { CannotListen } from './health-server';
import { WORKFLOW_TASK_FILTER, workflowTaskLog } from './workflow-task-log';

const WRITTEN: readonly LogEntry['level'][] = ['WARN', 'ERROR'];

/**
 * Have the worker write one line per event, to standard error: what an operator reads, or JSON for a collector. Failed
 * attempts tell their sentence without a stack; what the SDK says of its own life below a warning is left out. Signals
 * are the worker's own affair: its parts stop one after the other. Where there is an address for metrics, the SDK serves
 * its own and ours there.
 *
 * @throws CannotListen when that address is not to be had
 */
export function installRuntime({ log, metrics }: TelemetrySettings, write: (line: string) => void): Runtime {
  const lineOf = log === 'json' ? entryAsJson : describeEntry;
  const reported = workflowTaskLog();
  const options: RuntimeOptions = {
    logger: new DefaultLogger('DEBUG', (entry) => {
      const told = reported(entry);
      if (told && WRITTEN.includes(told.level)) write(lineOf(told));
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: `warn,${WORKFLOW_TASK_FILTER}` },
      ...(metrics && {
        metrics: { prometheus: { bindAddress: formatAddress(metrics), countersTotalSuffix: true } },
      }),
    },
    shutdownSignals: [],
  };
  try {
    return Runtime.install(options);
  } catch (error) {
    throw metrics ? new CannotListen('DAYHAUL_METRICS', metrics, error) : error;
  }
}

/** A log entry as JSON in one line; fields without a value are left out. */
function entryAsJson({ level, message, meta, timestampNanos }: LogEntry): string {
  const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, runId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>;
  const reason = error instanceof Error ? { error: error.message, errorType: typeOf(error) } : {};
  return JSON.stringify({ at, level, message, workflowId, runId, activityType, attempt, ...reason });
}

function typeOf(error: Error): string {
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

/** A log entry in one line: when, how grave, what happened, to which export, and why. */
export function describeEntry({ level, message, meta, timestampNanos }: LogEntry): string {
  const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, activityType, error } = (meta ?? {}) as Record<string, unknown>;
  const parts = [activityType, workflowId].filter((part) => typeof part === 'string');
  const reason = error instanceof Error ? `: ${error.message}` : '';
  return `${at} ${level} ${[message, ...parts].join(' ')}${reason}`;
}
