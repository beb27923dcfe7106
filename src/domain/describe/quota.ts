import { formatRange } from '../days/day-range';
import { formatCount, formatDays } from '../format';
import type { DayQuota } from '../quota/day-quota';

/** A quota as Markdown for the Temporal UI, and as lines for the command line. */
export function describeQuota({
  utcDay,
  grantedDays,
  limit,
  closedBecause,
  leases,
  queue,
  unexplainedRefusal,
}: DayQuota): string {
  const limited = limit === undefined ? '' : limit === 'none' ? ', no limit' : `, at most ${limit}`;
  const reserved = leases.map(
    ({ holder, range, jobSid }) =>
      `- **${holder.resourceType} ${formatRange(range)}** ${jobSid ? `became job ${jobSid}` : 'is being submitted'}, by ${holder.workflowId}`,
  );
  const parts = [
    `**${formatDays(grantedDays)} requested on ${utcDay} (UTC)${limited}**`,
    closedBecause ? `Closed until the next UTC day: ${closedBecause}` : '',
    unexplainedRefusal
      ? `Refused for an unknown reason: ${unexplainedRefusal.resourceType} ${formatRange(unexplainedRefusal.range)}`
      : '',
    reserved.join('\n'),
    queue.length > 0 ? `${formatCount(queue.length, 'export')} waiting for quota` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
