import type { DayStanding } from './day-state';

/** A day whose file is to be fetched into an archive. Instants are Twilio's, in milliseconds since 1970. */
export interface Deliverable {
  readonly standing: 'exported';
  readonly attempts: number;
  /** The file is no older, so it is there until its life after this instant is over. */
  readonly madeAfterMs: number;
  /** The job that made it, as far as it is known. */
  readonly jobSid?: string;
  /** Set when Twilio says that the day has no records. */
  readonly isEmpty?: true;
  /** Since when there is no file, or none that is whole. */
  readonly troubledSinceMs?: number;
  /** It is not asked for again before. */
  readonly notBeforeMs?: number;
}

/** Where the files go; without an archive an exported day needs nothing more. */
export interface DeliveryRule {
  readonly archive?: string | undefined;
}

/** A day that Twilio has exported, or found to be empty: to be delivered when there is an archive. */
export function exportedDay(
  { attempts, madeAfterMs, jobSid }: Pick<Deliverable, 'attempts' | 'madeAfterMs' | 'jobSid'>,
  isEmpty: boolean,
  { archive }: DeliveryRule,
): DayStanding {
  if (archive === undefined) return isEmpty ? { standing: 'empty' } : { standing: 'exported' };
  return {
    standing: 'exported',
    attempts,
    madeAfterMs,
    ...(jobSid !== undefined && { jobSid }),
    ...(isEmpty && { isEmpty }),
  };
}

/** Whether a day's file is to be fetched. */
export function isDeliverable(day: DayStanding): day is Deliverable {
  return day.standing === 'exported' && day.madeAfterMs !== undefined;
}
