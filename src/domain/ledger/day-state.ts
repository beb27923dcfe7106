export const MISSING_REASONS = [
  'exhausted',
  'vanished',
  'unnamed',
  'deletedAtTwilio',
  /** Twilio would not take it, alone, on several UTC days. */
  'refused',
  /** Exported, and its file was never to be had. */
  'undeliverable',
  /** Its file came as Twilio made it, and no reader of lines reads it; the archive keeps the bytes aside. */
  'unreadable',
  'cancelled',
] as const;

/** Why a day was given up. */
export type MissingReason = (typeof MISSING_REASONS)[number];

/** Where a day is. `attempts` counts the submissions that covered it. */
export type DayState =
  | {
      readonly state: 'planned';
      readonly attempts: number;
      readonly notBeforeMs?: number;
      /** Twilio refused a larger chunk: it is asked for in chunks of at most so many days. */
      readonly mostDays?: number;
      /** On how many UTC days Twilio refused it alone. */
      readonly refusals?: number;
      /** The file that Twilio has does not serve: it is requested even so. */
      readonly isFresh?: true;
    }
  | { readonly state: 'submitted'; readonly attempts: number; readonly jobSid: string }
  | { readonly state: 'exported'; readonly madeAfterMs?: undefined }
  | Deliverable
  | { readonly state: 'delivered' }
  | { readonly state: 'empty' }
  | { readonly state: 'missing'; readonly attempts: number; readonly reason: MissingReason };

export type Planned = Extract<DayState, { state: 'planned' }>;

/** A day whose file is to be fetched into an archive. Instants are Twilio's, in milliseconds since 1970. */
export interface Deliverable {
  readonly state: 'exported';
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
): DayState {
  if (archive === undefined) return isEmpty ? { state: 'empty' } : { state: 'exported' };
  return {
    state: 'exported',
    attempts,
    madeAfterMs,
    ...(jobSid !== undefined && { jobSid }),
    ...(isEmpty && { isEmpty }),
  };
}

/** Whether a day's file is to be fetched. */
export function isDeliverable(day: DayState): day is Deliverable {
  return day.state === 'exported' && day.madeAfterMs !== undefined;
}
