/** The types of Dayhaul's failures, as the Temporal UI shows them and scripts may match them. */
export const FAILURE = {
  /** Not an error: jobs are open, and the poll is retried. */
  notYetFinal: 'NotYetFinal',
  /** Not an error: the activity waits for an instant of Twilio's clock. */
  notYetTime: 'NotYetTime',
  /** Twilio rejects the worker's credentials. */
  credentialsRefused: 'CredentialsRefused',
  /** Twilio accepts the worker's credentials but does not permit the request (403). */
  permissionDenied: 'PermissionDenied',
  /** The worker serves another account or another API than the export was started with. */
  wrongAccount: 'WrongAccount',
  /** Twilio requests a pause (429). */
  rateLimited: 'RateLimited',
  /** Twilio rejected a request (4xx). */
  refused: 'Refused',
  /** Twilio is not reachable, too slow, or has an internal error (5xx). */
  unavailable: 'Unavailable',
  /** Twilio's response could not be read. */
  unreadable: 'Unreadable',
  /** The quota workflow does not respond. */
  quotaAway: 'QuotaAway',
  /** The archive has no space left; an operator must free some. */
  archiveFull: 'ArchiveFull',
  /** The location of the archive or its permissions are wrong. */
  archiveRefused: 'ArchiveRefused',
  /** The archive belongs to another account, or to a newer Dayhaul. */
  archiveForeign: 'ArchiveForeign',
  /** Another worker wrote the same day of the archive at the same time. */
  archiveConflict: 'ArchiveConflict',
  /** The archive does not respond. */
  archiveUnavailable: 'ArchiveUnavailable',
  /** Twilio links to a host that is not allowed. */
  fileHostNotAllowed: 'FileHostNotAllowed',
  /** Many downloads in a row failed. */
  fileHostUnavailable: 'FileHostUnavailable',
  /** No day of the range can be exported yet. */
  nothingToExport: 'NothingToExport',
  /** The input of an export is not valid. */
  badInput: 'BadInput',
  /** A scheduled export ended with days in stuck jobs; the details have the outcome. */
  daysOpen: 'DaysOpen',
  /** A scheduled export ended, and no run covered some days before its own; the details have the outcome. */
  daysUncovered: 'DaysUncovered',
  /** The export ended with missing days; the details have the outcome. */
  daysMissing: 'DaysMissing',
} as const;

export type FailureType = (typeof FAILURE)[keyof typeof FAILURE];

/** The code by which Temporal's SDKs mark a history that the workflow code does not repeat. */
const NONDETERMINISM = 'TMPRL1100';

/** Whether a failure says that a workflow cannot be replayed. */
export function isReplayFailure(message: string): boolean {
  return message.includes(NONDETERMINISM);
}
