import { daysOfRange } from '../../calendar';
import { readJobOrder } from '../../jobs/create-job-request';
import { jobBody } from '../../jobs/job-body';
import type { ApiAnswer } from '../../wire/api-answer';
import type { Call } from './call';

/** `POST /v1/Exports/{ResourceType}/Jobs`: a job, or a refusal and no job. */
export function createJob(call: Call, resourceType: string): ApiAnswer {
  const { request, accountSid, nowMs, jobs, life, view, quota, quotaBook, accounts } = call;
  const order = readJobOrder(resourceType, request.form, nowMs);
  const days = daysOfRange(order.startDay, order.endDay).length;
  quotaBook.check({ accountSid, resourceType, days, quota, accounts }, nowMs);
  const job = jobs.create(order, accountSid, life, nowMs);
  return {
    status: 201,
    body: jobBody(job, { in: 'create', view, nowMs, known: jobs.known(accountSid, nowMs) }),
  };
}
