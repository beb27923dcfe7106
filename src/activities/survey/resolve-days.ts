import { cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import { describeRelative, resolveRange, type RelativeRange } from '../../domain/request/relative-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { firstBackoffMs } from '../attempt/backoff';
import { translatingErrors } from '../attempt/failure-mapping';
import { withHeartbeat } from '../attempt/with-heartbeat';
import type { ActivityPlace } from '../dependencies';

export interface NameDaysInput {
  readonly resourceType: ResourceType;
  readonly range: RelativeRange;
  /** How long ago the export was started, in milliseconds. */
  readonly waitedMs: number;
  readonly options: Pick<ExportOptions, 'pollMinMs'>;
}

/** The days of a relative range by Twilio's clock, and that clock (ms since 1970). */
export interface NamedDays {
  readonly range: DayRange;
  readonly nowMs: number;
}

/** Name the days of a relative range by Twilio's clock, which comes with the job list. */
export function nameDays({ api }: ActivityPlace) {
  return ({ resourceType, range, waitedMs, options }: NameDaysInput): Promise<NamedDays> =>
    withHeartbeat(() =>
      translatingErrors(
        () => firstBackoffMs(options),
        async () => {
          const { nowMs } = await api.listJobs(resourceType, { signal: cancellationSignal() });
          const resolved = resolveRange(range, nowMs, waitedMs);
          if (resolved) return { range: resolved, nowMs };
          throw ApplicationFailure.nonRetryable(
            `No day ${describeRelative(range)} can be exported yet: a day can be two days after it, UTC.`,
            FAILURE.nothingToExport,
          );
        },
      ),
    );
}
