/** How a list or a fetch names the days of a status: all, none (`days: null`), or all but the last. */
export type NamedDays = 'named' | 'null' | 'partial';

/**
 * How answers are written where Twilio's documents leave it open, or where real answers were seen to differ. A client that is right
 * under every view does not depend on luck.
 */
export interface View {
  /** What the answer to a create says in `details`. */
  readonly detailsOnCreate: 'null' | 'filled';
  /** What list and fetch say in `details`. */
  readonly details: 'filled' | 'null';
  readonly daysInList: NamedDays;
  readonly daysInFetch: NamedDays;
  readonly statusCase: 'asDocumented' | 'lower' | 'upper';
  /** The order of the status groups in `details`; as documented is the order of Twilio's table. */
  readonly groupOrder: 'asDocumented' | 'reversed';
  /** Added to every `count`, so that counts and days disagree. */
  readonly countOffset: number;
  /** Whether an unfinished job shows its queue position and its estimated end. */
  readonly estimates: boolean;
  /** Whether a job that has ended still shows them. */
  readonly estimatesAtEnd: 'null' | 'kept';
  readonly listOrder: 'newestFirst' | 'oldestFirst';
  /** How long, by the clock, a new job is missing from the list; a fetch knows it at once. */
  readonly newJobsVisibleAfterMs: number;
  /** Job sids that are missing from the list although a fetch knows them. */
  readonly hiddenJobs: ReadonlySet<string>;
  /** Whether Twilio goes on to show a deleted job once nothing of it runs any more, or knows no such job. */
  readonly deletedJobs: 'kept' | 'gone';
  /** What a delete of a job answers that is over or was deleted before: 204 without an effect, or 404. */
  readonly deletesTooLate: 'ignored' | 'notFound' | 'refused';
  /**
   * What there is of a day without records: a file that holds nothing, a file without a byte, an entry of the day list without a
   * file, or nothing at all. Twilio's documents and its users disagree.
   */
  readonly emptyDays: 'gzipOfNothing' | 'zeroBytes' | 'notFound' | 'absent';
  /** Whether the day list has one entry for a day that was exported twice, or two. A day fetch gives the newest file. */
  readonly dayEntries: 'perDay' | 'perExport';
  /** What the day list says in `resource_type`; null was seen. */
  readonly resourceTypeInDays: 'named' | 'null';
  /** What becomes of a page size beyond the largest. */
  readonly oversizedPages: 'refused' | 'clamped';
  /** Whether a day fetch sends its link as `Location` too. */
  readonly location: 'sent' | 'absent';
  /** The account that the path of a link names: the account of the file, none, or this AccountSid. */
  readonly accountInLinks: 'named' | 'absent' | `AC${string}`;
  /** Whether a day file comes with `Content-Encoding: gzip`, so that some clients unpack it by themselves. */
  readonly contentEncoding: 'none' | 'gzip';
}

/** As documented, and as real answers were seen where nothing is documented. */
export const DEFAULT_VIEW: View = {
  detailsOnCreate: 'null',
  details: 'filled',
  daysInList: 'named',
  daysInFetch: 'named',
  statusCase: 'asDocumented',
  groupOrder: 'asDocumented',
  countOffset: 0,
  estimates: true,
  estimatesAtEnd: 'null',
  listOrder: 'newestFirst',
  newJobsVisibleAfterMs: 0,
  hiddenJobs: new Set(),
  deletedJobs: 'kept',
  deletesTooLate: 'ignored',
  emptyDays: 'gzipOfNothing',
  dayEntries: 'perDay',
  resourceTypeInDays: 'named',
  oversizedPages: 'refused',
  location: 'sent',
  accountInLinks: 'named',
  contentEncoding: 'none',
};
