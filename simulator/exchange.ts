import type { IncomingMessage, ServerResponse } from 'node:http';
import { accountOf, type Account } from './accounts/account';
import type { Configurations } from './accounts/configurations';
import type { RequestsUnderWay } from './accounts/requests-under-way';
import type { RetryAfterWatch } from './accounts/retry-after-watch';
import { processRequest } from './api/process-request';
import { answerUnder } from './faults/answer-under';
import { beyondLimit, type Concurrency } from './faults/concurrency';
import type { FaultPlan } from './faults/fault-plan';
import type { HoldGates } from './faults/hold-gates';
import type { SignedLinks } from './files/signed-links';
import type { JobLife } from './jobs/job-life';
import type { JobStore } from './jobs/job-store';
import type { Quota } from './jobs/quota';
import type { QuotaLog } from './jobs/quota-log';
import type { RequestLog } from './log/request-log';
import type { Webhooks } from './webhooks/webhook-caller';
import { readRequest } from './wire/read-request';
import { routeOf } from './wire/route';
import { sendAnswer } from './wire/send-answer';
import type { View } from './wire/view';

/** Everything an exchange of request and answer meets; what may change at run time is read at each request. */
export interface ExchangeWorld {
  readonly clock: () => number;
  readonly jobs: JobStore;
  readonly links: SignedLinks;
  readonly configurations: Configurations;
  readonly quotaLog: QuotaLog;
  readonly faults: FaultPlan;
  readonly gates: HoldGates;
  readonly requests: RequestLog;
  readonly requestsUnderWay: RequestsUnderWay;
  readonly retryAfterWatch: RetryAfterWatch;
  readonly closing: AbortSignal;
  accounts: readonly Account[];
  life: JobLife;
  view: View;
  quota: Quota;
  concurrency: Concurrency;
  webhooks: Webhooks;
}

/** Take in one request and give its answer, or the fault that was planned for it. */
export async function exchange(incoming: IncomingMessage, response: ServerResponse, world: ExchangeWorld): Promise<void> {
  const request = await readRequest(incoming);
  const { clock, requests, requestsUnderWay, retryAfterWatch } = world;
  const [atMs, monotonicMs] = [clock(), performance.now()];
  const credentials = accountOf(request.authorization, world.accounts);
  const accountSid = credentials?.accountSid;
  const { operation } = routeOf(request.method, request.path);
  const underWay = accountSid === undefined ? 0 : requestsUnderWay.begin(response, accountSid);
  const isBeyondLimit = underWay > world.concurrency.limit;
  const fault = isBeyondLimit ? beyondLimit(world.concurrency) : world.faults.next(operation, accountSid);
  const answered = requests.arrived({
    atMs,
    monotonicMs,
    operation,
    method: request.method,
    path: incoming.url ?? '/',
    ...(fault && { fault: fault.name }),
    ...(accountSid !== undefined && { accountSid }),
  });
  retryAfterWatch.called(accountSid, atMs, monotonicMs);

  const answer = await answerUnder(
    fault,
    operation,
    () => processRequest(request, credentials, { ...world, nowMs: clock() }),
    world,
  );
  if (answer === 'cut') {
    incoming.socket.destroy();
    return;
  }
  if (response.destroyed) return;
  const sentAtMs = clock();
  requestsUnderWay.end(response);
  sendAnswer(response, answer, sentAtMs, operation === 'file' ? 'storage' : 'api');
  answered(answer.status);
  retryAfterWatch.answered(accountSid, answer.headers ?? {}, sentAtMs, performance.now());
  for (const jobSid of answer.showsOver ?? []) world.jobs.shownOver(jobSid, sentAtMs);
}
