import type { Configuration } from '../../accounts/configurations';
import type { ApiAnswer } from '../../wire/api-answer';
import { parameterInvalid } from '../../wire/twilio-error';
import type { Call } from './call';

/** `GET /v1/Exports/{ResourceType}/Configuration`: what is set, with empty texts for what is not. */
export function fetchConfiguration(call: Call, resourceType: string): ApiAnswer {
  const { enabled, webhookUrl, webhookMethod } = call.configurations.of(call.accountSid, resourceType);
  return {
    status: 200,
    body: {
      enabled,
      webhook_url: webhookUrl,
      webhook_method: webhookMethod,
      resource_type: resourceType,
      url: `${call.request.origin}/v1/Exports/${resourceType}/Configuration`,
    },
  };
}

/** `POST /v1/Exports/{ResourceType}/Configuration`: set the fields that are given, and keep the others. */
export function updateConfiguration(call: Call, resourceType: string): ApiAnswer {
  const { accountSid, configurations, request } = call;
  const before = configurations.of(accountSid, resourceType);
  configurations.set(accountSid, resourceType, changedBy(request.form, before));
  return fetchConfiguration(call, resourceType);
}

function changedBy(form: URLSearchParams, before: Configuration): Configuration {
  const { enabled, webhookUrl, webhookMethod } = before;
  const changed = {
    enabled: form.get('Enabled') ?? String(enabled),
    webhookUrl: form.get('WebhookUrl') ?? webhookUrl,
    webhookMethod: form.get('WebhookMethod') ?? webhookMethod,
  };
  if (!['true', 'false'].includes(changed.enabled)) throw parameterInvalid('Enabled must be true or false');
  if (!['', 'GET', 'POST'].includes(changed.webhookMethod)) {
    throw parameterInvalid('WebhookMethod must be GET or POST');
  }
  return { ...changed, enabled: changed.enabled === 'true' };
}
