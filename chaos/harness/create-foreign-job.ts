import type { JobLife } from '../../simulator/jobs/job-life';
import type { DayRange } from '../calendar';
import type { ResourceType } from '../scenario';
import type { Harness } from './world';

/** Somebody else creates a job. Where the quota is spent, they are refused as anybody is. */
export function createForeignJob(
  { resourceType, range, life }: { readonly resourceType: ResourceType; readonly range: DayRange; readonly life?: JobLife },
  { simulator, notes }: Pick<Harness, 'simulator' | 'notes'>,
): void {
  const refusedBefore = simulator.report().refusedForQuota;
  try {
    const request = { resourceType, ...range, friendlyName: 'by somebody else' };
    simulator.createJob({ ...request, ...(life && { life }) });
    notes.foreignSpendings++;
  } catch {
    notes.foreignRefusals += simulator.report().refusedForQuota - refusedBefore;
  }
}
