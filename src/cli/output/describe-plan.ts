import { formatRange } from '../../domain/days/day-range';
import { formatCount, formatDays } from '../../domain/format';
import type { ExportPlan } from '../../domain/plan/cost-estimate';
import { DAYS_PER_UTC_DAY } from '../../domain/twilio/limits';

/** A plan as lines of text. */
export function describePlan(plan: ExportPlan): string[] {
  const [first, ...rest] = plan.chunks;
  const last = rest.at(-1);
  return [
    `Jobs             ${plan.jobs}${first ? `: ${formatRange(first)}${last ? ` … ${formatRange(last)}` : ''}` : ''}`,
    `Quota            ${formatDays(plan.quotaDays)} at ${DAYS_PER_UTC_DAY} per UTC day: at least ${formatCount(plan.utcDaysNeeded, 'UTC day')}`,
    `Earliest finish  ${plan.earliestFinish}`,
    `Emails           ${plan.mails} to each owner and administrator of the account, one per job`,
    ...(plan.archive === undefined
      ? []
      : [`Archive          ${plan.archive} (days in it are counted here, but not requested again)`]),
  ];
}
