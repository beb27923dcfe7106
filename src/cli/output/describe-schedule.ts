import type { ScheduledRun, ScheduleState } from '../../client/schedules/schedule-state';
import { describeOutcome } from '../../domain/describe/outcome';
import { headline } from '../../domain/describe/progress';
import { formatCount, formatDays, formatInstant } from '../../domain/format';
import { flagOf, formatOption, type ExportOptions } from '../../domain/request/export-options';
import { describeRange } from '../../domain/request/export-request';

/** A schedule as JSON, with the counts of its last runs under the names that `status` uses. */
export function scheduleAsJson(schedule: ScheduleState): object {
  const recent = schedule.recent.map(({ outcome, ...run }) => {
    const { days, missing, requestedDays } = outcome ?? {};
    return { ...run, days, missing, requestedDays };
  });
  return { ...schedule, recent };
}

export function summarizeSchedule(schedule: ScheduleState): string {
  const { scheduleId, paused, note, next, running, recent } = schedule;
  const due = next[0] ? `next at ${formatInstant(next[0].getTime())}` : 'no next run';
  const now = paused ? `paused${note ? ` (${note})` : ''}` : due;
  const last = recent.find(({ state }) => state !== undefined && state !== 'running');
  const end = last && `last run ${last.state}${last.outcome ? ` (${headline(last.outcome)})` : ''}`;
  return `${scheduleId}  ${[now, ...(running.length > 0 ? ['running'] : []), ...(end ? [end] : [])].join(', ')}`;
}

export function describeSchedule(schedule: ScheduleState): string[] {
  const { scheduleId, input, at, jitterMs, paused, note, running, recent, next, skipped } = schedule;
  const { resourceType, range, options } = input ?? {};
  const days = range && describeRange(range);
  const again = options?.lookback ? `, each day again after ${formatDays(options.lookback)}` : '';
  return [
    scheduleId,
    `Exports    ${resourceType ?? 'unknown'}: ${days ?? 'unknown days'}${again}`,
    `Archive    ${options?.archive ?? 'none (Twilio deletes files after 7 days)'}`,
    `Time       ${at === undefined ? 'custom (see the Temporal UI)' : `daily at ${at} UTC`}${jitterMs > 0 ? `, up to ${formatOption('jitterMs', jitterMs)} later` : ''}`,
    ...(paused ? [`Paused     ${note ?? 'no reason given'}`] : []),
    ...(!paused && note ? [`Note       ${note}`] : []),
    ...next.slice(0, paused ? 0 : 1).map((instant) => `Next       ${formatInstant(instant.getTime())}`),
    ...running.map((workflowId) => `Running    ${workflowId}`),
    ...recent.map(describeRun),
    ...(skipped > 0 ? [`Skipped    ${formatCount(skipped, 'run')} (the previous run was still running)`] : []),
  ];
}

function describeRun({ workflowId, scheduledAt, state, outcome, problem }: ScheduledRun): string {
  const end = outcome ? describeOutcome(outcome) : problem;
  const how = state === undefined ? 'no longer listed in Temporal' : [state, ...(end ? [end] : [])].join(': ');
  return `Ran        ${formatInstant(scheduledAt.getTime())}  ${workflowId}  ${how}`;
}

/** What an update of a schedule changed. @example ['--at: 03:00 → 04:30'] */
export function changesOf(before: ScheduleState, after: ScheduleState): string[] {
  const [old, current] = [settingsOf(before), settingsOf(after)];
  return Object.keys({ ...old, ...current })
    .filter((setting) => old[setting] !== current[setting])
    .map((setting) => `${setting}: ${old[setting] ?? 'none'} → ${current[setting] ?? 'none'}`);
}

function settingsOf({ input, at = 'custom', jitterMs }: ScheduleState): Record<string, string | undefined> {
  const options = Object.entries(input?.options ?? {});
  return {
    '--at': at,
    '--jitter': formatOption('jitterMs', jitterMs || undefined),
    days: input && describeRange(input.range),
    ...Object.fromEntries(options.map(([name, value]) => [flagOf(name as keyof ExportOptions), formatOption(name, value)])),
  };
}
