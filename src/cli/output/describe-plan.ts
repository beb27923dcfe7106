import { formatRange } from '../../domain/days/day-range';
import { formatCount, formatDays } from '../../domain/format';
import type { ExportPlan } from '../../domain/plan/cost-estimate';
import { DAYS_PER_UTC_DAY } from '../../domain/twilio/limits';
import { leftOut } from './describe-start';

export function describePlans(plans: readonly ExportPlan[]): string[] {
  const lines = plans.flatMap((plan, index) => (index > 0 ? ['', ...describePlan(plan)] : describePlan(plan)));
  if (plans.length === 1) return lines;
  const days = plans.reduce((sum, { quotaDays }) => sum + quotaDays, 0);
  const together = `Together: ${formatDays(days)} to request from one quota. Each export may finish later than its plan shows.`;
  return [...lines, '', together];
}

function describePlan(plan: ExportPlan): string[] {
  const { resourceType, range, quotaDays, jobs, chunks, earliestFinish, notChecked, notAllowed } = plan;
  const { mails, email, webhookUrl, archive } = plan;
  const [first, ...rest] = chunks;
  const last = rest.at(-1);
  const ranges = first ? `: ${formatRange(first)}${last ? ` … ${formatRange(last)}` : ''}` : '';
  const { archive: inArchive, twilio, jobs: inJobs } = plan.available;
  const available = inArchive + twilio + inJobs;
  const found = `${inArchive} in the archive, ${twilio} at Twilio, ${inJobs} in running jobs`;
  return [
    `Plan (nothing started): ${resourceType} ${formatRange(range)}, ${notChecked.length > 0 ? 'up to ' : ''}${formatDays(quotaDays)} to request.`,
    ...leftOut(plan),
    ...(available > 0 ? [`Available        ${formatDays(available)}, not requested: ${found}`] : []),
    `Jobs             ${jobs}${ranges}`,
    `Quota            ${describeQuota(plan)}`,
    `Earliest finish  ${earliestFinish ?? 'never: all days of the limit are reserved for schedules. Lower DAYHAUL_QUOTA_RESERVE or raise the limit.'}`,
    `Emails           ${mails} to each owner and administrator of the account${email === undefined ? '' : `, and ${mails} to ${email}`}, one per job`,
    ...(webhookUrl === undefined ? [] : [`Webhook          ${webhookUrl}, called when a job completes`]),
    ...(archive === undefined ? [] : [`Archive          ${archive}`]),
    ...notChecked.map((problem) => `Not checked      ${problem}`),
    ...notAllowed.map((problem) => `Not allowed      ${problem}`),
  ];
}

function describeQuota({ quotaDays, utcDaysNeeded, quota }: ExportPlan): string {
  const needed = `${formatDays(quotaDays)} on at least ${formatCount(utcDaysNeeded, 'UTC day')}`;
  if (!quota) return `${needed}, at ${DAYS_PER_UTC_DAY} per UTC day`;
  const { limit, reserve, requestedDays, waitingExports, closedBecause } = quota;
  const state = closedBecause === undefined ? `${requestedDays} requested today` : `closed today (${closedBecause})`;
  return `${needed}. Limit ${limit}, ${reserve} reserved for schedules, ${state}, ${formatCount(waitingExports, 'export')} waiting`;
}
