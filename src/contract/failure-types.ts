/** The types of Dayhaul's failures, as the Temporal UI shows them and scripts may match them. */
export const FAILURE = {
  notYetFinal: 'NotYetFinal', // not an error: jobs are open, and the poll is retried
  notYetTime: 'NotYetTime', // not an error: the activity waits for an instant of Twilio's clock
  credentialsRefused: 'CredentialsRefused', // Twilio rejects the worker's credentials
  permissionDenied: 'PermissionDenied', // Twilio accepts the worker's credentials but does not permit the request (403)
  wrongAccount: 'WrongAccount', // the worker serves another account or another API than the export was started with
  unknownAccount: 'UnknownAccount', // the accounts file of the worker does not have the account
  keyMissing: 'KeyMissing', // the worker lacks the key that encrypts the input or the history
  rateLimited: 'RateLimited', // Twilio requests a pause (429)
  refused: 'Refused', // Twilio rejected a request (4xx)
  unavailable: 'Unavailable', // Twilio is not reachable, too slow, or has an internal error (5xx)
  unreadable: 'Unreadable', // Twilio's response could not be read
  quotaAway: 'QuotaAway', // the quota workflow does not respond
  archiveFull: 'ArchiveFull', // the archive has no space left; an operator must free some
  archiveRefused: 'ArchiveRefused', // the location of the archive or its permissions are wrong
  archiveForeign: 'ArchiveForeign', // the archive belongs to another account, or to a newer Dayhaul
  archiveConflict: 'ArchiveConflict', // another worker wrote the same day of the archive at the same time
  archiveUnavailable: 'ArchiveUnavailable', // the archive does not respond
  fileHostNotAllowed: 'FileHostNotAllowed', // Twilio links to a host that is not allowed
  fileHostUnavailable: 'FileHostUnavailable', // many downloads in a row failed
  notNotified: 'NotNotified', // a target did not accept a notification
  nothingToExport: 'NothingToExport', // no day of the range can be exported yet
  badInput: 'BadInput', // the input of an export is not valid
  daysOpen: 'DaysOpen', // a scheduled export ended with days in stuck jobs; the details have the outcome
  daysUncovered: 'DaysUncovered', // a scheduled export ended, and no run covered some days before its own; the details have the outcome
  daysMissing: 'DaysMissing', // the export ended with missing days; the details have the outcome
} as const;

export type FailureType = (typeof FAILURE)[keyof typeof FAILURE];

/** Whether a failure says that a workflow cannot be replayed, by the code of Temporal's SDKs for nondeterminism. */
export function isReplayFailure(message: string): boolean {
  return message.includes('TMPRL1100');
}
