import { BulkExportApiError } from '../../bulk-export/api-error';
import type { Reservation } from '../../domain/quota/protocol';
import type { PolledJob } from '../../domain/plan/poll-changes';
import type { JobReport } from '../../domain/twilio/job-report';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { activity, steadyBackoff, type Attempt, type BoundInput, type OfType } from '../attempt/activity';
import { reportOnJobs } from '../polling/report-on-job';

/** The options say how long to try, and how long to wait between two checks. */
export interface CancelJobsInput extends BoundInput, OfType<'cancelWithinMs' | 'pollMinMs'> {
  readonly jobs: readonly CancellableJob[];
  /** Reservations of the export that no submission uses; their days are returned. */
  readonly reservations: readonly Reservation[];
}

type CancellableJob = Pick<PolledJob, 'jobSid' | 'range' | 'openDays' | 'submittedAtMs'>;

export interface CancelledJobs {
  /** The last reports: days that were final before the deletion keep their outcome. */
  readonly reports: readonly JobReport[];
  /** Jobs that Twilio lists as ended, or no longer lists. */
  readonly over: readonly string[];
  /** Jobs that may still run, with the last message about each. */
  readonly remaining: readonly (Pick<CancellableJob, 'jobSid' | 'range'> & { readonly message: string })[];
}

const LONGEST_WAIT_MS = 5000;

/** Delete unfinished jobs at Twilio and wait until they are gone. It never fails: jobs that may still run are in the result. */
export const cancelJobs = activity(steadyBackoff, cancelAll);

async function cancelAll(attempt: Attempt, input: CancelJobsInput): Promise<CancelledJobs> {
  const { monotonicMs, sleep, quota } = attempt;
  const { resourceType, reservations, options } = input;
  if (reservations.length > 0) await quota.call({ call: 'returnDays', reservations });
  const startMs = monotonicMs();
  const round: Round = { resourceType, accepted: new Set(attempt.reached as readonly string[] | undefined), reports: new Map() };
  let left: readonly CancellableJob[] = input.jobs;
  for (;;) {
    const message = await deleteAndLook(attempt, left, round);
    left = left.filter(({ jobSid }) => !isGone(round.reports.get(jobSid)));
    if (left.length === 0 || monotonicMs() - startMs >= options.cancelWithinMs) {
      const over = input.jobs.filter((job) => !left.includes(job)).map(({ jobSid }) => jobSid);
      const reports = [...round.reports.values()];
      return { reports, over, remaining: left.map(({ jobSid, range }) => ({ jobSid, range, message })) };
    }
    await sleep(Math.min(options.pollMinMs, LONGEST_WAIT_MS));
  }
}

interface Round {
  readonly resourceType: ResourceType;
  /** Jobs whose deletion Twilio accepted: they are not deleted again. */
  readonly accepted: Set<string>;
  readonly reports: Map<string, JobReport>;
}

/** One round: the last error, or why the jobs are not gone yet. A rejected deletion may mean that the job has ended. */
async function deleteAndLook(attempt: Attempt, jobs: readonly CancellableJob[], round: Round): Promise<string> {
  const { api, signal } = attempt;
  const { resourceType, reports } = round;
  let message = 'Twilio accepted the deletion, but the job has not ended yet.';
  try {
    for (const { jobSid } of jobs) message = (await deleteOnce(attempt, jobSid, round)) ?? message;
    const list = await api.listJobs(resourceType, { signal });
    // there is no later look: of a job that is over and does not name its days, those with a file are exported
    const unclear = jobs.map((job) => ({ ...job, unclearSinceMs: 0 }));
    for await (const report of reportOnJobs(attempt, resourceType, list, unclear, 0)) reports.set(report.jobSid, report);
    return message;
  } catch (error) {
    if (error instanceof BulkExportApiError) return error.message;
    throw error;
  }
}

/** Undefined when the deletion is accepted, otherwise the rejection. */
async function deleteOnce({ api, signal, heartbeat }: Attempt, jobSid: string, { accepted }: Round): Promise<string | undefined> {
  if (accepted.has(jobSid)) return undefined;
  try {
    await api.deleteJob(jobSid, { signal });
    accepted.add(jobSid);
    heartbeat([...accepted]);
    return undefined;
  } catch (error) {
    if (error instanceof BulkExportApiError && error.kind === 'refused') return error.message;
    throw error;
  }
}

/** A deleted job that is no longer listed is gone. */
function isGone(report: JobReport | undefined): boolean {
  return report !== undefined && (report.isFinished || !report.isSeen);
}
