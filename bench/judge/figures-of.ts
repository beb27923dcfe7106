import type { Figure, Work } from '../scenario';
import type { Observations } from './start-judge';

/** The figures of one run, from the simulator's log alone. */
export function figuresOf({ report, requests }: Observations, { downloads }: Pick<Work, 'downloads'>): Record<Figure, number> {
  const instants = requests.map(({ monotonicMs }) => monotonicMs);
  const seconds = ((instants.at(-1) ?? 0) - (instants[0] ?? 0)) / 1000;
  const deliveredDays = downloads === undefined ? report.exportedDays : downloadedDays(requests);
  const calls = requests.filter(({ operation }) => operation !== 'day' && operation !== 'file').length;
  const polls = report.calls.list + report.calls.fetch;
  const latenessSeconds = report.latenessMs.mean / 1000;
  return {
    seconds,
    daysPerSecond: deliveredDays / seconds,
    requestedDays: report.requestedDays,
    deliveredDays,
    requestedPerDelivered: report.requestedDays / deliveredDays,
    utcDays: Object.keys(report.requestedDaysByUtcDay).length,
    rejectedCreates: report.creates.refused,
    daysRequestedTwice: report.daysRequestedTwice.length,
    jobs: report.creates.accepted,
    calls,
    callsPerDay: calls / deliveredDays,
    latenessSeconds,
    pollsTimesLateness: (polls / report.creates.accepted) * latenessSeconds,
  };
}

/** The number of days whose file was sent, however often. */
function downloadedDays(requests: Observations['requests']): number {
  const sent = requests.filter(({ operation, status }) => operation === 'file' && status === 200);
  return new Set(sent.map(({ path }) => /day%3D(\d{4}-\d\d-\d\d)/.exec(path)?.[1])).size;
}
