import { formatRange, type DayRange } from '../days/day-range';
import type { Step } from '../plan/next-submission';
import { commandLine, type CommandWords } from '../request/command-line';
import { exportCommand } from '../request/export-command';
import type { ResourceType } from '../twilio/resource-type';
import type { Progress } from './progress';

/** Which export is described, and where its files go. */
export interface AdvisedExport {
  readonly workflowId: string;
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly archive?: string | undefined;
  /** Days before its own that no run of its schedule looked at. */
  readonly uncovered?: DayRange | undefined;
}

/** What a person can do about an export as it stands: a few words, and the command. */
export function adviceOn(
  progress: Pick<Progress, 'days' | 'jobs' | 'missing' | 'delivery' | 'cancellation'>,
  step: Step,
  advised: AdvisedExport,
): string {
  const { days, jobs, cancellation, delivery } = progress;
  const { workflowId, account, resourceType, archive, uncovered } = advised;
  const isSettled = days.planned + days.submitted + (delivery?.waitingDays ?? 0) === 0;
  const isUnreadable = progress.missing.every(({ reason }) => reason === 'unreadable');
  const verify = ['verify', '--archive', archive ?? '', '--resource-type', resourceType];
  if (cancellation && days.missing > 0) return advise('ask for what is missing', ['resubmit', workflowId]);
  if (isSettled && days.missing > 0 && archive !== undefined && isUnreadable) {
    return advise('see which files cannot be read, and where their bytes are kept', verify);
  }
  if (isSettled && days.missing > 0) return advise('ask again for what is missing', ['resubmit', workflowId]);
  if (isSettled && uncovered) {
    return advise(
      `ask for ${formatRange(uncovered)}, which no run looked at`,
      exportCommand({ account, resourceType, range: uncovered }),
    );
  }
  if (isSettled && archive !== undefined) return advise('read the archive again', verify);
  if (isSettled)
    return advise('look at what it did; its files stay at Twilio for 7 days', ['status', workflowId]);
  if (step.step === 'pause') return advise('go on', ['resume', workflowId]);
  const stuck = jobs.find(({ isStuck }) => isStuck);
  if (stuck) {
    const what = `wait, or delete ${stuck.jobSid} (${formatRange(stuck.range)}) at Twilio, then ask for its days again`;
    return advise(what, ['resubmit', workflowId]);
  }
  if (days.missing > 0) return advise('ask again for what is missing', ['resubmit', workflowId]);
  if (step.step === 'submit' && step.quotaWait) {
    const { group } = step.quotaWait;
    return advise('see who has the quota', [
      'quota',
      'show',
      ...(group === undefined ? [] : ['--group', group]),
    ]);
  }
  return advise('nothing, unless *Pending Activities* tells of a refusal; see how it stands', [
    'status',
    workflowId,
  ]);
}

/** The command as code, whatever is in it. */
function advise(what: string, words: CommandWords): string {
  const command = `dayhaul ${commandLine(words)}`;
  return `**Next:** ${what}: ${command.includes('`') ? `\`\` ${command} \`\`` : `\`${command}\``}`;
}
