import { BulkExportApiError } from '../../bulk-export/api-error';
import type { Answer, CreateJobRequest } from '../../bulk-export/port';
import { isQuotaRefusal } from '../../domain/quota/refusals';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { Attempt } from '../attempt/activity';

/** After a 429 the create was certainly not processed, so it is sent again at once; longer waits are left to Temporal. */
const LONGEST_PAUSES_MS = 60_000;
const MOST_PAUSES = 10;

/**
 * Create a job, and retry after short pauses that Twilio requests while `maySendAt` an instant of Twilio's clock; after that,
 * undefined and nothing created.
 * @param lookedAtMs Twilio's clock when this was called, milliseconds since 1970
 */
export async function createInTime(
  { api, signal, monotonicMs }: Attempt,
  request: CreateJobRequest,
  lookedAtMs: number,
  maySendAt: (instantMs: number) => boolean,
): Promise<Answer<JobSnapshot> | undefined> {
  const startMs = monotonicMs();
  for (let pauses = 0; ; pauses++) {
    try {
      return await api.createJob(request, { signal });
    } catch (error) {
      const pauseMs = pauseAfter(error);
      const passedMs = monotonicMs() - startMs;
      if (pauseMs === undefined || pauses >= MOST_PAUSES || passedMs + pauseMs > LONGEST_PAUSES_MS) throw error;
      if (!maySendAt(lookedAtMs + passedMs + pauseMs)) return undefined;
    }
  }
}

/** The pause that an error requests; undefined for other errors. */
function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof BulkExportApiError) || error.kind !== 'rateLimited' || isQuotaRefusal(error)) return undefined;
  return error.retryAfterMs ?? 0;
}
