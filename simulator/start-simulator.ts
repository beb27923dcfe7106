import { inspect } from 'node:util';
import { SIMULATED_ACCOUNT, type Account } from './accounts/account';
import { DEFAULT_CONCURRENCY, type Concurrency } from './faults/concurrency';
import { createConfigurations } from './accounts/configurations';
import { createDayScripts, type DayScript } from './jobs/day-script';
import { dayRequestsOf, type DayRequestSummary } from './log/day-request-summary';
import { exchange, type ExchangeWorld } from './exchange';
import type { PlannedFault } from './faults/fault';
import { createFaultPlan } from './faults/fault-plan';
import { createForeignJob, type ForeignJob } from './jobs/foreign-job';
import { createHoldGates } from './faults/hold-gates';
import { listen } from './wire/http-server';
import { instantly, type JobLife } from './jobs/job-life';
import { createJobStore } from './jobs/job-store';
import { summaryOf, type JobSummary } from './jobs/job-summary';
import { mailsOf, type Mail } from './log/mail';
import { DEFAULT_QUOTA, type Quota } from './jobs/quota';
import { createQuotaLog } from './jobs/quota-log';
import { reportOf, type Report } from './log/report';
import { createRequestLog, type RequestLogEntry } from './log/request-log';
import { createRequestsUnderWay } from './accounts/requests-under-way';
import { createRetryAfterWatch } from './accounts/retry-after-watch';
import { sendAnswer } from './wire/send-answer';
import { createSignedLinks } from './files/signed-links';
import { DEFAULT_VIEW, type View } from './wire/view';
import { callWebhooks, DEFAULT_WEBHOOKS, type WebhookCall, type Webhooks } from './webhooks/webhook-caller';

/** How a simulator starts; all but clock and port can be changed while it runs. */
export interface SimulatorOptions {
  /** Milliseconds since 1970; everything the simulator does by time, it does by this clock. Default `Date.now`. */
  readonly clock?: () => number;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1; 0.0.0.0 is every address of the machine. */
  readonly host?: string;
  /** Default: `SIMULATED_ACCOUNT`. */
  readonly accounts?: readonly Account[];
  /** Default `instantly()`. */
  readonly jobLife?: JobLife;
  readonly view?: Partial<View>;
  /** Default: no quota; `{ days: 366 }` is Twilio's. */
  readonly quota?: Partial<Quota>;
  /** Default: no limit. */
  readonly concurrency?: Partial<Concurrency>;
  /** Default: one call, at once. */
  readonly webhooks?: Partial<Webhooks>;
}

/** A BulkExport API on localhost, and the strings to pull behind it. */
export interface Simulator {
  readonly origin: string;
  /** For jobs created from now on. */
  setJobLife(life: JobLife): void;
  /** Tell what a day does in jobs created from now on, for one resource type or for all. */
  day(day: string, resourceType?: string): DayScript;
  setView(view: Partial<View>): void;
  setAccounts(accounts: readonly Account[]): void;
  setConcurrency(concurrency: Partial<Concurrency>): void;
  setQuota(quota: Partial<Quota>): void;
  /** For jobs that have not ended. */
  setWebhooks(webhooks: Partial<Webhooks>): void;
  /** Another client requests days today, by default in the first account, without a visible job. */
  spendQuota(days: number, accountSid?: string): void;
  readonly faults: {
    plan(fault: PlannedFault): void;
    /** Forget the faults that are still to happen. */
    clear(): void;
    /** Throw, with a table, unless every planned fault happened as often as planned. */
    assertAllHappened(): void;
    /** Wait until a request is held at a gate of a planned `hold`, or was held there before. */
    reached(gate: string): Promise<void>;
    /** Let go the requests that are held at a gate, or at all gates; who comes later is not held. */
    release(gate?: string): void;
    /** While there is an outage, every connection is destroyed at once. */
    outage(isOut: boolean): void;
  };
  /**
   * Another client creates a job, by default in the first account: it is checked, charged and listed as one that came by HTTP, and
   * is in no request log. Returns its sid; throws when it is refused.
   */
  createJob(job: ForeignJob): string;
  /** Somebody deletes a job at Twilio; days that are final keep their outcome and their files. */
  deleteJob(jobSid: string): void;
  /** Twilio forgets a job: it is gone from list and fetch, but its days go on. */
  forgetJob(jobSid: string): void;
  /** Every job ever created, in order, forgotten and expired ones too. */
  jobs(): readonly JobSummary[];
  /** All requests for days, in order. */
  dayRequests(): readonly DayRequestSummary[];
  /** The ranges of all jobs in order of creation, each as `2024-03-01..2024-03-03`. */
  submittedRanges(): string[];
  requests(): readonly RequestLogEntry[];
  /** The calls of webhooks that came to an end, well or not. */
  webhookCalls(): readonly WebhookCall[];
  /** The mails Twilio would have sent; the simulator sends none. */
  mails(): readonly Mail[];
  report(): Report;
  /** End all connections and free the port. */
  close(): Promise<void>;
}

