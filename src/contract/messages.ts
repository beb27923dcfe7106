import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { PackedDayMap } from '../domain/days/day-map';
import type { DayRange } from '../domain/days/day-range';
import type { Progress } from '../domain/describe/progress';
import type { DayState } from '../domain/ledger/day-state';
import type { MissingDays } from '../domain/ledger/ledger';
import type { DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall, ReserveAnswer } from '../domain/quota/protocol';
import type { ExportOptions } from '../domain/request/export-options';
import type { RelativeRange } from '../domain/request/relative-range';
import type { ResourceType } from '../domain/twilio/resource-type';

/** What an export is started with. */
export interface ExportDayRangeInput {
  /** The label of the account; the credentials stay with the worker. */
  readonly account: string;
  readonly resourceType: ResourceType;
  /** The days; of a schedule, how to name them anew at each start. */
  readonly range: DayRange | RelativeRange;
  readonly options?: Partial<ExportOptions>;
  /** Where the days stood at the end of an earlier export of them: what was settled well is not asked for again. */
  readonly earlier?: PackedDayMap<DayState> | undefined;
  /** Set when the namespace knows the search attributes of exports. */
  readonly isSearchable?: true | undefined;
}

/** An export in numbers: how many days stand where, the open jobs, what it waits for. */
export const progressQuery = defineQuery<Progress & { readonly notYetExportable?: DayRange | undefined }>(
  'progress',
);

/** Where every day stands, as runs of days in the same state. */
export const ledgerQuery = defineQuery<readonly (DayRange & DayState)[]>('ledger');

/** The days given up, with why. */
export const missingQuery = defineQuery<readonly MissingDays[]>('missing');

/** Submit nothing more until `resume`; open jobs are polled on. */
export const pauseUpdate = defineUpdate<undefined, [{ readonly reason?: string | undefined }]>('pause');

/** Go on submitting. */
export const resumeUpdate = defineUpdate<undefined>('resume');

/** Change how the export goes about its work; the answer is all options as they hold from now on. */
export const changeSettingsUpdate = defineUpdate<ExportOptions, [Partial<ExportOptions>]>('changeSettings');

/** Which days that were given up are to be asked for again: all of them, or those in some ranges. */
export interface Resubmission {
  /** Tells a repeated request from a second one. */
  readonly id: string;
  readonly ranges?: readonly DayRange[] | undefined;
}

/** Ask again for days that were given up; the answer is how many. */
export const resubmitUpdate = defineUpdate<{ readonly days: number }, [Resubmission]>('resubmit');

/** Who may request how many days today. */
export const quotaQuery = defineQuery<DayQuota>('quota');

/** Reserve days, or tell what became of a reservation. */
export const quotaCallUpdate = defineUpdate<ReserveAnswer | null, [QuotaCall]>('call');
