import type { Examination } from '../activities/inspect-worker';
import type { Surveyed } from '../activities/survey/survey-range';
import type { PackedDayMap } from '../domain/days/packed-day-map';
import type { Archived } from '../domain/ledger/fold-known';
import type { ExportSpec } from '../domain/request/export-request';
import { once, orProblem, type Read } from './once';

export interface Preview extends Pick<Examination, 'quota'> {
  readonly surveyed: Read<Surveyed>;
  /** Undefined without an archive, or when every day is exported again. */
  readonly archived?: Read<PackedDayMap<Archived>> | undefined;
}

/** Find what an export would find at its start, once; `export --plan` waits for the result. */
export async function previewExport(spec: ExportSpec): Promise<Preview> {
  const { account, options } = spec;
  const { archive, reexport } = options;
  const [{ quota }, surveyed, archived] = await Promise.all([
    once.examineWorker({ account, archives: [] }),
    orProblem(once.surveyRange(spec)),
    archive === undefined || reexport === 'all' ? undefined : orProblem(once.surveyArchive({ ...spec, archive, isPreview: true })),
  ]);
  return { quota, surveyed, archived };
}
