import { SdkComponent } from '@temporalio/common';
import { DefaultLogger, Runtime, type LogEntry, type RuntimeOptions } from '@temporalio/worker';
import { formatAddress, type TelemetrySettings } from '../settings/telemetry';
import { CannotListen } from './health-server';
import { WORKFLOW_TASK_FILTER, workflowTaskLog } from './workflow-task-log';

/** The log of workflows: starts and ends of exports. */
function isWritten({ level, meta }: LogEntry): boolean {
  return level === 'WARN' || level === 'ERROR' || (level === 'INFO' && meta?.['sdkComponent'] === SdkComponent.workflow);
}

/** Install the SDK's runtime with metrics and a logger of one line per event. It handles no signals. @throws CannotListen */
export function installRuntime({ log, metrics, collector }: TelemetrySettings, write: (line: string) => void): Runtime {
  const lineOf = log === 'json' ? entryAsJson : describeEntry;
  const translate = workflowTaskLog();
  const options: RuntimeOptions = {
    logger: new DefaultLogger('DEBUG', (entry) => {
      const translated = translate(entry);
      if (translated && isWritten(translated)) write(lineOf(translated));
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: `warn,${WORKFLOW_TASK_FILTER}` },
      ...(metrics && { metrics: { prometheus: { bindAddress: formatAddress(metrics), countersTotalSuffix: true } } }),
      ...(collector && {
        metrics: { otel: { url: collector.href, http: collector.pathname !== '/', metricsExportInterval: '10 seconds' } },
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

/** A log entry as one line of JSON, without the fields that have no value. */
function entryAsJson({ level, message, meta, timestampNanos }: LogEntry): string {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, runId, activityType, attempt, error } = (meta ?? {}) as Record<string, unknown>;
  const entry = { time, level, message, workflowId, runId, activityType, attempt };
  if (!(error instanceof Error)) return JSON.stringify(entry);
  const errorType = 'type' in error && typeof error.type === 'string' ? error.type : error.name;
  return JSON.stringify({ ...entry, error: error.message, errorType });
}

/** A log entry as one line of text: time, level, message, activity, workflow and error. */
export function describeEntry({ level, message, meta, timestampNanos }: LogEntry): string {
  const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { workflowId, activityType, error } = (meta ?? {}) as Record<string, unknown>;
  const parts = [activityType, workflowId].filter((part) => typeof part === 'string');
  const reason = error instanceof Error ? `: ${error.message}` : '';
  return `${at} ${level} ${[message, ...parts].join(' ')}${reason}`;
}
