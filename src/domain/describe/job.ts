import { formatInstant } from '../format';
import type { OpenJob } from '../ledger/ledger';

/** The state of a job in a few words. @example "3 Completed, 1 Running, estimated end 2024-05-01 13:30:00 UTC" */
export function describeJob(job: Pick<OpenJob, 'counts' | 'queuePosition' | 'estimatedEndMs'> & Partial<OpenJob>): string {
  const { isStuck, isAdopted, changedAtMs, unclearSinceMs, queuePosition, estimatedEndMs } = job;
  const parts = [
    ...(isStuck ? [`stuck: no change since ${formatInstant(changedAtMs ?? 0)}`] : []),
    ...(isAdopted ? ['created elsewhere'] : []),
    ...job.counts.map(({ status, count }) => `${count} ${status}`),
    ...(job.unknownWords ?? []).map((word) => `unknown status "${word}"`),
    ...(unclearSinceMs === undefined ? [] : [`unclear since ${formatInstant(unclearSinceMs)}`]),
    ...(queuePosition ? [`position ${queuePosition} in Twilio's queue`] : []),
    ...(estimatedEndMs === undefined ? [] : [`estimated end ${formatInstant(estimatedEndMs)}`]),
  ];
  return parts.join(', ') || 'no status yet';
}
