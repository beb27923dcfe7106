import type { OptionDifference, Start } from '../../client/exports/start-export';
import { ownCommand } from '../../client/own-command';
import { countDays, formatRange } from '../../domain/days/day-range';
import { formatCount, formatDays } from '../../domain/format';
import type { ExportPlan } from '../../domain/plan/cost-estimate';
import { exportCommand, type CommandWords } from '../../domain/request/command-line';
import type { ExportSpec } from '../../domain/request/export-request';

const FRESH = 'To request every day again, add --fresh.';

/** The answer to a request to export, and notices for stderr. */
export function describeStart(start: Start, plan: ExportPlan): { readonly answer: string[]; readonly notices: string[] } {
  const what = `${plan.resourceType} ${formatRange(plan.range)}`;
  const state = 'before' in start ? start.before.state : '';
  const report = (answer: string, notices: string[] = []) => ({ answer: [answer], notices });
  switch (start.kind) {
    case 'started':
      return report(`Exporting ${describeExtent(plan)}.`, leftOut(plan));
    case 'attached':
      return report(`${what} is already running. Attached to it.`, describeDifferences(start.workflowId, start.otherOptions));
    case 'closed':
      return { answer: [], notices: [`${what} is closed (${state}). Nothing started. ${FRESH}`] };
    case 'rechecked':
      return report(
        `Exporting the days of ${what} that are not in the archive. An earlier export is closed (${state}).`,
        start.inherited === undefined ? [] : [`Archive of the earlier export: ${start.inherited}`],
      );
    case 'restarted':
      return report(`Exporting the days of ${what} that Twilio does not have. An earlier export (${state}) cannot be replayed.`);
    case 'resumed':
      return report(`Exporting ${formatDays(start.missingDays)} of ${what} that an earlier export (${state}) did not complete.`);
  }
}

/** With one command for all changes: some options require each other. */
function describeDifferences(workflowId: string, differences: readonly OptionDifference[]): string[] {
  const sentences = differences.map(({ option, isFixed, running, requested }) => {
    const fixed = isFixed ? ' This option cannot change while an export is running.' : '';
    return `The running export uses ${option} ${running}, not ${requested}.${fixed}`;
  });
  const changes = differences.filter(({ isFixed }) => !isFixed);
  const words = changes.flatMap(({ option, requested }) => (requested === 'true' ? [option] : [option, requested]));
  const change = `To change the running export: ${ownCommand('change', workflowId, ...words)}`;
  return words.length === 0 ? sentences : [...sentences, change];
}

/** The resource type, days and jobs of a plan, in one line. */
function describeExtent({ resourceType, range, exportable = range, chunks, quotaDays, jobs }: ExportPlan): string {
  const widest = Math.max(...chunks.map(countDays));
  return `${resourceType}, ${formatDays(quotaDays)} (${formatRange(exportable)}), in ${formatCount(jobs, 'job')} of up to ${formatDays(widest)}`;
}

export function leftOut({ notYetExportable }: ExportPlan): string[] {
  const advice = 'To wait for these days, add --wait-for-recent-days.';
  return notYetExportable ? [`Not included: ${formatRange(notYetExportable)} (not exportable yet). ${advice}`] : [];
}

/** The command that follows exports of the same days. It has the resolved range, since "newest" changes every day. */
export function followCommand({ account, range, options }: ExportSpec, types: readonly string[]): CommandWords {
  return [...exportCommand({ account, resourceType: types.join(','), range, options }), '--follow'];
}
