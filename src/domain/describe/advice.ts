import { formatRange, type DayRange } from '../days/day-range';
import type { Step } from '../plan/next-submission';
import type { ResourceType } from '../twilio/resource-type';
import type { Progress } from './progress';

/** Which export is spoken of, and where its files go. */
export interface AdvisedExport {
  readonly workflowId: string;
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
  const { workflowId, resourceType, archive, uncovered } = advised;
  const isSettled = days.planned + days.submitted + (delivery?.waitingDays ?? 0) === 0;
  const missing = progress.missing.filter(({ reason }) => reason !== 'unreadable');
  const again = exportCommand(missing.flatMap(({ ranges }) => ranges)[0], advised);
  if (cancellation) return advise('ask for what is missing', again);
  if (isSettled && days.missing > 0 && archive !== undefined && missing.length === 0) {
    const verify = `verify --archive ${archive} --resource-type ${resourceType}`;
    return advise('see which files cannot be read, and where their bytes are kept', verify);
  }
  if (isSettled && days.missing > 0) return advise('ask again for what is missing', again);
  if (isSettled && uncovered) {
    return advise(
      `ask for ${formatRange(uncovered)}, which no run looked at`,
      exportCommand(uncovered, advised),
    );
  }
  if (isSettled && archive !== undefined) {
    return advise('read the archive again', `verify --archive ${archive} --resource-type ${resourceType}`);
  }
  if (isSettled)
    return advise('look at what it did; its files stay at Twilio for 7 days', `status ${workflowId}`);
  if (step.step === 'pause') return advise('go on', `resume ${workflowId}`);
  const stuck = jobs.find(({ isStuck }) => isStuck);
  if (stuck) {
    const what = `wait, or delete ${stuck.jobSid} (${formatRange(stuck.range)}) at Twilio, then ask for its days again`;
    return advise(what, `resubmit ${workflowId}`);
  }
  if (days.missing > 0) return advise('ask again for what is missing', `resubmit ${workflowId}`);
  if (step.step === 'submit' && step.quotaWait) return advise('see who has the quota', 'quota show');
  return advise(
    'nothing, unless *Pending Activities* tells of a refusal; see how it stands',
    `status ${workflowId}`,
  );
}

function advise(what: string, command: string): string {
  return `**Next:** ${what}: \`dayhaul ${command}\``;
}

/** The export of some days alone. */
function exportCommand(range: DayRange | undefined, { resourceType, archive }: AdvisedExport): string {
  const days = range ? ` --from ${range.startDay} --to ${range.endDay}` : ' --from … --to …';
  return `export --resource-type ${resourceType}${days}${archive === undefined ? '' : ` --archive ${archive}`}`;
}
