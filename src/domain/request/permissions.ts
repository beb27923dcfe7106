import type { JobParameters } from './export-options';

/** What the settings of a worker allow. Destinations are patterns in which `*` stands for any text; all are allowed without any. */
export interface Permissions {
  readonly archives?: readonly string[] | undefined;
  readonly callbacks?: readonly string[] | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly jobDelete?: boolean;
}

/** Why an export may not use an archive; undefined when it may. */
export function refusedArchive({ archives }: Permissions, archive: string): string | undefined {
  return refusal('DAYHAUL_ALLOW_ARCHIVES', archives, archive);
}

/** Why jobs may not have an email address or a webhook; undefined when they may. */
export function refusedParameters({ callbacks, emails }: Permissions, { webhookUrl, email }: JobParameters): string | undefined {
  return refusal('DAYHAUL_ALLOW_CALLBACKS', callbacks, webhookUrl) ?? refusal('DAYHAUL_ALLOW_EMAILS', emails, email);
}

function refusal(setting: string, patterns: readonly string[] | undefined, text: string | undefined): string | undefined {
  if (!patterns || text === undefined || patterns.some((pattern) => matches(pattern, text))) return undefined;
  return `${setting} of the worker does not allow ${text}.`;
}

/** A path that leaves the folder of a pattern by `..`, perhaps percent-encoded, matches nothing. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text) && !/(^|\/)(\.|%2e){2}(\/|$)/i.test(text);
}
