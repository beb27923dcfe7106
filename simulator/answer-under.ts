import { setTimeout as delay } from 'node:timers/promises';
import { errorAnswer, type ApiAnswer } from './api-answer';
import type { FaultEffect, PlannedAnswer } from './fault';
import { plainError } from './twilio-error';

/** The answer a request gets under a fault, or that its connection is to be cut. */
export async function answerUnder(
  fault: FaultEffect | undefined,
  process: () => ApiAnswer,
  clock: () => number,
  closing: AbortSignal,
): Promise<ApiAnswer | 'cut'> {
  switch (fault?.kind) {
    case undefined:
      return process();
    case 'answer':
      return plannedAnswer(fault.answer);
    case 'rateLimit':
      return plannedAnswer({ status: 429, headers: retryAfter(fault, clock()) });
    case 'answerAfterProcessing':
      process();
      return plannedAnswer(fault.answer);
    case 'cutBefore':
      return 'cut';
    case 'cutAfter':
      process();
      return 'cut';
    case 'notJson':
      return { status: process().status, body: '<html><body><h1>We will be right back</h1></body></html>' };
    case 'hang': {
      const early = fault.processed === 'first' ? process() : undefined;
      await delay(fault.ms, undefined, { signal: closing, ref: false });
      return early ?? process();
    }
  }
}

function plannedAnswer({ status, body, headers = {} }: PlannedAnswer): ApiAnswer {
  return { status, body: body ?? errorAnswer(plainError(status)).body, headers };
}

function retryAfter(
  { form, retryAfterSeconds }: Extract<FaultEffect, { kind: 'rateLimit' }>,
  nowMs: number,
): Readonly<Record<string, string>> {
  switch (form) {
    case 'none':
      return {};
    case 'seconds':
      return { 'Retry-After': String(retryAfterSeconds) };
    case 'date': {
      const wholeSecondMs = Math.ceil(nowMs / 1000 + retryAfterSeconds) * 1000;
      return { 'Retry-After': new Date(wholeSecondMs).toUTCString() };
    }
  }
}
