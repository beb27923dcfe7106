import type { Day, DayRange } from '../days/day-range';

/** One entry of a job's `details`: how many days, and perhaps which, have one status. */
export interface StatusGroup {
  /** The API's word, as it came: any case, perhaps a word nobody documented. */
  readonly status: string;
  /** Absent when the API left it out or wrote something that is not a whole number. */
  readonly count?: number;
  /** Absent when the API does not name the days (`days: null`). */
  readonly days?: readonly Day[];
}

/** A job as one answer of the API shows it. Absent fields were null, missing or unreadable. */
export interface JobSnapshot {
  readonly jobSid: string;
  readonly friendlyName?: string;
  readonly range?: DayRange;
  readonly groups: readonly StatusGroup[];
  /** Place in Twilio's queue, counted from its front. */
  readonly queuePosition?: number;
  /** When Twilio expects the job to end, in milliseconds since 1970. */
  readonly estimatedEndMs?: number;
}

/** One entry of the day list: a file Twilio holds. */
export interface DayFile {
  readonly day: Day;
  /** Bytes as stored. */
  readonly size: number;
  /** The UTC day on which the file was made (`create_date` is a plain date); absent when not given. */
  readonly createdOn?: Day;
}
