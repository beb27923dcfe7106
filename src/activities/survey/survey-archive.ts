import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Archive } from '../../archive/port';
import { setDays, uniform } from '../../domain/days/day-map';
import { packDayMap } from '../../domain/days/packed-day-map';
import type { Day, DayRange } from '../../domain/days/day-range';
import type { Archived } from '../../domain/ledger/fold-known';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { FAILURE } from '../../contract/failure-types';
import type { ActivityDependencies } from '../dependencies';
import { pollBackoff, type Attempt, type OpeningInput } from '../attempt/activity';
import { archivedAs, type ScheduledLook } from './archived-as';
import { openingActivity } from './opening-activity';

export interface SurveyArchiveInput extends OpeningInput {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly archive: string;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>;
  readonly schedule?: ScheduledLook | undefined;
  readonly isPreview?: true;
}

/** Read the state of each day from receipts and notes. It also checks that the archive is writable, and removes partial files. */
export const surveyArchive = openingActivity(pollBackoff, async ({ openArchive, signal }: Attempt, input: SurveyArchiveInput) => {
  const { resourceType, range, schedule, isPreview } = input;
  const archive = opened(openArchive, input.archive);
  const limits = isPreview ? [] : await archive.probe({ signal });
  if (limits.length > 0) log.warn('This archive gives weaker guarantees.', { archive: archive.place, limits });
  if (!isPreview) await archive.sweep(resourceType, { signal });
  const told: (readonly [Day, Archived])[] = [];
  for await (const archived of archive.survey(resourceType, range, { signal })) {
    told.push([archived.day, archivedAs(archived, schedule)]);
  }
  return packDayMap(setDays(uniform<Archived>(range, 'nothing'), told));
});

function opened(openArchive: ActivityDependencies['openArchive'], place: string): Archive {
  try {
    return openArchive(place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, FAILURE.badInput);
  }
}
