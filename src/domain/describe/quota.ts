import { formatRange } from '../days/day-range';
import { formatCount, formatDays } from '../format';
import type { DayQuota } from '../quota/day-quota';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';

const MOST_LINES = 50; // the Temporal UI takes at most 20 KB of Markdown

/** The page of a quota in the Temporal UI, as Markdown; the command line prints it without the asterisks. */
export function describeQuota(quota: DayQuota): string {
  const { closedBecause, leases, queue, unexplainedRefusal: rejected } = quota;
  const reserved = leases.slice(-MOST_LINES).map(({ holder: { resourceType, workflowId }, range, jobSid }) => {
    return `- **${resourceType} ${formatRange(range)}** ${jobSid ? `job ${jobSid}` : 'being submitted'}, ${workflowId}`;
  });
  const parts = [
    `**${describeRequested(quota)}**`,
    closedBecause ? `Closed until the next UTC day. ${closedBecause}` : '',
    rejected ? `Rejected for an unknown reason: ${rejected.resourceType} ${formatRange(rejected.range)}` : '',
    describeGrants(quota),
    reserved.length > 0 ? ['**Latest submissions**', ...reserved].join('\n') : '',
    queue.length > 0 ? `${formatCount(queue.length, 'export')} waiting for quota` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** @example '20 of 366 days requested on 2024-05-01 (UTC), 10 reserved for schedules' */
function describeRequested({ utcDay, grantedDays, requestLimit, limit: operatorsLimit }: DayQuota): string {
  const limit = operatorsLimit ?? requestLimit?.limit ?? DAYS_PER_UTC_DAY;
  if (limit === 'none') return `${formatDays(grantedDays)} requested on ${utcDay} (UTC), no limit`;
  const reserved = requestLimit?.reserve ? `, ${requestLimit.reserve} reserved for schedules` : '';
  return `${grantedDays} of ${formatDays(limit)} requested on ${utcDay} (UTC)${reserved}`;
}

function describeGrants({ grants = [] }: DayQuota): string {
  if (grants.length === 0) return '';
  const lines = grants.slice(-MOST_LINES).map(({ workflowId, days }) => `- ${formatDays(days)}: ${workflowId}`);
  const others = grants.length - lines.length;
  return ['**By export**', ...lines, ...(others > 0 ? [`- and ${formatCount(others, 'more export')}`] : [])].join('\n');
}
