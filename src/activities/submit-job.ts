import { activityInfo, cancellationSignal, sleep } from '@temporalio/activity';
import { BulkExportApiError } from '../bulk-export/errors';
import type { Answer, BulkExportApi } from '../bulk-export/port';
import type { DayRange } from '../domain/day-range';
import type { JobSnapshot } from '../domain/job-snapshot';
import type { Submission } from '../domain/ledger';
import { findSubmission } from '../domain/look';
import type { ResourceType } from '../domain/resource-type';
import { assertBinding, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';
import { withHeartbeat } from './with-heartbeat';

export interface SubmitJobInput {
  readonly binding: Binding;
  readonly resourceType: ResourceType;
  readonly chunk: DayRange;
  /** Unique to this submission; by it a job is found whose create was never answered. */
  readonly friendlyName: string;
  /** Twilio's clock as the workflow last read it: an earlier attempt submitted no sooner than this. */
  readonly notBeforeMs: number;
  readonly ambiguityWaitMs: number;
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
}

/** A list this fresh serves as the look of a first attempt: nobody else uses the submission's name. */
const LOOK_MAX_AGE_MS = 5000;

/** After a 429 the create was certainly not taken, so it is sent again at once; longer pauses are left to Temporal. */
const LONGEST_PAUSE_MS = 60_000;
const MOST_PAUSES = 10;

/**
 * Submit a chunk as a job: look, then create.
 *
 * The API has no idempotency key. A first attempt looks once. Any later attempt does not know whether an
 * earlier create left: it looks three times over at least `ambiguityWaitMs` before it creates.
 */
export function submitJob(api: BulkExportApi) {
  return (input: SubmitJobInput): Promise<Submission & { readonly nowMs: number }> => {
    assertBinding(api, input.binding, input.pollMinMs);
    const { attempt } = activityInfo();
    const backoffMs = Math.min(input.pollMinMs * 2 ** (attempt - 1), input.pollMaxMs);
    return withHeartbeat(() =>
      translatingErrors(
        (kind) =>
          kind === 'refused' ? input.pollMaxMs : kind === 'unavailable' ? backoffMs : input.pollMinMs,
        async () => {
          const found = attempt === 1 ? await look(api, input, LOOK_MAX_AGE_MS) : await lookLong(api, input);
          const { value: job, nowMs } = found ?? (await create(api, input));
          const { jobSid, queuePosition, estimatedEndMs } = job;
          const submittedAtMs = found ? input.notBeforeMs : nowMs;
          return { jobSid, range: input.chunk, submittedAtMs, nowMs, queuePosition, estimatedEndMs };
        },
      ),
    );
  };
}

type FoundJob = Answer<JobSnapshot>;

async function look(api: BulkExportApi, input: SubmitJobInput, maxAgeMs = 0): Promise<FoundJob | undefined> {
  const signal = cancellationSignal();
  const { value: jobs, nowMs } = await api.listJobs(input.resourceType, { signal, maxAgeMs });
  const job = findSubmission(jobs, input.friendlyName, input.chunk);
  return job && { value: job, nowMs };
}

/** Durations are told by this process's monotonic clock: no wall clock can cut the wait short. */
async function lookLong(api: BulkExportApi, input: SubmitJobInput): Promise<FoundJob | undefined> {
  const startMs = performance.now();
  for (let lookNumber = 1; ; lookNumber++) {
    const found = await look(api, input);
    const isLost = lookNumber >= 3 && performance.now() - startMs >= input.ambiguityWaitMs;
    if (found || isLost) return found;
    await sleep(input.ambiguityWaitMs / 2);
  }
}

async function create(api: BulkExportApi, input: SubmitJobInput): Promise<FoundJob> {
  const { resourceType, chunk: range, friendlyName } = input;
  for (let pauses = 0; ; pauses++) {
    try {
      return await api.createJob({ resourceType, range, friendlyName }, { signal: cancellationSignal() });
    } catch (error) {
      const canPause = error instanceof BulkExportApiError && error.kind === 'rateLimited';
      if (!canPause || pauses >= MOST_PAUSES || (error.retryAfterMs ?? 0) > LONGEST_PAUSE_MS) throw error;
    }
  }
}
