import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import { describeRelative, resolveRange, type RelativeRange } from '../../domain/request/relative-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { firstBackoff } from '../attempt/activity';
import type { OpeningInput } from '../attempt/binding';
import { announceMissedRuns } from '../notify/missed-runs';
import { openingActivity } from './opening-activity';

export interface ResolveDaysInput extends OpeningInput {
  readonly resourceType: ResourceType;
  readonly range: RelativeRange;
  /** How long ago the export was started, in milliseconds. */
  readonly waitedMs: number;
  readonly options: Pick<ExportOptions, 'pollMinMs'>;
}

/** The days of a relative range by Twilio's clock, and that clock (ms since 1970). */
export interface ResolvedDays {
  readonly range: DayRange;
  readonly nowMs: number;
}

/** Resolve a relative range by Twilio's clock, which comes with the job list. */
export const resolveDays = openingActivity(
  ({ options }: ResolveDaysInput) => firstBackoff(options),
  async ({ api, signal, notify }, { account, resourceType, range, waitedMs }): Promise<ResolvedDays> => {
    if (notify) void announceMissedRuns(notify, account, resourceType).catch(() => undefined);
    const { nowMs } = await api.listJobs(resourceType, { signal });
    const resolved = resolveRange(range, nowMs, waitedMs);
    if (resolved) return { range: resolved, nowMs };
    throw ApplicationFailure.nonRetryable(
      `No day to export ${describeRelative(range)}: a day becomes exportable two days later (UTC).`,
      FAILURE.nothingToExport,
    );
  },
);
