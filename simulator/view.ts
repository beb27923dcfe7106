/** How a list or a fetch names the days of a status: all, none (`days: null`), or all but the last. */
export type NamedDays = 'named' | 'null' | 'partial';

/**
 * How answers are written where Twilio's documents leave it open, or where real answers were seen to differ. A
 * client that is right under every view does not depend on luck.
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
  /** Whether an unfinished job tells its queue position and its estimated end. */
  readonly estimates: boolean;
  readonly listOrder: 'newestFirst' | 'oldestFirst';
  /** How long, by the clock, a new job is missing from the list; a fetch knows it at once. */
  readonly newJobsVisibleAfterMs: number;
  /** Job sids that are missing from the list although a fetch knows them. */
  readonly hiddenJobs: ReadonlySet<string>;
  /** Whether the day list names a day without records; both were seen. */
  readonly emptyDays: 'listed' | 'absent';
  /** What the day list says in `resource_type`; null was seen. */
  readonly resourceTypeInDays: 'named' | 'null';
  /** What becomes of a page size beyond the largest. */
  readonly oversizedPages: 'refused' | 'clamped';
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
  listOrder: 'newestFirst',
  newJobsVisibleAfterMs: 0,
  hiddenJobs: new Set(),
  emptyDays: 'listed',
  resourceTypeInDays: 'named',
  oversizedPages: 'refused',
};
