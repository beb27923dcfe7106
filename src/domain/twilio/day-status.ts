/** The API's words for how a day of a job stands (ExportCustomJob page, table of statuses). */
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
  ErrorDuringRun: false, // Twilio tries these again by itself
  Completed: true,
  CompletedEmptyRecords: true,
  Failed: true,
  RunningToBeDeleted: false,
  DeletedByUserRequest: true,
} satisfies Record<DayStatus, boolean>;

const BY_LOWER_CASE = new Map(DAY_STATUSES.map((status) => [status.toLowerCase(), status]));

/** The status a word of the API means, whatever its case; undefined for a word the API never documented. */
export function readStatus(word: string): DayStatus | undefined {
  return BY_LOWER_CASE.get(word.trim().toLowerCase());
}

/** Whether the API will not change a status again. */
export function isFinal(status: DayStatus): boolean {
  return IS_FINAL[status];
}
