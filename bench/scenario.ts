import type { Subject } from './report/result';

/** The same work for every contestant. */
export interface Work {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly daysPerJob: number;
  readonly openJobs: number;
  /** Seconds between two polls, at least. */
  readonly pollSeconds: number;
  /** Files downloaded into a folder at the same time; without it nothing is downloaded. */
  readonly downloads?: number;
  /** Days that may be requested per UTC day; without it there is no limit. The rest of a UTC day is skipped when nothing happens. */
  readonly quotaDays?: number;
}

/** A request to the control API of the simulator, before the run. */
export interface Preparation {
  readonly path: string;
  readonly body: unknown;
}

/** What a run is measured by; all come from the simulator's log. */
export const FIGURES = {
  seconds: 'seconds from the first to the last request',
  daysPerSecond: 'days per second',
  requestedDays: 'requested days',
  deliveredDays: 'delivered days',
  requestedPerDelivered: 'requested days per delivered day',
  utcDays: 'UTC days with creates',
  rejectedCreates: 'rejected creates',
  daysRequestedTwice: 'days requested twice',
  jobs: 'jobs created',
  calls: 'API calls, without downloads',
  callsPerDay: 'API calls per delivered day',
  latenessSeconds: 'seconds from the end of a job to its discovery, on average',
  pollsTimesLateness: 'polls per job × seconds to its discovery',
} as const;

export type Figure = keyof typeof FIGURES;

/** Work, and how the simulated Twilio behaves meanwhile. */
export interface Scenario extends Subject<Figure> {
  readonly work: Work;
  readonly preparations: readonly Preparation[];
  /** End the contestant by SIGKILL as soon as so many downloads began, and start it again at once. */
  readonly killAfterDownloads?: number;
}
