import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { PackedDayMap } from '../domain/days/packed-day-map';
import type { DayRange } from '../domain/days/day-range';
import type { NextAction } from '../domain/describe/advice';
import type { Phase } from '../domain/describe/labels';
import type { Progress } from '../domain/describe/progress';
import type { Announcement } from '../domain/notify/notice';
import type { DayState } from '../domain/ledger/day-state';
import type { MissingDays } from '../domain/ledger/ledger';
import type { Pause } from '../domain/plan/next-submission';
import type { DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall, ReserveAnswer } from '../domain/quota/protocol';
import type { ExportOptions } from '../domain/request/export-options';
import type { RelativeRange } from '../domain/request/export-request';
import type { ResourceType } from '../domain/twilio/resource-type';

/** What an export is started with. */
export interface ExportDayRangeInput {
  /** The label of the account; the credentials stay with the worker. */
  readonly account: string;
  readonly resourceType: ResourceType;
  /** The days; for a schedule, a range that is resolved at each start. */
  readonly range: DayRange | RelativeRange;
  readonly options?: Partial<ExportOptions>;
  /** The days at the end of an earlier export of the same range: complete ones are not requested again. */
  readonly earlier?: PackedDayMap<DayState> | undefined;
  /** Days that an operator requests again, whatever an archive notes of them. */
  readonly resubmitted?: readonly DayRange[] | undefined;
  /** Set when the namespace has the search attributes of exports. */
  readonly isSearchable?: true | undefined;
}

/** What an export says besides its numbers. */
export interface Outlook {
  readonly notYetExportable?: DayRange | undefined;
  /** Part of the name of each of its jobs. */
  readonly nonce?: string | undefined;
  /** Absent until the export knows which days are available. */
  readonly phase?: Phase | undefined;
  /** Absent when no action is needed. */
  readonly next?: NextAction | undefined;
}

/** An export in numbers: days by state, open jobs, what it waits for. */
export const progressQuery = defineQuery<Progress & Outlook>('progress');

/** The state of every day, as runs of days in the same state. */
export const ledgerQuery = defineQuery<readonly (DayRange & DayState)[]>('ledger');

/** The missing days, with the reason. */
export const missingQuery = defineQuery<readonly MissingDays[]>('missing');

/** Who pauses an export, and why; both are shown in the Temporal UI. */
export type PauseRequest = Pick<Pause, 'by' | 'reason'>;

/** Submit no more days until `resume`; open jobs are still polled. */
export const pauseUpdate = defineUpdate<undefined, [PauseRequest]>('pause');

/** Submit days again after a pause; returns whether the export was paused. */
export const resumeUpdate = defineUpdate<{ readonly wasPaused: boolean }>('resume');

/** Change options of a running export; returns all options that hold from now on. */
export const changeSettingsUpdate = defineUpdate<ExportOptions, [Partial<ExportOptions>]>('changeSettings');

/** The missing days to request again: all of them, or those in some ranges. */
export interface Resubmission {
  /** Distinguishes a repeated request from a new one. */
  readonly id: string;
  readonly ranges?: readonly DayRange[] | undefined;
}

/** Request missing days again; returns their number. */
export const resubmitUpdate = defineUpdate<{ readonly days: number }, [Resubmission]>('resubmit');

/** An operator deletes a job at Twilio. */
export interface JobDeletion extends Pick<Pause, 'by' | 'reason'> {
  readonly jobSid: string;
  /** What Twilio answered; absent before the deletion. */
  readonly answer?: string | undefined;
}

/** Record a deletion in the history of an export, before it and after it. */
export const jobDeletionUpdate = defineUpdate<undefined, [JobDeletion]>('jobDeletion');

/** Send a notice, unless its cause was sent before. */
export const announceUpdate = defineUpdate<undefined, [Announcement]>('announce');

/** The quota of the UTC day, with its leases and queue. */
export const quotaQuery = defineQuery<DayQuota>('quota');

/** Reserve days, or record the results of reservations: calls in order, with an answer to each. */
export const quotaCallUpdate = defineUpdate<readonly (ReserveAnswer | null)[], [readonly QuotaCall[]]>('call');
