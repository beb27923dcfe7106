import { ActivityFailure, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Examination } from '../activities/inspect-worker';
import type { Surveyed } from '../activities/survey/survey-range';
import type { PackedDayMap } from '../domain/days/packed-day-map';
import type { Archived } from '../domain/ledger/fold-known';
import type { ExportSpec } from '../domain/request/export-request';

/** A part that could not be read has the cause, a sentence. */
type Read<T> = T | { readonly problem: string };

/** What an export finds at its start. */
export interface Preview extends Pick<Examination, 'quota'> {
  readonly surveyed: Read<Surveyed>;
  /** Undefined without an archive, or when every day is exported again. */
  readonly archived?: Read<PackedDayMap<Archived>> | undefined;
}

const { examineWorker, surveyArchive, surveyRange } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** Find what an export would find at its start, once; `export --plan` waits for the result. */
export async function previewExport(spec: ExportSpec): Promise<Preview> {
  const { account, options } = spec;
  const { archive, reexport } = options;
  const [{ quota }, surveyed, archived] = await Promise.all([
    examineWorker({ account, archives: [] }),
    orProblem(surveyRange(spec)),
    archive === undefined || reexport === 'all' ? undefined : orProblem(surveyArchive({ ...spec, archive, isPreview: true })),
  ]);
  return { quota, surveyed, archived };
}

async function orProblem<T>(reading: Promise<T>): Promise<Read<T>> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { problem: (error.cause ?? error).message };
  }
}
