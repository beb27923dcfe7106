/** The statuses of a day in a job (ExportCustomJob page, table of statuses). */
export const DAY_STATUSES = [
  'Submitted',
  'Running',
  'ErrorDuringRun',
  'Completed',
  'CompletedEmptyRecords',
  'Failed',
  'RunningToBeDeleted',
  'DeletedByUserRequest',
] as const;

export type DayStatus = (typeof DAY_STATUSES)[number];

const IS_FINAL = {
  Submitted: false,
  Running: false,
  ErrorDuringRun: false, // Twilio retries these
  Completed: true,
  CompletedEmptyRecords: true,
  Failed: true,
  RunningToBeDeleted: false,
  DeletedByUserRequest: true,
} satisfies Record<DayStatus, boolean>;

const BY_LOWER_CASE = new Map(DAY_STATUSES.map((status) => [status.toLowerCase(), status]));

/** Read a status, in any case; undefined for an undocumented one. */
export function readStatus(word: string): DayStatus | undefined {
  return BY_LOWER_CASE.get(word.trim().toLowerCase());
}

/** Whether a status never changes again. */
export function isFinal(status: DayStatus): boolean {
  return IS_FINAL[status];
}
