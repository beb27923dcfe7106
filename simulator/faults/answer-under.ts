import { setTimeout as delay } from 'node:timers/promises';
import { errorAnswer, type ApiAnswer } from '../wire/api-answer';
import type { Operation } from '../wire/route';
import { plainStorageError, storageErrorAnswer } from '../wire/storage-error';
import { plainError } from '../wire/twilio-error';
import type { FaultEffect, PlannedAnswer } from './fault';
import type { HoldGates } from './hold-gates';

/** What faults lean on. */
interface FaultWorld {
  readonly clock: () => number;
  readonly gates: HoldGates;
  readonly closing: AbortSignal;
}

/** The answer a request gets under a fault, or that its connection is to be cut. */
export async function answerUnder(
  fault: FaultEffect | undefined,
  operation: Operation,
  process: () => Promise<ApiAnswer>,
  { clock, gates, closing }: FaultWorld,
): Promise<ApiAnswer | 'cut'> {
  switch (fault?.kind) {
    case undefined:
      return process();
    case 'answer':
      return plannedAnswer(fault.answer, operation);
    case 'rateLimit':
      return plannedAnswer({ status: 429, headers: retryAfter(fault, clock()) }, operation);
    case 'answerAfterProcessing':
      await process();
      return plannedAnswer(fault.answer, operation);
    case 'cutBefore':
      return 'cut';
    case 'cutAfter':
      await process();
      return 'cut';
    case 'notJson':
      return { status: (await process()).status, body: '<html><body><h1>We will be right back</h1></body></html>' };
    case 'damage':
      return { ...(await process()), damage: fault.damage };
    case 'hang': {
      const early = fault.processed === 'first' ? await process() : undefined;
      await delay(fault.ms, undefined, { signal: closing, ref: false });
      return early ?? process();
    }
    case 'hold': {
      const early = fault.processed === 'first' ? await process() : undefined;
      await gates.pass(fault.gate, closing);
      return early ?? process();
    }
  }
}

function plannedAnswer({ status, body, headers }: PlannedAnswer, operation: Operation): ApiAnswer {
  if (body !== undefined) return { status, body, ...(headers && { headers }) };
  const plain = operation === 'file' ? storageErrorAnswer(plainStorageError(status)) : errorAnswer(plainError(status));
  return { ...plain, headers: { ...plain.headers, ...headers } };
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
