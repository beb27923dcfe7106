import { Client, Connection } from '@temporalio/client';
import { rateLimit } from '../../simulator/faults/fault';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import { exportWorkflowId, taskQueueOf } from '../../src/contract/ids';
import type { Day } from '../../src/domain/days/day-range';
import type { exportDayRange } from '../../src/workflows';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, pendingMessages, type ExportHandle } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { accountsOf, writeAccountsFile } from './support/account-group';
import { startMeasured, type MeasuredWorker } from './support/measured-worker';

const EXPORTS = 200;
/** So many of them have a job when the worker is killed. */
const JOBS_AT_KILL = 150;
const OPTIONS = { pollMinMs: 500, pollMaxMs: 2000, resubmitAfterMs: 100, ambiguityWaitMs: 400 };
const JOB_LIFE = byDuration({ jobMs: 500 });

const ACCOUNTS = accountsOf('crowd', EXPORTS);

let temporal: TemporalServer;
let connection: Connection;
let crowd: Crowd;
beforeAll(async () => {
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
  crowd = await runCrowd();
});
afterAll(async () => {
  await connection.close();
  await temporal.stop();
});

const startWorker = ({ origin }: Simulator, settings: Readonly<Record<string, string>>): Promise<MeasuredWorker> =>
  startMeasured({ TEMPORAL_ADDRESS: temporal.address, TWILIO_BULK_EXPORTS_URL: origin, ...settings });

/** Start exports of one day each. */
function begin(taskQueue: string, requests: readonly { readonly label: string; readonly day: Day }[]): Promise<ExportHandle[]> {
  const client = new Client({ connection });
  const handles = requests.map(({ label, day }) => {
    const range = { startDay: day, endDay: day };
    return client.workflow.start<typeof exportDayRange>('exportDayRange', {
      workflowId: exportWorkflowId(label, 'Messages', range),
      taskQueue,
      args: [{ account: label, resourceType: 'Messages', range, options: OPTIONS }],
    });
  });
  return Promise.all(handles);
}

/** Kill a worker in the middle of its exports. Returns the most memory it had, in bytes. */
async function killInTheMiddle(worker: MeasuredWorker, simulator: Simulator): Promise<number> {
  await eventually(
    () => simulator.jobs().length,
    (jobs) => jobs >= JOBS_AT_KILL,
  );
  const bytes = await worker.peakMemory();
  await worker.kill();
  expect(simulator.jobs().length).toBeLessThan(EXPORTS - 10);
  return bytes;
}

const allEnd = (exports: readonly ExportHandle[]) => Promise.all(exports.map((each) => each.result()));

type Crowd = Awaited<ReturnType<typeof runCrowd>>;

/**
 * An export of each account, with a worker that is killed in the middle and a second one. Until all others have completed, Twilio
 * refuses the credentials of one account, and answers 429 to another one.
 */
function runCrowd() {
  const file = writeAccountsFile('crowd', ACCOUNTS);
  return withSimulator({ accounts: ACCOUNTS, jobLife: JOB_LIFE, quota: { days: 366 } }, async (simulator) => {
    const [refused, limited] = [ACCOUNTS[50]!, ACCOUNTS[150]!];
    file.setToken(refused.label, 'a-token-of-yesterday');
    simulator.faults.plan({ on: 'any', accountSid: limited.accountSid, times: 10_000, does: rateLimit() });

    const first = await startWorker(simulator, { DAYHAUL_CONFIG: file.path });
    const exports = await begin(file.taskQueue, ACCOUNTS);
    const peakMemory = await killInTheMiddle(first, simulator);
    const second = await startWorker(simulator, { DAYHAUL_CONFIG: file.path });
    try {
      const waiting = [exports[50]!, exports[150]!];
      await allEnd(exports.filter((each) => !waiting.includes(each)));
      const waitFor = await Promise.all(waiting.map(pendingMessages));
      file.setToken(refused.label, refused.authToken);
      simulator.faults.clear();
      await allEnd(waiting);
      const polls = [first.mostPolls(), second.mostPolls()];
      return { peakMemory, polls, waitFor, jobs: simulator.jobs(), report: simulator.report() };
    } finally {
      await second.stop();
      file.remove();
    }
  });
}

test('kill -9 of a worker for 200 accounts: each day is requested once, and none is lost', () => {
  expect(crowd.report).toMatchObject({ requestedDays: EXPORTS, exportedDays: EXPORTS, daysRequestedTwice: [] });
});

test('each job is created with the credentials of its own account', () => {
  const owners = ACCOUNTS.map(({ day, accountSid }) => [day, accountSid]);
  expect(crowd.jobs.map(({ startDay, accountSid }) => [startDay, accountSid]).sort()).toEqual(owners);
});

test('the other accounts complete while refused credentials and a 429 make two exports wait', () => {
  const [refused, limited] = crowd.waitFor;
  expect(refused).toEqual([expect.stringContaining('Twilio answered 401')]);
  expect(limited).toEqual([expect.stringMatching(/Twilio answered 429|Twilio requested a pause/)]);
});

test('a busy worker has at most 20 polls open at Temporal', () => {
  for (const polls of crowd.polls) {
    expect(polls).toBeGreaterThan(1);
    expect(polls).toBeLessThanOrEqual(20);
  }
});

test('a worker needs hardly more memory for 200 accounts than for as many exports of one account', async () => {
  const { accountSid, authToken } = ACCOUNTS[0]!;
  const account = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, DAYHAUL_ACCOUNT: 'alone' };
  const peakMemory = await withSimulator({ accounts: ACCOUNTS, jobLife: JOB_LIFE }, async (simulator) => {
    const worker = await startWorker(simulator, account);
    await begin(
      taskQueueOf('alone'),
      ACCOUNTS.map(({ day }) => ({ label: 'alone', day })),
    );
    return killInTheMiddle(worker, simulator);
  });
  expect(crowd.peakMemory / peakMemory).toBeLessThan(1.5);
});
