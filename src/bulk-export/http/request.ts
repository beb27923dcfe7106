import { BulkExportApiError, type ApiErrorKind } from '../api-error';
import type { CallOptions } from '../port';
import { AccountGate, AccountHeldError } from './account-gate';
import { answerFailure, type Attempt, unreadableAnswer } from './answer-failure';
import { readRetryAfter } from './headers';
import { createHttpExchange, type HttpAnswer, type HttpExchangeSettings } from './http-exchange';
import { requestFailure } from './request-failure';
import { createScrubber, type Scrub } from './scrubber';

/** An operation of the API. */
export type Operation = 'createJob' | 'listJobs' | 'fetchJob' | 'deleteJob' | 'listDays' | 'linkDay';

/** Called for each sent request with its outcome; a page of a list is one request. */
export type OnRequest = (operation: Operation, outcome: 'ok' | ApiErrorKind) => void;

/** A request, with its purpose for error messages, such as `Listing the jobs of Messages`. */
export interface ApiRequest {
  readonly operation: Operation;
  readonly purpose: string;
  /** Path and query, from the first slash. */
  readonly path: string;
  /** Makes it a POST. */
  readonly form?: URLSearchParams;
  /** Makes it a DELETE, whose answer has no body. */
  readonly deletes?: boolean;
  /** The answer is a redirect, with the address in its JSON body, in its `Location` header, or in both. */
  readonly redirects?: boolean;
}

/** A successful answer. */
export interface ApiResponse {
  readonly json: unknown;
  /** The `Location` header. */
  readonly location: string | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly nowMs: number;
  /** The error for a response without the expected content; `flaw` follows "Twilio answered 200". */
  readonly unreadable: (flaw: string) => BulkExportApiError;
}

/**
 * Send a request to the API. Rejects with a `BulkExportApiError` unless the response is 2xx with JSON, 204 (`json` is undefined
 * then), or the expected redirect.
 */
export type SendRequest = (request: ApiRequest, options?: CallOptions) => Promise<ApiResponse>;

/** Send requests with the credentials of one account, through the gate of the account. */
export function createSendRequest(
  settings: HttpExchangeSettings & { readonly maxHoldMs: number; readonly onRequest?: OnRequest | undefined },
): SendRequest {
  const exchange = createHttpExchange(settings);
  const gate = new AccountGate(settings.maxHoldMs);
  const scrub = createScrubber(settings.username, settings.password);

  return async (request, { signal } = {}) => {
    const { operation, purpose, form, redirects = false } = request;
    const attempt = { purpose, isCreate: form !== undefined, redirects };
    const send = () =>
      sendOnce().then(
        (response) => {
          settings.onRequest?.(operation, 'ok');
          return response;
        },
        (error: unknown) => {
          if (error instanceof BulkExportApiError) settings.onRequest?.(operation, error.kind);
          throw error;
        },
      );
    const sendOnce = async (): Promise<ApiResponse> => {
      const sentAtMs = performance.now();
      const answer = await exchange(request, signal).catch((thrown: unknown) => {
        signal?.throwIfAborted();
        throw requestFailure(attempt, thrown, scrub);
      });
      const heldMs = answer.isFromProxy ? undefined : tellGate(gate, answer, sentAtMs);
      return readResponse(attempt, answer, heldMs, scrub);
    };
    return gate.pass(send, signal).catch((thrown: unknown) => {
      throw thrown instanceof AccountHeldError ? heldFailure(attempt, thrown) : thrown;
    });
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

function readResponse(
  attempt: Attempt & { readonly redirects: boolean },
  received: HttpAnswer,
  heldMs: number | undefined,
  scrub: Scrub,
): ApiResponse {
  const { requestId, isFromProxy, status, nowMs, location } = received;
  const answer = { ...received, requestId: requestId === undefined ? undefined : scrub(requestId) };
  if (status >= (attempt.redirects ? 400 : 300) || isFromProxy) {
    throw answerFailure(attempt, answer, parseJson(received.body, scrub), heldMs);
  }
  const unreadable = (flaw: string): BulkExportApiError => unreadableAnswer(attempt, answer, flaw);
  const json = parseJson(received.body);
  if (json === undefined && status !== 204 && !attempt.redirects) throw unreadable('with a body that is not JSON');
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

function heldFailure({ purpose }: Attempt, { restMs }: AccountHeldError): BulkExportApiError {
  const retryAfterMs = Math.ceil(restMs);
  return new BulkExportApiError(
    `${purpose}: not sent, because Twilio requested a pause. Requests of this account continue in ${Math.ceil(retryAfterMs / 1000)} s.`,
    { kind: 'rateLimited', mayHaveBeenProcessed: false, retryAfterMs },
  );
}
