import { z } from 'zod';
import type { JobSnapshot, StatusGroup } from '../../domain/twilio/job-snapshot';
import { lenient, wireCount, wireDay, wireInstant } from './values';

const wireGroup = z
  .object({ status: z.string().regex(/\S/), count: lenient(wireCount), days: lenient(z.array(z.unknown())) })
  .transform(({ status, count, days }): StatusGroup => ({
    status,
    ...(count !== undefined && { count }),
    ...(days !== undefined && { days: days.flatMap((day) => wireDay.safeParse(day).data ?? []) }),
  }));

const wireJob = z
  .object({
    job_sid: z.string().regex(/^JS[0-9a-fA-F]{32}$/),
    friendly_name: lenient(z.string()),
    resource_type: lenient(z.string()),
    start_day: lenient(wireDay),
    end_day: lenient(wireDay),
    details: lenient(z.array(z.unknown())),
    job_queue_position: lenient(wireCount),
    estimated_completion_time: lenient(wireInstant),
    email: lenient(z.string()),
    webhook_url: lenient(z.string()),
    webhook_method: lenient(z.string()),
  })
  .transform(({ start_day: startDay, end_day: endDay, ...job }): JobSnapshot => ({
    jobSid: job.job_sid,
    groups: (job.details ?? []).flatMap((group) => wireGroup.safeParse(group).data ?? []),
    ...(job.friendly_name !== undefined && { friendlyName: job.friendly_name }),
    ...(job.resource_type !== undefined && { resourceType: job.resource_type }),
    ...(startDay !== undefined && endDay !== undefined && startDay <= endDay && { range: { startDay, endDay } }),
    ...(job.job_queue_position !== undefined && { queuePosition: job.job_queue_position }),
    ...(job.estimated_completion_time !== undefined && { estimatedEndMs: job.estimated_completion_time }),
    ...(job.email !== undefined && { email: job.email }),
    ...(job.webhook_url !== undefined && { webhookUrl: job.webhook_url }),
    ...(job.webhook_method !== undefined && { webhookMethod: job.webhook_method }),
  }));

/**
 * Read a job as the API writes it (https://www.twilio.com/docs/usage/bulkexport/export-custom-job,
 * https://www.twilio.com/docs/usage/bulkexport/job). Undefined without a readable `job_sid`; any other field that cannot be read is
 * absent, as are groups without a status and days that are not on the calendar.
 */
export function readJob(json: unknown): JobSnapshot | undefined {
  return wireJob.safeParse(json).data;
}
