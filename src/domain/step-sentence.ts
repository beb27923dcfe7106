import { countDays, formatRange, type DayRange } from './day-range';
import type { Step } from './plan';
import { spokenCount, spokenDays, spokenInstant } from './progress';

/** A step in a few words, as the summary of its activity in the Temporal UI. */
export function describeStep(step: Extract<Step, { step: 'submit' | 'wait' }>): string {
  if (step.step === 'submit') {
    const attempt = step.attempt > 1 ? `, attempt ${step.attempt}` : '';
    return `submit ${formatRange(step.chunk)} (${spokenDays(countDays(step.chunk))}${attempt})`;
  }
  return step.why === 'cooldown'
    ? `cooldown of failed days until ${spokenInstant(step.untilMs)}`
    : `next day exportable at ${spokenInstant(step.untilMs)}`;
}

/** Open jobs in a few words, as the summary of their poll. */
export function describeOpenJobs(jobs: readonly { readonly range: DayRange }[]): string {
  const ranges = jobs.slice(0, 4).map(({ range }) => formatRange(range));
  const more = jobs.length > 4 ? `, ${jobs.length - 4} more` : '';
  return `poll ${spokenCount(jobs.length, 'job')}: ${ranges.join(', ')}${more}`;
}
