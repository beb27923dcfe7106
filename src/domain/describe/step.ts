import { countDays, formatRange, type DayRange } from '../days/day-range';
import { formatCount, formatDays, formatInstant } from '../format';
import type { DeliverableDays } from '../plan/next-delivery';
import type { Step } from '../plan/next-submission';

type SubmitStep = Extract<Step, { step: 'submit' }>;

/** A step in a few words, as the summary of its activity in the Temporal UI. */
export function describeStep(step: Extract<Step, { step: 'submit' | 'wait' }>): string {
  if (step.step === 'submit') {
    const submission = describeSubmission(step, step.chunk);
    return step.quotaWait ? `wait to ${submission}` : submission;
  }
  const until = formatInstant(step.untilMs);
  switch (step.why) {
    case 'cooldown':
      return `cooldown of failed days until ${until}`;
    case 'refused':
      return `refused days wait until ${until}`;
    case 'notExportableYet':
      return `next day exportable at ${until}`;
  }
}

/** The submission of as many days as were granted, in a few words; it does not wait any more. */
export function describeSubmission({ attempt }: SubmitStep, granted: DayRange): string {
  const numbered = attempt > 1 ? `, attempt ${attempt}` : '';
  return `submit ${formatRange(granted)} (${formatDays(countDays(granted))}${numbered})`;
}

/** A batch of files in a few words, as the summary of its delivery. */
export function describeDelivery(days: readonly DeliverableDays[]): string {
  const count = days.reduce((sum, { range }) => sum + countDays(range), 0);
  const ranges = days.slice(0, 4).map(({ range }) => formatRange(range));
  const more = days.length > 4 ? ', …' : '';
  return `fetch ${formatCount(count, 'file')}: ${ranges.join(', ')}${more}`;
}

/** Open jobs in a few words, as the summary of their poll. */
export function describeOpenJobs(jobs: readonly { readonly range: DayRange }[]): string {
  const ranges = jobs.slice(0, 4).map(({ range }) => formatRange(range));
  const more = jobs.length > 4 ? `, ${jobs.length - 4} more` : '';
  return `poll ${formatCount(jobs.length, 'job')}: ${ranges.join(', ')}${more}`;
}
