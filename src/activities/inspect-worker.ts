import { reserveOf } from './submission/has-schedule';
import { VERSION } from '../version';
import { ArchiveError } from '../archive/stores/store';
import { BulkExportApiError } from '../bulk-export/api-error';
import { activity, noBackoff, type OpeningInput } from './attempt/activity';

export interface ExamineWorkerInput extends OpeningInput {
  readonly archives: readonly string[];
}

/** The settings of a worker, and what it can reach. */
export type Examination = Awaited<ReturnType<ReturnType<typeof examineWorker>>>;

/** Call Twilio and write to archives from this worker; errors are part of the result. Its workflow does not retry. */
export const examineWorker = activity(noBackoff, async ({ openArchive, ...attempt }, { archives }: ExamineWorkerInput) => {
  const { api, quota } = attempt;
  const askedMs = Date.now();
  const twilio = await api.listJobs('Messages').then(
    ({ nowMs }) => ({ nowMs, problem: undefined }),
    (error: unknown) => ({ problem: messageOf(error, BulkExportApiError) }),
  );
  // the worker's own clock, in the middle of the call to Twilio, milliseconds since 1970
  const workerMs = (askedMs + Date.now()) / 2;
  const tried = archives.map(async (place) => {
    try {
      const archive = openArchive(place);
      return { place: archive.place, limits: await archive.probe() };
    } catch (error) {
      return { place, problem: messageOf(error, ArchiveError, RangeError) };
    }
  });
  const { accountSid, origin } = api;
  const { group, days } = quota;
  const reserve = await reserveOf(attempt);
  const examined = { version: VERSION, accountSid, origin, quota: { group, days, reserve }, workerMs, twilio };
  return { ...examined, archives: await Promise.all(tried) };
});

/** @throws any error of another class */
function messageOf(error: unknown, ...expected: (abstract new (...args: never[]) => Error)[]): string {
  if (error instanceof Error && expected.some((kind) => error instanceof kind)) return error.message;
  throw error;
}
