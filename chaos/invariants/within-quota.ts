import { dayAt } from '../../simulator/calendar';
import type { Observations } from '../observations';
import { ownRequests } from './own-jobs';

/** The quota is never asked for more than it has, unless somebody else spends it, and no UTC day is left unused. */
export function withinQuota(observations: Observations): readonly string[] {
  return [...needlessRefusals(observations), ...wastedDays(observations)];
}

/** Somebody else's spending, and a clock that jumps over 00:00 UTC between look and create, are seen at the refusal. */
function needlessRefusals({
  report,
  exports,
  foreignSpendings,
  foreignRefusals,
  midnightsPassed,
}: Observations): readonly string[] {
  const excused = exports.length * (foreignSpendings + midnightsPassed);
  const refused = report.refusedForQuota - foreignRefusals;
  if (refused <= excused) return [];
  return [`${refused} creates went beyond the quota, ${excused} of them through no fault of ours.`];
}

/** Refused creates wait for the next UTC day, so that with them no day has to be full. */
function wastedDays(observations: Observations): readonly string[] {
  const { scenario, foreignSpendings, midnightsPassed } = observations;
  if (!scenario.quota || scenario.faults.some(({ does }) => does.name === 'answer 400')) return [];
  const own = ownRequests(observations);
  const used = new Set(own.map(({ job }) => dayAt(job.createdAtMs))).size;
  const { days, reserve } = scenario.quota;
  const needed = Math.ceil(own.length / (days - reserve)) + foreignSpendings + midnightsPassed + 1;
  return used > needed ? [`${own.length} days took ${used} UTC days, ${needed} would do.`] : [];
}
