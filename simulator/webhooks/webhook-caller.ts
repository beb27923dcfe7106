import { isNativeError } from 'node:util/types';
import { authTokenOf, type Account } from '../accounts/account';
import { overSince, type Job } from '../jobs/job';
import type { JobStore } from '../jobs/job-store';
import { webhookRequest } from './webhook-request';

/** How often, and how long after the end of a job, its webhook is called; not documented by Twilio. */
export interface Webhooks {
  /** 0 is never; one Twilio customer got none. */
  readonly calls: number;
  /** By the simulator's clock. */
  readonly afterMs: number;
}

/** One call, at once. */
export const DEFAULT_WEBHOOKS: Webhooks = { calls: 1, afterMs: 0 };

/** A call of a webhook, and what came of it. */
export interface WebhookCall {
  readonly jobSid: string;
  /** By the simulator's clock. */
  readonly atMs: number;
  readonly method: string;
  readonly url: string;
  /** What the receiver answered, or null when it did not. */
  readonly status: number | null;
  /** Why there was no answer. */
  readonly problem?: string;
}

/** What the caller goes by; what may change at run time is read when a job has ended. */
interface WebhookWorld {
  readonly clock: () => number;
  readonly jobs: JobStore;
  readonly closing: AbortSignal;
  readonly accounts: readonly Account[];
  readonly webhooks: Webhooks;
}

/**
 * Call the webhook of every job that ends, within 20 ms of real time after it is due, until the simulator closes. A deleted job has
 * no end to tell. Returns the calls made so far; a failed receiver is noted there and not called again.
 */
export function callWebhooks(world: WebhookWorld): () => readonly WebhookCall[] {
  const made: WebhookCall[] = [];
  const told = new Set<Job>();

  const callAsDue = (): void => {
    for (const job of world.jobs.all()) {
      if (job.request.webhookUrl === null || job.deletedAtMs !== undefined || told.has(job)) continue;
      if (!isDue(job, world)) continue;
      told.add(job);
      void callFor(job);
    }
  };

  async function callFor(job: Job): Promise<void> {
    for (let call = 0; call < world.webhooks.calls; call++) made.push(await callOnce(job, world));
  }

  const watch = setInterval(callAsDue, 20).unref();
  world.closing.addEventListener('abort', () => {
    clearInterval(watch);
  });
  return () => [...made];
}

function isDue(job: Job, { clock, webhooks }: WebhookWorld): boolean {
  const overMs = overSince(job, clock());
  return overMs !== undefined && clock() >= overMs + webhooks.afterMs;
}

async function callOnce(job: Job, { clock, accounts, closing }: WebhookWorld): Promise<WebhookCall> {
  const { jobSid, accountSid, request } = job;
  const call = { jobSid, atMs: clock(), method: request.webhookMethod ?? '', url: request.webhookUrl ?? '' };
  try {
    const { url, ...request } = webhookRequest(job, authTokenOf(accountSid, accounts), clock());
    const signal = AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    await response.arrayBuffer();
    return { ...call, url, status: response.status };
  } catch (error) {
    return { ...call, status: null, problem: causeOf(error) };
  }
}

/** As for Twilio's other webhooks. */
const PATIENCE_MS = 15_000;

/** `fetch` hides what happened in the cause of a "fetch failed". */
function causeOf(error: unknown): string {
  const cause = isNativeError(error) ? (error.cause ?? error) : error;
  return isNativeError(cause) ? cause.message : String(cause);
}
