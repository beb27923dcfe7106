/** The types of Dayhaul's failures, as the Temporal UI shows them and scripts may match them. */
export const FAILURE = {
  /** Not an error: jobs are open, the poll comes back later. */
  notYetFinal: 'NotYetFinal',
  /** Not an error: an instant of Twilio's clock is waited for. */
  notYetTime: 'NotYetTime',
  /** Twilio refuses the worker's credentials. */
  credentialsRefused: 'CredentialsRefused',
  /** Twilio accepts the worker's credentials, and does not permit the request (403). */
  permissionDenied: 'PermissionDenied',
  /** The worker serves another account or another API than the export was begun with. */
  wrongAccount: 'WrongAccount',
  /** Twilio asks for a pause (429). */
  rateLimited: 'RateLimited',
  /** Twilio refused a request (4xx). */
  refused: 'Refused',
  /** Twilio could not be reached, took too long, or had an error of its own (5xx). */
  unavailable: 'Unavailable',
  /** Twilio's answer could not be read. */
  unreadable: 'Unreadable',
  /** The workflow that keeps the quota does not answer. */
  quotaAway: 'QuotaAway',
  /** The archive has no room left; a person must make some. */
  archiveFull: 'ArchiveFull',
  /** The archive, or the rights to it, are not what they must be. */
  archiveRefused: 'ArchiveRefused',
  /** The archive belongs to another account, or to a newer Dayhaul. */
  archiveForeign: 'ArchiveForeign',
  /** Somebody else wrote the same day of the archive at the same time. */
  archiveConflict: 'ArchiveConflict',
  /** The archive does not answer. */
  archiveUnavailable: 'ArchiveUnavailable',
  /** Twilio links to a host that day files may not come from. */
  fileHostNotAllowed: 'FileHostNotAllowed',
  /** One file after the other does not come. */
  fileHostUnavailable: 'FileHostUnavailable',
  /** No day of the range can be exported yet. */
  nothingToExport: 'NothingToExport',
  /** The input of an export makes no sense. */
  badInput: 'BadInput',
  /** A schedule's export is over and some days are in jobs that tell nothing new; the outcome is in the details. */
  daysOpen: 'DaysOpen',
  /** A schedule's export is over, and there are days before its own that no run looked at; the outcome is in the details. */
  daysUncovered: 'DaysUncovered',
  /** The export is over and some days are missing; the outcome is in the details. */
  daysMissing: 'DaysMissing',
} as const;

export type FailureType = (typeof FAILURE)[keyof typeof FAILURE];

/** The code by which Temporal's SDKs mark a history that the workflow code does not repeat. */
const NONDETERMINISM = 'TMPRL1100';

/** Whether a failure says that a workflow cannot be replayed. */
export function isReplayFailure(message: string): boolean {
  return message.includes(NONDETERMINISM);
}
