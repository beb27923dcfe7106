import { formatRange } from '../days/day-range';
import { drawBar, formatCount, formatDays } from '../format';
import type { DayState } from '../ledger/day-state';
import type { Ledger } from '../ledger/ledger';
import { describeCancellation } from './cancellation';
import { describeDelivered } from './delivery-progress';
import { describeJob } from './job';
import { countComplete, describeMissing, describeRefusal, headline, type Progress } from './progress';

type Marks = Record<DayState['state'], string>;
const MARKS = { planned: '·', submitted: '▒', exported: '█', delivered: '■', empty: '○', missing: '✗' } satisfies Marks;

/** The meaning of the marks in a chart. */
export const LEGEND = Object.entries(MARKS)
  .map(([state, mark]) => `${mark} ${state}`)
  .join(' ');

/** The Temporal UI takes at most 20 KB of Markdown; the rows kept are the newest. */
const MOST_MONTHS = 100;
const MOST_JOBS = 12;

/** The page of an export in the Temporal UI, as Markdown: headline, wait, next command, jobs, missing days, a row per month. */
export function describeExport(ledger: Ledger, progress: Progress, advice: string): string {
  const parts = [
    `**${headline(progress)}**`,
    `\`${drawBar(countComplete(progress), progress.days.total, 30)}\``,
    progress.cancellation ? describeCancellation(progress.cancellation) : progress.waitingFor,
    advice,
    ...openJobs(progress),
    progress.delivery ? describeDelivered(progress.delivery) : '',
    progress.refusal ? describeRefusal(progress.refusal) : '',
    progress.missing.length > 0 ? `**Missing:** ${describeMissing(progress.missing, 50)}` : '',
    ['```', ...dayChart(ledger, MOST_MONTHS), '```'].join('\n'),
    `${LEGEND} · ${describeCost(progress)}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What an export does before it requests days. */
export function describeChecking(what: string): string {
  return `Checking which days of ${what} are already available. No days requested yet.`;
}

/** The page of an export that still checks which days are available. */
export function describeOpening(what: string): string {
  return [
    `**${describeChecking(what)}**`,
    'If this takes long, *Pending Activities* shows the cause, such as rejected credentials, an archive without write access, or no worker.',
  ].join('\n\n');
}

function openJobs({ jobs }: Progress): string[] {
  if (jobs.length === 0) return [];
  const lines = jobs.slice(0, MOST_JOBS).map((job) => `- **${formatRange(job.range)}** ${describeJob(job)} \`${job.jobSid}\``);
  const more = jobs.length > MOST_JOBS ? [`- and ${jobs.length - MOST_JOBS} more`] : [];
  return [['**Open jobs**', ...lines, ...more].join('\n')];
}

/** The quota that an export used, and the days it did not have to request. */
function describeCost({ requestedDays, submissions, adoptedDays, archivedDays = 0 }: Progress): string {
  return [
    `${formatDays(requestedDays)} requested in ${formatCount(submissions, 'job')}`,
    ...(adoptedDays > 0 ? [`${formatDays(adoptedDays)} found at Twilio`] : []),
    ...(archivedDays > 0 ? [`${formatDays(archivedDays)} already in the archive`] : []),
  ].join(', ');
}

/**
 * A mark per day, in a row per month; the newest rows. Months of one mark are folded into one row with their neighbours.
 * @example dayChart(ledger) // ['2024-01..2024-02 ███████████████████████████████', '2024-03          ███○✗·▒▒']
 */
export function dayChart(ledger: Pick<Ledger, 'days'>, mostRows = Infinity): string[] {
  const rows: { from: string; to: string; marks: string }[] = [];
  for (const { month, marks } of months(ledger)) {
    const last = rows.at(-1);
    const both = (last?.marks ?? '') + marks;
    if (last && both === both.charAt(0).repeat(both.length)) {
      last.to = month;
      last.marks = last.marks.length < marks.length ? marks : last.marks;
    } else rows.push({ from: month, to: month, marks });
  }
  const kept = rows.slice(-mostRows);
  const lines = kept.map(({ from, to, marks }) => `${(from === to ? from : `${from}..${to}`).padEnd(16)} ${marks}`);
  const cut = rows.length > kept.length ? [`(${rows.length - kept.length} earlier rows not shown)`] : [];
  return [...cut, ...lines];
}

/** The months of a ledger, each with the marks of its days. Computed on text for speed: a replay draws this at every step. */
function months({ days }: Pick<Ledger, 'days'>): { month: string; marks: string }[] {
  const marks = days.runs.map((run) => MARKS[run.value.state].repeat(run.days)).join('');
  let [year, month, day] = days.startDay.split('-').map(Number) as [number, number, number];
  const cut: { month: string; marks: string }[] = [];
  for (let at = 0; at < marks.length;) {
    const left = daysInMonth(year, month) - day + 1;
    cut.push({ month: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`, marks: marks.slice(at, at + left) });
    at += left;
    day = 1;
    month = (month % 12) + 1;
    if (month === 1) year++;
  }
  return cut;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
