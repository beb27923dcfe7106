import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

/** Log nothing of replays in this process: what does not replay is the answer. Once, before the first replay. */
export function silenceReplays(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    shutdownSignals: [],
  });
}