/** Start a simulator that knows no jobs. It keeps the process alive until it is closed. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { clock = Date.now, port = 0, host, accounts = [SIMULATED_ACCOUNT], jobLife = instantly() } = options;
  const scripts = createDayScripts();
  const jobs = createJobStore(scripts);
  const quotaLog = createQuotaLog(jobs);
  const faults = createFaultPlan();
  const gates = createHoldGates();
  const requests = createRequestLog();
  const retryAfterWatch = createRetryAfterWatch();
  const closing = new AbortController();
  const world: ExchangeWorld = {
    clock,
    jobs,
    links: createSignedLinks(),
    configurations: createConfigurations(),
    quotaLog,
    faults,
    gates,
    requests,
    requestsUnderWay: createRequestsUnderWay(),
    retryAfterWatch,
    closing: closing.signal,
    accounts,
    life: jobLife,
    view: { ...DEFAULT_VIEW, ...options.view },
    quota: { ...DEFAULT_QUOTA, ...options.quota },
    concurrency: { ...DEFAULT_CONCURRENCY, ...options.concurrency },
    webhooks: { ...DEFAULT_WEBHOOKS, ...options.webhooks },
  };
  const server = await listen(
    (incoming, response) => {
      exchange(incoming, response, world).catch((error: unknown) => {
        if (!response.destroyed) sendAnswer(response, { status: 500, body: inspect(error) }, clock());
      });
    },
    port,
    host,
  );
  const webhookCalls = callWebhooks(world);

  return {
    origin: server.origin,
    setJobLife(life) {
      world.life = life;
    },
    day: (day, resourceType) => scripts.script(day, resourceType),
    setView(change) {
      world.view = { ...world.view, ...change };
    },
    setAccounts(known) {
      world.accounts = known;
    },
    setConcurrency(change) {
      world.concurrency = { ...world.concurrency, ...change };
    },
    setQuota(change) {
      world.quota = { ...world.quota, ...change };
    },
    setWebhooks(change) {
      world.webhooks = { ...world.webhooks, ...change };
    },
    spendQuota(days, accountSid = world.accounts[0]?.accountSid) {
      if (accountSid === undefined) throw new Error('The simulator knows no account that could spend quota.');
      quotaLog.spend(accountSid, days, clock());
    },
    faults: {
      plan(fault) {
        faults.plan(fault);
      },
      clear: () => {
        faults.clear();
      },
      assertAllHappened() {
        faults.assertAllHappened();
      },
      reached: (gate) => gates.reached(gate),
      release(gate) {
        gates.open(gate);
      },
      outage(isOut) {
        server.setOutage(isOut);
      },
    },
    createJob: (job) => createForeignJob(job, world).jobSid,
    deleteJob(jobSid) {
      jobs.delete(jobSid, clock());
    },
    forgetJob(jobSid) {
      jobs.forget(jobSid);
    },
    jobs: () => jobs.all().map((job) => summaryOf(job, clock())),
    dayRequests: () => dayRequestsOf(jobs, clock()),
    submittedRanges: () => jobs.all().map(({ request }) => `${request.startDay}..${request.endDay}`),
    requests: () => requests.entries(),
    webhookCalls,
    mails: () => jobs.all().flatMap((job) => mailsOf(job, clock())),
    report: () => reportOf({ jobs, requests: requests.entries(), quotaLog, retryAfterWatch }, clock()),
    close() {
      closing.abort();
      return server.close();
    },
  };
}
