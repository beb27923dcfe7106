import type { OptionDifference, Start } from '../../client/exports/start-export';
import { ownCommand } from '../../client/own-command';
import { countDays, formatRange } from '../../domain/days/day-range';
import { formatCount, formatDays } from '../../domain/format';
import type { ExportPlan } from '../../domain/plan/cost-estimate';
import { exportCommand } from '../../domain/request/export-command';
import type { CommandWords } from '../../domain/request/command-line';
import type { ExportSpec } from '../../domain/request/export-request';

/** What became of the request to export: the answer, and what a person should know besides. */
export interface StartReport {
  readonly answer: string[];
  readonly notices: string[];
}

/** Tell what became of the request to export. */
export function describeStart(start: Start, plan: ExportPlan): StartReport {
  const what = `${plan.resourceType} ${formatRange(plan.range)}`;
  switch (start.kind) {
    case 'started':
      return { answer: [`Exporting ${describeExtent(plan)}.`], notices: leftOut(plan) };
    case 'attached':
      return {
        answer: [`${what} is already running; attached to it.`],
        notices: start.otherOptions.map((difference) => describeDifference(start.workflowId, difference)),
      };
    case 'closed':
      return {
        answer: [],
        notices: [
          `${what} is closed (${start.before.state}); nothing was started. --fresh exports every day of it again.`,
        ],
      };
    case 'rechecked':
      return {
        answer: [
          `Exporting what the archive does not have of ${what}; an earlier export ended (${start.before.state}).`,
        ],
        notices: start.inherited === undefined ? [] : [`Archive of the earlier export: ${start.inherited}`],
      };
    case 'restarted':
      return {
        answer: [
          `Exporting what Twilio does not have of ${what}; an earlier export (${start.before.state}) cannot be replayed.`,
        ],
        notices: [],
      };
    case 'resumed':
      return {
        answer: [
          `Exporting the ${formatDays(start.missingDays)} of ${what} that an earlier export (${start.before.state}) did not settle.`,
        ],
        notices: [],
      };
  }
}

/** A flag has no value: it is given, or it is not. */
function describeDifference(
  workflowId: string,
  { option, isFixed, running, requested }: OptionDifference,
): string {
  const difference = `It runs with ${option} ${running}, not ${requested}.`;
  if (isFixed) return `${difference} A running export cannot change it.`;
  const words = requested === 'true' ? [option] : [option, requested];
  return `${difference} To change it: ${ownCommand('change', workflowId, ...words)}`;
}

/** What a plan is about, in a line. */
export function describeExtent({ resourceType, chunks, jobs }: ExportPlan): string {
  const days = chunks.reduce((sum, chunk) => sum + countDays(chunk), 0);
  const widest = Math.max(...chunks.map(countDays));
  const startDay = chunks.map((chunk) => chunk.startDay).sort()[0];
  const endDay = chunks
    .map((chunk) => chunk.endDay)
    .sort()
    .at(-1);
  const range = startDay && endDay ? formatRange({ startDay, endDay }) : 'no day';
  return (
    `${resourceType}, ${formatDays(days)} (${range}), in ${formatCount(jobs, 'job')} ` +
    `of at most ${formatDays(widest)}`
  );
}

/** The days that are left out of a plan, and why. */
export function leftOut({ notYetExportable }: ExportPlan): string[] {
  if (!notYetExportable) return [];
  return [
    `Left out: ${formatRange(notYetExportable)}, not exportable yet by this machine's clock. ` +
      `--wait-for-recent-days waits for them.`,
  ];
}

/** The command that follows an export, with its days by name: "newest" means others tomorrow. */
export function followCommand({ account, resourceType, range, options }: ExportSpec): CommandWords {
  return [...exportCommand({ account, resourceType, range, options }), '--follow'];
}
