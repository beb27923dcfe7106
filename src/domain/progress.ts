import { formatRange } from './day-range';
import { missingDays, type Ledger, type MissingDays, type OpenJob } from './ledger';
import type { Step } from './plan';

/** How many days have which standing. */
export interface DayCounts {
  readonly total: number;
  readonly planned: number;
  readonly submitted: number;
  readonly exported: number;
  readonly empty: number;
  readonly delivered: number;
  readonly missing: number;
}

/** An export in numbers and one sentence, for people and scripts. */
export interface Progress {
  readonly days: DayCounts;
  readonly jobs: readonly OpenJob[];
  readonly missing: readonly MissingDays[];
  readonly requestedDays: number;
  readonly submissions: number;
  readonly unnamedDays: number;
  /** What the export is waiting for, a sentence; empty when it waits for nothing. */
  readonly waitingFor: string;
}

/** The ledger in numbers, with what its next step makes it wait for. */
export function progressOf(ledger: Ledger, step: Step): Progress {
  const { jobs, requestedDays, submissions, unnamedDays } = ledger;
  const days = countStandings(ledger);
  return {
    days,
    jobs,
    missing: missingDays(ledger),
    requestedDays,
    submissions,
    unnamedDays,
    waitingFor: waitingFor(jobs, days.submitted, step),
  };
}

/** The days that need nothing more: exported, empty, delivered or given up. */
export function countSettled(days: DayCounts): number {
  return days.total - days.planned - days.submitted;
}

/** The state of an export in one sentence. */
export function headline({ days }: Pick<Progress, 'days'>): string {
  const parts = (['exported', 'empty', 'delivered', 'missing'] as const)
    .filter((standing) => days[standing] > 0)
    .map((standing) => `${days[standing]} ${standing}`);
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `${countSettled(days)} of ${spokenDays(days.total)} settled${detail}`;
}

/** Days given up, by name and with their attempts, in one sentence; the first so many ranges of them. */
export function describeMissing(missing: readonly MissingDays[], mostRanges = 10): string {
  const all = missing.flatMap(({ reason, attempts, ranges }) =>
    ranges.map((range) => `${formatRange(range)} (${reason}, ${spokenCount(attempts, 'attempt')})`),
  );
  const more = all.length > mostRanges ? ` and ${spokenCount(all.length - mostRanges, 'more range')}` : '';
  return all.slice(0, mostRanges).join(', ') + more;
}

/** `1 day`, `2 days`. */
export function spokenDays(days: number): string {
  return spokenCount(days, 'day');
}

/** A number with its noun, which takes an s unless the number is one. */
export function spokenCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** An instant as people read it: `2024-01-31 12:05:00 UTC`. */
export function spokenInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function countStandings({ days: { runs } }: Ledger): DayCounts {
  const counts = { total: 0, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };
  for (const { days, value } of runs) {
    counts.total += days;
    counts[value.standing] += days;
  }
  return counts;
}

function waitingFor(jobs: readonly OpenJob[], submittedDays: number, step: Step): string {
  const sentences: string[] = [];
  if (jobs.length > 0) {
    sentences.push(`Waiting for ${spokenCount(jobs.length, 'open job')} (${spokenDays(submittedDays)}).`);
  }
  if (step.step === 'wait') {
    const what =
      step.why === 'cooldown' ? 'Failed days are submitted again' : 'The next day becomes exportable';
    sentences.push(`${what} at ${spokenInstant(step.untilMs)}.`);
  }
  if (step.step === 'submit') sentences.push(`Submitting ${formatRange(step.chunk)}.`);
  return sentences.join(' ');
}
