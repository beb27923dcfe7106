import { ownCommand } from '../../client/own-command';
import type { OwnedJob } from '../../client/at-twilio/job-owners';
import { formatRange, rangesOf } from '../../domain/days/day-range';
import { formatInstant } from '../../domain/format';
import { readReport } from '../../domain/twilio/job-report';
import type { StatusGroup } from '../../domain/twilio/job-snapshot';
import { alignColumns } from './print';

/** A job as JSON. The fields of Twilio have the names that its client for Node uses. */
export function jobAsJson({ range, groups, queuePosition, estimatedEndMs, creator, adopters, silent, ...job }: OwnedJob): object {
  const estimatedCompletionTime = estimatedEndMs === undefined ? undefined : new Date(estimatedEndMs).toISOString();
  const atTwilio = { ...job, ...range, details: groups, jobQueuePosition: queuePosition, estimatedCompletionTime };
  const adoptedBy = adopters.map(({ workflowId }) => workflowId);
  return { ...atTwilio, export: creator?.workflowId, adoptedBy, silentExports: silent };
}

const COLUMNS = ['Job', 'Days', 'Details', 'Estimated end', 'Export'] as const;

/** A row per job, with fewer fields than `describeJob`. */
export function tabulateJobs(jobs: readonly OwnedJob[]): string[] {
  const fields = jobs.map((job) => fieldsOf(job, describeGroups(job)));
  return alignColumns([COLUMNS.map((name) => name.toUpperCase()), ...fields.map((row) => COLUMNS.map((name) => row[name]))]);
}

/** A job as lines of text, with the days of each status. */
export function describeJob(job: OwnedJob): string[] {
  return alignColumns(Object.entries(fieldsOf(job, job.groups.map(describeWithDays).join(', '))));
}

/** The number of days by status. @example '3 Completed, 28 Running' */
export function describeGroups({ groups }: Pick<OwnedJob, 'groups'>): string {
  return groups.map(({ status, count, days }) => `${count ?? days?.length ?? 'unknown'} ${status}`).join(', ') || 'no details yet';
}

function describeWithDays(group: StatusGroup): string {
  const ranges = rangesOf(group.days ?? []).map(formatRange);
  return `${describeGroups({ groups: [group] })}${ranges.length > 0 ? ` (${ranges.join(', ')})` : ''}`;
}

function fieldsOf(job: OwnedJob, details: string): Readonly<Record<string, string | undefined>> {
  const { range, queuePosition, estimatedEndMs, webhookMethod = '', webhookUrl } = job;
  return {
    Job: job.jobSid,
    Type: job.resourceType,
    Days: range && formatRange(range),
    Details: details,
    Position: queuePosition?.toString(),
    'Estimated end': estimatedEndMs === undefined ? undefined : formatInstant(estimatedEndMs),
    Email: job.email,
    Webhook: webhookUrl && `${webhookMethod} ${webhookUrl}`,
    Name: job.friendlyName,
    Export: describeOwners(job),
  };
}

/** @example 'export-default-Messages-2024-03-01..2024-03-31 (running)' */
function describeOwners({ isOurs, creator, adopters, silent }: OwnedJob): string {
  const lost = silent.length > 0 ? 'an unknown export' : 'an export that Temporal no longer has';
  const created = creator ? `${creator.workflowId} (${creator.state})` : isOurs ? lost : 'another client';
  const adopted = adopters.map(({ workflowId }) => `adopted by ${workflowId}`);
  return [created, ...adopted, ...silent.map((workflowId) => `${workflowId} does not respond`)].join(', ');
}

/** What becomes of the days of a job that is deleted, a sentence for each export. */
export function describeEffect({ jobSid, range, creator, adopters, silent, ...job }: OwnedJob): string[] {
  if (range && readReport({ jobSid, ...job }, range, 0).isFinished) return [`${jobSid} has ended: its days keep their outcome.`];
  const resubmit = creator && `Request them again: ${ownCommand('resubmit', creator.workflowId)}`;
  const effects = [
    ...(creator?.state === 'running' ? [`${creator.workflowId}: its unfinished days become missing. ${resubmit}`] : []),
    ...adopters.map(({ workflowId }) => `${workflowId} requests its unfinished days again.`),
    ...silent.map((workflowId) => `${workflowId} does not respond, and may wait for the job.`),
  ];
  return effects.length > 0 ? effects : [`No running export waits for ${jobSid}.`];
}
