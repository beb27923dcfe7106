import { formatRange } from '../days/day-range';
import { spokenCount, spokenDays } from '../format';
import type { DayQuota } from '../quota/day-quota';

/** A quota as Markdown for the Temporal UI, and as lines for the command line. */
export function describeQuota({
  utcDay,
  grantedDays,
  limit,
  closedBecause,
  leases,
  line,
  doubt,
}: DayQuota): string {
  const limited = limit === undefined ? '' : limit === 'none' ? ', no limit' : `, at most ${limit}`;
  const reserved = leases.map(
    ({ holder, range, jobSid }) =>
      `- **${holder.resourceType} ${formatRange(range)}** ${jobSid ? `became job ${jobSid}` : 'is being submitted'}, by ${holder.workflowId}`,
  );
  const parts = [
    `**${spokenDays(grantedDays)} requested on ${utcDay} (UTC)${limited}**`,
    closedBecause ? `Closed until the next UTC day: ${closedBecause}` : '',
    doubt ? `Refused for an unknown reason: ${doubt.resourceType} ${formatRange(doubt.range)}` : '',
    reserved.join('\n'),
    line.length > 0 ? `${spokenCount(line.length, 'export')} waiting for quota` : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
