import { daysOfRange } from '../../calendar';
import { readCreateJobRequest } from '../../jobs/create-job-request';
import { jobBody } from '../../jobs/job-body';
import type { ApiAnswer } from '../../wire/api-answer';
import type { Call } from './call';

/** `POST /v1/Exports/{ResourceType}/Jobs`: a job, or a refusal and no job. */
export function createJob(call: Call, resourceType: string): ApiAnswer {
  const { request, accountSid, nowMs, jobs, life, view, quota, quotaLog, accounts } = call;
  const jobRequest = readCreateJobRequest(resourceType, request.form, nowMs);
  const days = daysOfRange(jobRequest.startDay, jobRequest.endDay).length;
  quotaLog.check({ accountSid, resourceType, days, quota, accounts }, nowMs);
  const job = jobs.create(jobRequest, accountSid, life, nowMs);
  return { status: 201, body: jobBody(job, { in: 'create', view, nowMs, known: jobs.known(accountSid, nowMs) }) };
}
