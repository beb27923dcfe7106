import { type ApiErrorKind, BulkExportApiError } from '../api-error';
import { readRefusal } from '../wire/refusal';
import type { ApiRequest, HttpAnswer } from './http-exchange';

const ADVICE = {
  credentialsRefused:
    'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET) on the worker and restart it.',
  forbidden:
    'The credentials are correct but lack a permission, or the account is suspended. Give the API key the permissions for BulkExport in the Twilio Console, or use another key.',
  rateLimited: '',
  refused: '',
  unavailable: 'If the error persists, check https://status.twilio.com.',
  unreadable: 'Check TWILIO_BULK_EXPORTS_URL on the worker.',
} satisfies Partial<Record<ApiErrorKind, string>>;

/** A list or a create is never missing where BulkExport is offered. */
const NOT_OFFERED =
  'If every request is answered with 404, Twilio does not offer BulkExport for this account or region: check TWILIO_BULK_EXPORTS_URL, and contact Twilio.';

/** What to do after a create that may have created its job. */
export const LOOK_FIRST = 'The job may exist nevertheless: check the job list before creating it again.';

/** The error for an unsuccessful response. `json` is undefined when it is no JSON; requests pause for `heldMs` because of it. */
export function answerFailure({ purpose, form, advice }: ApiRequest, answer: HttpAnswer, json: unknown, heldMs?: number) {
  const { status, requestId, nowMs } = answer;
  const refusal = readRefusal(json);
  const kind = kindOf(answer, refusal !== undefined);
  const mayHaveBeenProcessed = status < 400 || status >= 500 || status === 408;
  const message = [
    `${purpose}: Twilio answered ${status}${inBrackets(refusal?.code, requestId)}${explain(kind, refusal?.text)}.`,
    heldMs !== undefined && `Requests of this account are paused for ${Math.ceil(heldMs / 1000)} s.`,
    form && mayHaveBeenProcessed ? LOOK_FIRST : (advice?.[kind] ?? (status === 404 ? NOT_OFFERED : ADVICE[kind])),
  ];
  const answered = { httpStatus: status, twilioCode: refusal?.code, requestId, retryAfterMs: heldMs, nowMs };
  return new BulkExportApiError(message.filter(Boolean).join(' '), { kind, mayHaveBeenProcessed, ...answered });
}

/** The error for a successful response without the expected content. */
export function unreadableAnswer({ purpose, form, advice }: ApiRequest, answer: HttpAnswer, flaw: string) {
  const { status: httpStatus, requestId, nowMs } = answer;
  const said = `${purpose}: Twilio answered ${httpStatus}${inBrackets(undefined, requestId)}, but ${flaw}.`;
  const facts = { kind: 'unreadable', mayHaveBeenProcessed: true, httpStatus, requestId, nowMs } as const;
  return new BulkExportApiError(`${said} ${form ? LOOK_FIRST : (advice?.unreadable ?? ADVICE.unreadable)}`, facts);
}

function kindOf({ status, body }: HttpAnswer, isExplained: boolean): keyof typeof ADVICE {
  if (status === 401) return 'credentialsRefused';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rateLimited';
  // Only the API can say that a job or file is gone; a page of HTML comes from a proxy.
  if (status === 404 && !isExplained && body.trim() !== '') return 'unreadable';
  if (status === 407 || status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'refused' : 'unreadable';
}

function inBrackets(code: number | undefined, requestId: string | undefined): string {
  const parts = [code !== undefined && `code ${code}`, requestId !== undefined && `request ${requestId}`];
  const known = parts.filter(Boolean).join(', ');
  return known === '' ? '' : ` (${known})`;
}

function explain(kind: ApiErrorKind, text: string | undefined): string {
  if (text !== undefined) return `: ${text}`;
  return kind === 'unreadable' ? ', which the API never returns for this request' : ', without an explanation';
}
