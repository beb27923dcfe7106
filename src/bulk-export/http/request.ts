import { BulkExportApiError, type ApiErrorKind } from '../api-error';
import type { CallOptions } from '../port';
import { AccountGate, AccountHeldError } from './account-gate';
import { answerFailure, unreadableAnswer } from './answer-failure';
import { readRetryAfter } from './headers';
import { createHttpExchange, type ApiRequest, type HttpAnswer, type HttpExchangeSettings, type Operation } from './http-exchange';
import { createScrubber, requestFailure, type Scrub } from './request-failure';

/** Called for each sent request with its outcome; a page of a list is one request. */
export type OnRequest = (operation: Operation, outcome: 'ok' | ApiErrorKind) => void;

export interface ApiResponse {
  readonly json: unknown;
  readonly location: string | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly nowMs: number;
  /** The error for a response without the expected content; `flaw` follows "Twilio answered 200". */
  readonly unreadable: (flaw: string) => BulkExportApiError;
}

/** Send a request. @throws BulkExportApiError unless the response is 2xx with JSON, 204, or the expected redirect */
export type SendRequest = (request: ApiRequest, options?: CallOptions) => Promise<ApiResponse>;

/** Send requests with the credentials of one account, through the gate of the account. */
export function createSendRequest(
  settings: HttpExchangeSettings &
    Pick<ApiRequest, 'advice'> & { readonly maxHoldMs: number; readonly onRequest?: OnRequest | undefined },
): SendRequest {
  const { onRequest = () => undefined } = settings;
  const exchange = createHttpExchange(settings);
  const gate = new AccountGate(settings.maxHoldMs);
  const scrub = createScrubber(settings.username, settings.password);

  return async (sent, { signal } = {}) => {
    const request = { advice: settings.advice, ...sent };
    const send = async (): Promise<ApiResponse> => {
      const sentAtMs = performance.now();
      const answer = await exchange(request, signal).catch((thrown: unknown) => {
        signal?.throwIfAborted();
        throw requestFailure(request, thrown, scrub);
      });
      return readResponse(request, answer, tellGate(gate, answer, sentAtMs), scrub);
    };
    try {
      const response = await gate.pass(send, signal);
      onRequest(request.operation, 'ok');
      return response;
    } catch (thrown) {
      if (thrown instanceof AccountHeldError) throw heldFailure(request, thrown);
      if (thrown instanceof BulkExportApiError) onRequest(request.operation, thrown.kind);
      throw thrown;
    }
  };
}

function tellGate(gate: AccountGate, answer: HttpAnswer, sentAtMs: number): number | undefined {
  const { status } = answer;
  if (status < 400) gate.succeeded(sentAtMs);
  if (status !== 429 && status !== 503) return undefined;
  const askedMs = readRetryAfter(answer.retryAfter, answer.nowMs ?? Date.now());
  if (askedMs !== undefined && askedMs > 0) return gate.hold(askedMs);
  return status === 429 ? gate.backOff(sentAtMs) : undefined;
}

function readResponse(request: ApiRequest, received: HttpAnswer, heldMs: number | undefined, scrub: Scrub): ApiResponse {
  const { requestId, status, nowMs, location } = received;
  const answer = { ...received, requestId: requestId === undefined ? undefined : scrub(requestId) };
  if (status >= (request.redirects ? 400 : 300)) throw answerFailure(request, answer, parseJson(received.body, scrub), heldMs);
  const unreadable = (flaw: string): BulkExportApiError => unreadableAnswer(request, answer, flaw);
  const json = parseJson(received.body);
  if (json === undefined && status !== 204 && !request.redirects) throw unreadable('with a body that is not JSON');
  if (nowMs === undefined) throw unreadable('without a Date header, which determines the UTC day');
  return { json, location, nowMs, unreadable };
}

/** Undefined when it is not JSON. The texts of an error go through `scrub`: it may repeat what was sent. */
function parseJson(body: string, scrub?: Scrub): unknown {
  try {
    return JSON.parse(body, scrub && ((_key, value: unknown) => (typeof value === 'string' ? scrub(value) : value)));
  } catch {
    return undefined;
  }
}

function heldFailure({ purpose }: ApiRequest, { restMs }: AccountHeldError): BulkExportApiError {
  const retryAfterMs = Math.ceil(restMs);
  const until = `Requests of this account continue in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const message = `${purpose}: not sent, because Twilio requested a pause. ${until}`;
  return new BulkExportApiError(message, { kind: 'rateLimited', mayHaveBeenProcessed: false, retryAfterMs });
}
