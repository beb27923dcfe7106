import { formatRange, type DayRange } from '../days/day-range';
import type { Step } from '../plan/next-submission';
import { commandLine, exportCommand, type CommandWords } from '../request/command-line';
import type { ResourceType } from '../twilio/resource-type';
import type { Progress } from './progress';

export interface AdvisedExport {
  readonly workflowId: string;
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly archive?: string | undefined;
  /** Days before its own that no scheduled run covered. */
  readonly uncovered?: DayRange | undefined;
}

/** What an operator may do next, and the command that does it. */
export interface NextAction {
  readonly what: string;
  readonly command: CommandWords;
}

type Advisable = Pick<Progress, 'days' | 'jobs' | 'missing' | 'delivery' | 'cancellation'>;

/** The next action for an export; undefined when it needs none. */
export function nextAction(progress: Advisable, step: Step, advised: AdvisedExport): NextAction | undefined {
  const { days, jobs, cancellation, delivery } = progress;
  const { workflowId } = advised;
  if (cancellation && days.missing > 0) return advise('export the missing days', ['resubmit', workflowId]);
  if (days.planned + days.submitted + (delivery?.waitingDays ?? 0) === 0) return adviceAtEnd(progress, advised);
  if (step.step === 'pause') return advise('resume the export', ['resume', workflowId]);
  const stuck = jobs.find(({ isStuck }) => isStuck);
  if (stuck) {
    const what = `wait, or delete the job of ${formatRange(stuck.range)} at Twilio, then resubmit its days`;
    return advise(what, ['jobs', 'delete', stuck.jobSid, '--account', advised.account]);
  }
  if (days.missing > 0) return advise('resubmit the missing days', ['resubmit', workflowId]);
  if (step.step !== 'submit' || !step.quotaWait) return undefined;
  const { group } = step.quotaWait;
  return advise('show who uses the quota', ['quota', 'show', ...(group === undefined ? [] : ['--group', group])]);
}

/** The next action for an export, with its command, as Markdown. */
export function adviceOn(...[progress, step, advised]: Parameters<typeof nextAction>): string {
  const none = advise('no action needed. If *Pending Activities* shows an error, run', ['status', advised.workflowId]);
  const { what, command } = nextAction(progress, step, advised) ?? none;
  const text = `dayhaul ${commandLine(command)}`;
  return `**Next:** ${what}: ${text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``}`;
}

function adviceAtEnd({ days, missing }: Advisable, advised: AdvisedExport): NextAction {
  const { workflowId, account, resourceType, archive, uncovered } = advised;
  const verify = ['verify', '--archive', archive ?? '', '--resource-type', resourceType];
  if (days.missing > 0 && archive !== undefined && missing.every(({ reason }) => reason === 'unreadable')) {
    return advise('show the unreadable files', verify);
  }
  if (days.missing > 0) return advise('export the missing days again', ['resubmit', workflowId]);
  if (uncovered) {
    const what = `export ${formatRange(uncovered)}, which no scheduled run covered`;
    return advise(what, exportCommand({ account, resourceType, range: uncovered }));
  }
  if (archive !== undefined) return advise('verify the archive', verify);
  return advise('show the result; Twilio keeps the files for 7 days', ['status', workflowId]);
}

function advise(what: string, command: CommandWords): NextAction {
  return { what, command };
}
