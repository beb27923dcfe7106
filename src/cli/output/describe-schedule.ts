import type { ScheduleState } from '../../client/schedules/schedule-state';
import { formatCount, formatDays, formatInstant } from '../../domain/format';
import { describeRange } from '../../domain/request/relative-range';

/** A schedule in one line. */
export function summarizeSchedule(schedule: ScheduleState): string {
  const { scheduleId, paused, note, next, running } = schedule;
  const now = paused
    ? `paused${note ? ` (${note})` : ''}`
    : next[0]
      ? `next at ${formatInstant(next[0].getTime())}`
      : 'no next run';
  return `${scheduleId}  ${[now, ...(running.length > 0 ? ['running'] : [])].join(', ')}`;
}

/** A schedule as lines of text. */
export function describeSchedule(schedule: ScheduleState): string[] {
  const { scheduleId, input, at, paused, note, running, recent, next, skipped } = schedule;
  const { resourceType, range, options } = input ?? {};
  const days = range && describeRange(range);
  const again = options?.lookback ? `, each day again after ${formatDays(options.lookback)}` : '';
  return [
    scheduleId,
    `Exports    ${resourceType ?? 'unknown'}: ${days ?? 'unknown days'}${again}`,
    `Archive    ${options?.archive ?? 'none (Twilio deletes files after 7 days)'}`,
    `Time       ${at === undefined ? 'custom (see the Temporal UI)' : `daily at ${at} UTC`}`,
    ...(paused ? [`Paused     ${note ?? 'no reason given'}`] : []),
    ...(!paused && note ? [`Note       ${note}`] : []),
    ...next.slice(0, paused ? 0 : 1).map((instant) => `Next       ${formatInstant(instant.getTime())}`),
    ...running.map((workflowId) => `Running    ${workflowId}`),
    ...recent
      .slice(0, 5)
      .map(({ workflowId, scheduledAt }) => `Ran        ${formatInstant(scheduledAt.getTime())}: ${workflowId}`),
    ...(skipped > 0 ? [`Skipped    ${formatCount(skipped, 'run')} (the previous run was still running)`] : []),
  ];
}
