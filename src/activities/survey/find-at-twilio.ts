import type { Answer } from '../../bulk-export/port';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { DayFile, JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { isNamedBy } from '../../contract/ids';
import type { Attempt } from '../attempt/activity';
import { surveyFiles, surveyJobs, type Findings } from '../../domain/twilio/survey';

/** The export that searches; without a nonce it has no jobs of its own yet. */
interface Asker {
  readonly resourceType: ResourceType;
  readonly nonce?: string;
}

/** Find requested days at Twilio; none for an export of fresh files. The day list is requested only if a finished job needs it. */
export async function findAtTwilio(
  { api, signal }: Pick<Attempt, 'api' | 'signal'>,
  { resourceType, nonce }: Asker,
  list: Answer<readonly JobSnapshot[]>,
  requested: DayRange,
  { fresh = false, lookback = 0, files }: Partial<Pick<ExportOptions, 'fresh' | 'lookback'>> & { files?: readonly DayFile[] } = {},
): Promise<Findings> {
  if (fresh) return { exported: [], empty: [], jobs: [] };
  const isOwn = ({ friendlyName }: JobSnapshot) => nonce !== undefined && isNamedBy(nonce, friendlyName);
  const { empty, jobs, hasClaims } = surveyJobs(list.value, [requested], list.nowMs, isOwn);
  if (!hasClaims && !files) return { exported: [], empty, jobs };
  const listed = files ?? (await api.listDays(resourceType, { signal })).value;
  return { exported: surveyFiles(listed, [requested], list.nowMs, lookback), empty, jobs };
}

export function isEmptyHanded({ exported, empty, jobs }: Findings): boolean {
  return exported.length + empty.length + jobs.length === 0;
}
