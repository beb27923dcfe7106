import type { Report } from './report';

/** A report in a few lines for people. */
export function formatReport(report: Report): string {
  const { creates, latenessMs } = report;
  const twice = report.daysRequestedTwice;
  return [
    `Calls     ${callsOf(report).join(', ')}`,
    `Jobs      ${creates.accepted} accepted, ${creates.refused} refused${forQuota(report)}`,
    `Requested ${report.requestedDays} days, ${twice.length === 0 ? 'none twice' : `${twice.length} twice: ${someOf(twice)}`}`,
    `Days      ${report.exportedDays} exported, ${report.emptyDays} empty, ${report.failedDays} failed, ` +
      `${report.deletedDays} deleted, ${report.unfinishedDays} unfinished`,
    `Lateness  ${seconds(latenessMs.mean)} on average, ${seconds(latenessMs.max)} at most, over ${latenessMs.jobs} jobs`,
    `Too early ${report.rateLimitViolations} calls before the end of a Retry-After`,
  ].join('\n');
}

/** The usual calls are listed even if there were none, so that reports compare line by line. */
function callsOf({ calls }: Report): readonly string[] {
  return Object.entries(calls)
    .filter(([operation, count]) => count > 0 || USUAL_CALLS.includes(operation))
    .map(([operation, count]) => `${count} ${operation}`);
}

const USUAL_CALLS = ['create', 'list', 'fetch', 'days', 'other'];

function forQuota({ refusedForQuota }: Report): string {
  return refusedForQuota === 0 ? '' : `, ${refusedForQuota} of them for the quota`;
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
