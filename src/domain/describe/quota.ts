import { formatRange } from '../days/day-range';
import { formatCount, formatDays } from '../format';
import type { DayQuota } from '../quota/day-quota';

/** The page of a quota in the Temporal UI, as Markdown; the command line prints it without the asterisks. */
export function describeQuota({
  utcDay,
  grantedDays,
  limit,
  closedBecause,
  leases,
  queue,
  unexplainedRefusal,
}: DayQuota): string {
  const limited = limit === undefined ? '' : limit === 'none' ? ', no limit' : `, limit ${limit}`;
  const reserved = leases.map(
    ({ holder, range, jobSid }) =>
      `- **${holder.resourceType} ${formatRange(range)}** ${jobSid ? `job ${jobSid}` : 'being submitted'}, ${holder.workflowId}`,
  );
  const parts = [
    `**${formatDays(grantedDays)} requested on ${utcDay} (UTC)${limited}**`,
    closedBecause ? `Closed until the next UTC day. ${closedBecause}` : '',
    unexplainedRefusal
      ? `Rejected for an unknown reason: ${unexplainedRefusal.resourceType} ${formatRange(unexplainedRefusal.range)}`
      : '',
    reserved.join('\n'),
    queue.length > 0 ? `${formatCount(queue.length, 'export')} waiting for quota` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
