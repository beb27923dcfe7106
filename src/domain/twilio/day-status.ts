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
