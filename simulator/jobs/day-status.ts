const IS_FINAL = {
  Submitted: false,
  Running: false,
  ErrorDuringRun: false,
  Completed: true,
  CompletedEmptyRecords: true,
  Failed: true,
  RunningToBeDeleted: false,
  DeletedByUserRequest: true,
} as const;

/** The words Twilio documents for a day of a job. */
export type DayStatus = keyof typeof IS_FINAL;

/** The documented statuses, in the order of Twilio's table. */
export const DAY_STATUSES: readonly string[] = Object.keys(IS_FINAL);

/** Whether a day with this status will not change again; a word that is not documented is never final. */
export function isFinal(status: string): boolean {
  return Object.hasOwn(IS_FINAL, status) && IS_FINAL[status as DayStatus];
}
