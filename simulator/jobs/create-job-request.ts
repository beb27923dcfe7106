import { isDay, newestExportableDay } from '../calendar';
import { parameterInvalid, parameterMissing } from '../wire/twilio-error';
import type { CreateJobRequest } from './job';

/** Read the form of a create, or refuse it as Twilio does; a value that is empty counts as missing. */
export function readCreateJobRequest(resourceType: string, form: URLSearchParams, nowMs: number): CreateJobRequest {
  const startDay = required(form, 'StartDay');
  const endDay = required(form, 'EndDay');
  const friendlyName = required(form, 'FriendlyName');
  checkDays(startDay, endDay, nowMs);
  const webhookUrl = optional(form, 'WebhookUrl');
  const webhookMethod = optional(form, 'WebhookMethod');
  checkWebhook(webhookUrl, webhookMethod);
  return { resourceType, startDay, endDay, friendlyName, webhookUrl, webhookMethod, email: optional(form, 'Email') };
}

function required(form: URLSearchParams, name: string): string {
  const value = optional(form, name);
  if (value === null) throw parameterMissing(name);
  return value;
}

function optional(form: URLSearchParams, name: string): string | null {
  const value = form.get(name);
  return value === '' ? null : value;
}

function checkDays(startDay: string, endDay: string, nowMs: number): void {
  const newest = newestExportableDay(nowMs);
  if (!isDay(startDay)) throw parameterInvalid('StartDay must be a day written yyyy-mm-dd');
  if (!isDay(endDay)) throw parameterInvalid('EndDay must be a day written yyyy-mm-dd');
  if (endDay < startDay) throw parameterInvalid('EndDay must not be before StartDay');
  if (endDay > newest) throw parameterInvalid(`EndDay must be at most two days before today, ${newest}`);
}

function checkWebhook(url: string | null, method: string | null): void {
  if ((url === null) !== (method === null)) {
    throw parameterInvalid('WebhookUrl and WebhookMethod must be given together');
  }
  if (method !== null && !['GET', 'POST'].includes(method)) {
    throw parameterInvalid('WebhookMethod must be GET or POST');
  }
}
