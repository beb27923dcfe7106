import type { Day, DayRange } from '../days/day-range';

/** One entry of a job's `details`: how many days, and perhaps which, have one status. */
export interface StatusGroup {
  /** As the API writes it: in any case, possibly undocumented. */
  readonly status: string;
  readonly count?: number;
  /** Absent when the API does not name the days (`days: null`). */
  readonly days?: readonly Day[];
}

/** A job as one response of the API shows it. Absent fields were null, missing or unreadable. */
export interface JobSnapshot {
  readonly jobSid: string;
  readonly friendlyName?: string;
  readonly resourceType?: string;
  readonly range?: DayRange;
  readonly groups: readonly StatusGroup[];
  /** Place in Twilio's queue, counted from its front. */
  readonly queuePosition?: number | undefined;
  /** When Twilio expects the job to end, in milliseconds since 1970. */
  readonly estimatedEndMs?: number | undefined;
  readonly email?: string;
  readonly webhookUrl?: string;
  readonly webhookMethod?: string;
}

export interface DayFile {
  readonly day: Day;
  readonly size: number;
  /** The UTC day on which the file was made (`create_date` is a plain date); absent when not given. */
  readonly createdOn?: Day;
}

/** The statuses of a day in a job (ExportCustomJob page, table of statuses), and whether each never changes again. */
const IS_FINAL = {
  Submitted: false,
  Running: false,
  ErrorDuringRun: false, // Twilio retries these
  Completed: true,
  CompletedEmptyRecords: true,
  Failed: true,
  RunningToBeDeleted: false,
  DeletedByUserRequest: true,
};

export type DayStatus = keyof typeof IS_FINAL;

export const DAY_STATUSES = Object.keys(IS_FINAL) as readonly DayStatus[];

const BY_LOWER_CASE = new Map(DAY_STATUSES.map((status) => [status.toLowerCase(), status]));

/** Read a status, in any case; undefined for an undocumented one. */
export function readStatus(word: string): DayStatus | undefined {
  return BY_LOWER_CASE.get(word.trim().toLowerCase());
}

export function isFinal(status: DayStatus): boolean {
  return IS_FINAL[status];
}
