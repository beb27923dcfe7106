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
  daysRequestedTwice: 'days requested twice',
  jobs: 'jobs created',
  calls: 'API calls, without downloads',
  callsPerDay: 'API calls per delivered day',
  latenessSeconds: 'seconds from the end of a job to its discovery, on average',
} as const;

export type Figure = keyof typeof FIGURES;

/** Something to compare: work, how the simulated Twilio behaves meanwhile, and the figures that count. */
export interface Scenario {
  readonly name: string;
  /** The heading of its section in docs/benchmarks.md. */
  readonly title: string;
  readonly work: Work;
  readonly preparations: readonly Preparation[];
  /** End the contestant by SIGKILL as soon as so many downloads began, and start it again at once. */
  readonly killAfterDownloads?: number;
  /** The figures of the table; the first one is plotted. */
  readonly figures: readonly [Figure, ...Figure[]];
}
