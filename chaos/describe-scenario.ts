import type { PlannedFault } from '../simulator/faults/fault';
import type { JobLife } from '../simulator/jobs/job-life';
import type { View } from '../simulator/wire/view';
import { spell } from './calendar';
import type { Action, DayFate, ExportSpec, ForeignJob, Scenario, ScenarioEvent } from './scenario';

/** A scenario in words, a line for each thing that happens. */
export function describeScenario(scenario: Scenario): readonly string[] {
  const { startMs, exports, life, view, fates, quota, foreignJobs, faults, events, followers } = scenario;
  return [
    `It is ${new Date(startMs).toISOString()} at Twilio.`,
    ...exports.map(describeExport),
    describeLife(life),
    ...describeView(view),
    ...(quota
      ? [`The quota is ${quota.days} days, ${quota.reserve} of them reserved; beyond it the answer is ${quota.refusal}.`]
      : []),
    ...foreignJobs.map(describeForeignJob),
    ...fates.map(describeFate),
    ...faults.map(describeFault),
    ...events.map(describeEvent),
    ...followers.map(({ of, by }) => `Export ${of} is followed by ${by === 'process' ? 'a process' : 'queries'}.`),
  ];
}

function describeExport({ resourceType, range, startsAfterMs, options, startsAgain, isArchived }: ExportSpec, index: number) {
  const told = Object.entries(options)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${name} ${value}`));
  const into = isArchived ? ', into the archive' : '';
  const later = startsAfterMs > 0 ? `, after ${startsAfterMs} ms` : '';
  const again = startsAgain ? '; started again if it ends unfinished' : '';
  return `Export ${index}: ${resourceType} ${spell(range)} (${told.join(', ')})${into}${later}${again}.`;
}

function describeLife(life: JobLife): string {
  switch (life.pace) {
    case 'instantly':
      return 'Jobs are over at once.';
    case 'byLooks':
      return `Jobs are over after ${life.looks} looks.`;
    case 'byDuration':
      return `Jobs take ${life.jobMs} ms, after ${life.queueMs} ms in the queue, at most ${life.parallel} at a time.`;
  }
}

function describeView(view: Partial<View>): readonly string[] {
  const parts = Object.entries(view).map(([name, value]) => `${name} ${formatValue(value)}`);
  return [`Answers: ${parts.join(', ')}.`];
}

function describeForeignJob({ resourceType, range, ageHours, life }: ForeignJob): string {
  return `Somebody else made a job for ${resourceType} ${spell(range)}, ${ageHours} hours before. ${describeLife(life)}`;
}

function describeFate({ resourceType, day, fate }: DayFate): string {
  switch (fate.kind) {
    case 'fails':
      return `${resourceType} ${day} fails ${fate.times} times.`;
    case 'failsForEver':
      return `${resourceType} ${day} fails for ever.`;
    case 'empty':
      return `${resourceType} ${day} has no records.`;
    case 'reports':
      return `${resourceType} ${day} reports ${fate.statuses.join(', ')}.`;
  }
}

function describeFault({ on, times = 1, after = 0, does }: PlannedFault): string {
  return `${times} × ${does.name} on ${on}, after ${after}.`;
}

function describeEvent({ moment, actions }: ScenarioEvent): string {
  const when = moment.at === 'time' ? `After ${moment.ms} ms` : `At ${moment.on} ${moment.nth} (processed ${moment.processed})`;
  return `${when}: ${actions.map(describeAction).join(', then ')}.`;
}

function describeAction({ action, ...details }: Action): string {
  const parts = Object.entries(details).map(([name, value]) => `${name} ${formatValue(value)}`);
  return parts.length > 0 ? `${action} (${parts.join(', ')})` : action;
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
