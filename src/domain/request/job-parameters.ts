const METHODS = ['GET', 'POST'] as const;

/** What each job of an export asks of Twilio beside its days: the optional parameters of a create. */
export interface JobParameters {
  /** Twilio emails this address when a job completes. */
  readonly email?: string | undefined;
  /** Twilio calls this https address when a job completes. */
  readonly webhookUrl?: string | undefined;
  readonly webhookMethod?: (typeof METHODS)[number] | undefined;
  /** Follows Dayhaul's own text in the name of each job. */
  readonly friendlyName?: string | undefined;
}

export const JOB_PARAMETERS = ['email', 'webhookUrl', 'webhookMethod', 'friendlyName'] as const;

const LONGEST_NAME = 200;

/** The problems of the parameters of jobs, one sentence each. Other clients may set them to values of any type. */
export function validateJobParameters({ email, webhookUrl, webhookMethod, friendlyName }: JobParameters): string[] {
  const problems: string[] = [];
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) problems.push('--email must be one email address.');
  if (webhookUrl !== undefined && !isCallback(webhookUrl))
    problems.push('--webhook-url must be an https URL without a user name or password.');
  if (webhookMethod !== undefined && !METHODS.includes(webhookMethod))
    problems.push(`--webhook-method must be ${METHODS.join(' or ')}.`);
  if ((webhookUrl === undefined) !== (webhookMethod === undefined))
    problems.push('--webhook-url and --webhook-method require each other.');
  if (friendlyName !== undefined && !isLine(friendlyName))
    problems.push(`--friendly-name must be one line of 1 to ${LONGEST_NAME} characters.`);
  return problems;
}

/** The URL is part of the workflow's history, which must not contain a password. */
function isCallback(text: unknown): boolean {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

function isLine(text: unknown): boolean {
  return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text);
}
