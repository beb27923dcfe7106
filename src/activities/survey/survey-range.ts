import { ApplicationFailure } from '@temporalio/common';
import { BulkExportApiError } from '../../bulk-export/api-error';
import { insteadOf } from '../../domain/instead-of';
import { FAILURE } from '../../contract/failure-types';
import type { DayRange, Day } from '../../domain/days/day-range';
import type { JobParameters } from '../../domain/request/export-options';
import { refusedParameters } from '../../domain/request/permissions';
import { describeRange, resolveRange, type RelativeRange } from '../../domain/request/export-request';
import type { DayFile } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { firstBackoff, type Attempt, bindingOf, type OfType, type OpeningInput, pollBackoff } from '../attempt/activity';
import { announceMissedRuns } from '../notify/notify-client';
import { findAtTwilio } from './find-at-twilio';
import { openingActivity } from './opening-activity';
import { log } from '@temporalio/activity';
import type { Archive } from '../../archive/port';
import { setDays, uniform } from '../../domain/days/day-map';
import { packDayMap } from '../../domain/days/packed-day-map';
import type { Archived } from '../../domain/ledger/fold-submission';
import type { ActivityDependencies } from '../dependencies';
import { archivedAs, type ScheduledLook } from './archived-as';

export interface SurveyRangeInput extends OpeningInput, OfType<'pollMinMs' | 'fresh' | 'lookback' | keyof JobParameters> {
  readonly range: DayRange;
}

/** The start of an export: its binding, the days that are already at Twilio, and its clock. It also checks the credentials. */
export const surveyRange = openingActivity(firstBackoff, async (attempt: Attempt, input: SurveyRangeInput) => {
  const { account, resourceType, range, options } = input;
  const { api, permissions, signal } = attempt;
  const refusal = refusedParameters(permissions, options);
  if (refusal !== undefined) throw ApplicationFailure.nonRetryable(refusal, FAILURE.badInput);
  const list = await api.listJobs(resourceType, { signal });
  const { value: files } = await api.listDays(resourceType, { signal });
  await checkAccount(attempt, resourceType, files);
  const findings = await findAtTwilio(attempt, { resourceType }, list, range, { ...options, files });
  // whether the end of the export is to be announced
  const notifies = attempt.notify && ({ notifies: true } as const);
  return { binding: bindingOf(account, api), findings, nowMs: list.nowMs, ...notifies };
});

/** An API key of another account is found out before it costs quota: the link of any of its files names its account. */
async function checkAccount({ api, signal }: Attempt, resourceType: ResourceType, files: readonly DayFile[]): Promise<void> {
  const file = files.at(-1);
  if (!file) return;
  const isUnknown = (error: unknown) => error instanceof BulkExportApiError && error.kind !== 'wrongAccount';
  await api.linkDay(resourceType, file.day, { signal }).catch(insteadOf(isUnknown, undefined));
}

export interface ResolveDaysInput extends OpeningInput, OfType<'pollMinMs'> {
  readonly range: RelativeRange;
  /** How long ago the export was started, in milliseconds. */
  readonly waitedMs: number;
}

/** Resolve a relative range by Twilio's clock, which comes with the job list (milliseconds since 1970). */
export const resolveDays = openingActivity(firstBackoff, async ({ api, signal, notify }: Attempt, input: ResolveDaysInput) => {
  const { account, resourceType, range, waitedMs } = input;
  if (notify) void announceMissedRuns(notify, account, resourceType).catch(() => undefined);
  const { nowMs } = await api.listJobs(resourceType, { signal });
  const resolved = resolveRange(range, nowMs, waitedMs);
  if (resolved) return { range: resolved, nowMs };
  const message = `No day to export ${describeRange(range)}: a day becomes exportable two days later (UTC).`;
  throw ApplicationFailure.nonRetryable(message, FAILURE.nothingToExport);
});

export interface SurveyArchiveInput extends OpeningInput, OfType<'pollMinMs' | 'pollMaxMs'> {
  readonly range: DayRange;
  readonly archive: string;
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
