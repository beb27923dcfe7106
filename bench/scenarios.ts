import type { Preparation, Scenario, Work } from './scenario';

const YEAR = { from: '2024-01-01', to: '2024-12-31', days: 366 } as const;
const MONTHLY_JOBS = { ...YEAR, daysPerJob: 31, openJobs: 12, pollSeconds: 2 } satisfies Work;

const LOST_REPLY = { from: '2024-01-01', to: '2024-05-03', days: 124, daysPerJob: 31, openJobs: 4, pollSeconds: 2 } satisfies Work;

/** Longer than any contestant runs. */
const NEVER_MS = 86_400_000;

const INSTANT_JOBS: Preparation = { path: '/job-life', body: { instantly: {} } };

/** All scenarios, in the order of the page. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'one-day-jobs',
    title: '366 jobs of one day',
    work: { ...YEAR, daysPerJob: 1, openJobs: 50, pollSeconds: 5 },
    preparations: [INSTANT_JOBS],
    figures: ['seconds', 'daysPerSecond', 'jobs', 'calls'],
    plots: ['seconds'],
  },
  {
    name: 'seven-years',
    title: 'Seven years with downloads',
    work: { from: '2018-01-01', to: '2024-12-31', days: 2557, daysPerJob: 91, openJobs: 10, pollSeconds: 5, downloads: 4 },
    preparations: [INSTANT_JOBS],
    figures: ['seconds', 'daysPerSecond', 'deliveredDays', 'jobs', 'callsPerDay'],
    plots: ['seconds'],
  },
  {
    name: 'calls',
    title: 'API calls while jobs run',
    work: MONTHLY_JOBS,
    preparations: [jobsOf(11_000)],
    figures: ['callsPerDay', 'calls', 'latenessSeconds', 'pollsTimesLateness', 'seconds'],
    plots: ['callsPerDay', 'pollsTimesLateness'],
  },
  {
    name: 'failing-days',
    title: 'Days that fail once',
    work: MONTHLY_JOBS,
    preparations: [INSTANT_JOBS, ...['2024-02-29', '2024-07-04', '2024-07-05'].map(failsOnce)],
    figures: ['requestedPerDelivered', 'requestedDays', 'deliveredDays', 'jobs', 'seconds'],
    plots: ['requestedPerDelivered'],
  },
  {
    name: 'lost-reply',
    title: 'A lost reply to a create',
    work: LOST_REPLY,
    preparations: [INSTANT_JOBS, secondCreate({ cutAfter: {} })],
    figures: ['daysRequestedTwice', 'requestedDays', 'jobs', 'seconds'],
    plots: ['daysRequestedTwice'],
  },
  {
    name: 'rejected-reply',
    title: 'A create that answers 502',
    work: LOST_REPLY,
    preparations: [INSTANT_JOBS, secondCreate({ answerAfterProcessing: { status: 502 } })],
    figures: ['daysRequestedTwice', 'requestedDays', 'jobs', 'seconds'],
    plots: ['daysRequestedTwice'],
  },
  {
    name: 'unanswered',
    title: 'Creates without a response',
    work: LOST_REPLY,
    preparations: [INSTANT_JOBS, { path: '/faults', body: { on: 'create', times: 4, does: { hang: { ms: NEVER_MS } } } }],
    figures: ['daysRequestedTwice', 'requestedDays', 'jobs', 'seconds'],
    plots: ['daysRequestedTwice'],
  },
  {
    name: 'quota',
    title: 'Three years under the quota',
    work: { from: '2021-01-01', to: '2023-12-31', days: 1095, daysPerJob: 31, openJobs: 10, pollSeconds: 2, quotaDays: 366 },
    preparations: [
      INSTANT_JOBS,
      { path: '/quota', body: { days: 366 } },
      ...['2021-03-14', '2022-05-09', '2023-08-20'].map(failsOnce),
    ],
    figures: ['requestedPerDelivered', 'requestedDays', 'utcDays', 'rejectedCreates', 'daysRequestedTwice'],
    plots: ['requestedPerDelivered'],
  },
  {
    name: 'kill',
    title: 'Killed in the middle',
    work: { from: '2024-01-01', to: '2024-09-04', days: 248, daysPerJob: 31, openJobs: 4, pollSeconds: 2, downloads: 4 },
    preparations: [jobsOf(5000)],
    killAfterDownloads: 100,
    figures: ['daysRequestedTwice', 'requestedDays', 'deliveredDays', 'jobs', 'seconds'],
    plots: ['daysRequestedTwice'],
  },
];

function jobsOf(jobMs: number): Preparation {
  return { path: '/job-life', body: { byDuration: { jobMs } } };
}

/** What happens to the second create. */
function secondCreate(does: object): Preparation {
  return { path: '/faults', body: { on: 'create', after: 1, does } };
}

function failsOnce(day: string): Preparation {
  return { path: `/days/${day}`, body: { fails: 1 } };
}
