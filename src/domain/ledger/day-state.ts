export const MISSING_REASONS = [
  'exhausted',
  'vanished',
  'unnamed',
  'deletedAtTwilio',
  /** Twilio rejected it, alone, on several UTC days. */
  'refused',
  /** Exported, but there never was a complete file. */
  'undeliverable',
  /** Its file is intact but unreadable; the archive keeps the bytes aside. */
  'unreadable',
  'cancelled',
] as const;

/** Why a day is missing. */
export type MissingReason = (typeof MISSING_REASONS)[number];

/** The state of a day. `attempts` counts the submissions that covered it. */
export type DayState =
  | {
      readonly state: 'planned';
      readonly attempts: number;
      readonly notBeforeMs?: number;
      /** The largest chunk to request it in, after Twilio rejected a larger one. */
      readonly mostDays?: number;
      /** The number of UTC days on which Twilio rejected it alone. */
      readonly refusals?: number;
      /** Requested even if Twilio has a file, which is unreadable. */
      readonly isFresh?: true;
    }
  | { readonly state: 'submitted'; readonly attempts: number; readonly jobSid: string }
  | { readonly state: 'exported'; readonly madeAfterMs?: undefined }
  | Deliverable
  | { readonly state: 'delivered' }
  | { readonly state: 'empty' }
  | { readonly state: 'missing'; readonly attempts: number; readonly reason: MissingReason };

export type Planned = Extract<DayState, { state: 'planned' }>;
export type Submitted = Extract<DayState, { state: 'submitted' }>;

/** A day whose file is to be downloaded. Instants are Twilio's, in milliseconds since 1970. */
export interface Deliverable {
  readonly state: 'exported';
  readonly attempts: number;
  /** The file was made at this instant or later. */
  readonly madeAfterMs: number;
  readonly jobSid?: string;
  /** Set when Twilio says that the day has no records. */
  readonly isEmpty?: true;
  /** Since when there is no complete file. */
  readonly troubledSinceMs?: number;
  readonly notBeforeMs?: number;
}

/** Where files are downloaded to; without an archive an exported day is final. */
export interface DeliveryRule {
  readonly archive?: string | undefined;
}

/** The state of a day that Twilio has exported, or found to be empty. */
export function exportedDay(
  { attempts, madeAfterMs, jobSid }: Pick<Deliverable, 'attempts' | 'madeAfterMs' | 'jobSid'>,
  isEmpty: boolean,
  { archive }: DeliveryRule,
): DayState {
  if (archive === undefined) return isEmpty ? { state: 'empty' } : { state: 'exported' };
  return { state: 'exported', attempts, madeAfterMs, ...(jobSid !== undefined && { jobSid }), ...(isEmpty && { isEmpty }) };
}

export function isPlanned(day: DayState): day is Planned {
  return day.state === 'planned';
}

/** Whether the file of a day is to be downloaded. */
export function isDeliverable(day: DayState): day is Deliverable {
  return day.state === 'exported' && day.madeAfterMs !== undefined;
}
