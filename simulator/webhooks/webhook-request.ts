import { createHmac } from 'node:crypto';
import { statusOf, type Job } from '../jobs/job';

/** A call of a job's webhook, ready to be sent. */
interface WebhookRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: URLSearchParams | null;
}

/**
 * The call at the end of a job: a POST carries its parameters as a form, a GET in its query. It is signed as Twilio signs all
 * webhooks, unless the account's token is not known. Throws if the webhook's URL is none.
 */
export function webhookRequest(job: Job, authToken: string | undefined, nowMs: number): WebhookRequest {
  const parameters = parametersOf(job, nowMs);
  const url = new URL(job.request.webhookUrl ?? '');
  const method = job.request.webhookMethod === 'GET' ? 'GET' : 'POST';
  if (method === 'GET') for (const [name, value] of parameters) url.searchParams.append(name, value);
  const body = method === 'POST' ? parameters : null;
  const headers = authToken === undefined ? {} : { [SIGNATURE]: signatureOf(url.href, body, authToken) };
  return { url: url.href, method, headers, body };
}

const SIGNATURE = 'X-Twilio-Signature';

/** Twilio does not document its parameters; the names are those of its other webhooks and of the create request. */
function parametersOf(job: Job, nowMs: number): URLSearchParams {
  const { request, accountSid, jobSid, days } = job;
  const hasFailed = days.some((day) => statusOf(job, day, nowMs) === 'Failed');
  return new URLSearchParams({
    AccountSid: accountSid,
    JobSid: jobSid,
    FriendlyName: request.friendlyName,
    ResourceType: request.resourceType,
    StartDay: request.startDay,
    EndDay: request.endDay,
    Status: hasFailed ? 'Failed' : 'Completed',
  });
}

function signatureOf(url: string, form: URLSearchParams | null, authToken: string): string {
  const sorted = [...(form ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
  return createHmac('sha1', authToken)
    .update([url, ...sorted.flat()].join(''))
    .digest('base64');
}
