import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Archive } from '../archive/port';
import { changeDays, packDayMap, rangesOf, uniform, type PackedDayMap } from '../domain/day-map';
import type { Day, DayRange } from '../domain/day-range';
import type { ExportOptions } from '../domain/export-options';
import type { Archived } from '../domain/fold-intervention';
import type { ResourceType } from '../domain/resource-type';
import { FAILURE } from '../failure-types';
import type { ActivityPlace } from './activity-place';
import { translatingErrors } from './failure-mapping';
import { withHeartbeat } from './with-heartbeat';

export interface SurveyArchiveInput {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly archive: string;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>;
}

/**
 * Look at what an archive has of a range, by its receipts; learn on the way whether it can be written to, and clear away
 * what dead workers left in it.
 */
export function surveyArchive({ openArchive }: ActivityPlace) {
  return ({
    resourceType,
    range,
    archive: place,
    options,
  }: SurveyArchiveInput): Promise<PackedDayMap<Archived>> => {
    const backoffMs = Math.min(options.pollMinMs * 2 ** (activityInfo().attempt - 1), options.pollMaxMs);
    return withHeartbeat(() =>
      translatingErrors(
        () => backoffMs,
        async () => {
          const archive = opened(openArchive, place);
          const signal = cancellationSignal();
          await archive.probe({ signal });
          await archive.sweep(resourceType, { signal });
          return packDayMap(await receiptsIn(archive, resourceType, range, signal));
        },
      ),
    );
  };
}

function opened(openArchive: ActivityPlace['openArchive'], place: string): Archive {
  try {
    return openArchive(place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, FAILURE.badInput);
  }
}

async function receiptsIn(
  archive: Archive,
  resourceType: ResourceType,
  range: DayRange,
  signal: AbortSignal,
) {
  const delivered: Day[] = [];
  const empty: Day[] = [];
  for await (const { day, receipt } of archive.survey(resourceType, range, { signal })) {
    if (receipt) (receipt.records > 0 ? delivered : empty).push(day);
  }
  const nothing = uniform<Archived>(range, 'nothing');
  const withFiles = changeDays<Archived>(nothing, rangesOf(delivered), () => 'delivered');
  return changeDays<Archived>(withFiles, rangesOf(empty), () => 'empty');
}
