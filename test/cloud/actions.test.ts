import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { quotaWorkflowId, scheduledWorkflowId } from '../../src/contract/ids';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { readHistories } from '../../tools/histories/read-histories';
import { withSchedule } from '../schedules/support/schedule-harness';
import { createAuthority, type Authority } from '../support/certificates';
import { endOf, newAccount, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { startTlsFrontend, type TlsFrontend } from '../support/tls-frontend';
import { withSimulator } from '../support/with-simulator';
import { actionsBetween, countActions, documentedActions, expectAbout, type Actions } from './support/count-actions';

const bench = useExportBench({
  searchAttributes: {
    DayhaulResourceType: 'Keyword',
    DayhaulPhase: 'Keyword',
    DayhaulDays: 'Int',
    DayhaulFinalDays: 'Int',
    DayhaulMissingDays: 'Int',
  },
});
let authority: Authority;
let frontend: TlsFrontend;
let connection: NativeConnection;

beforeAll(async () => {
  authority = await createAuthority();
  const server = await authority.issue('good', 'DNS:localhost,IP:127.0.0.1');
  frontend = await startTlsFrontend(bench().temporal.address, { server });
  connection = await NativeConnection.connect({
    address: frontend.address,
    tls: { serverRootCACertificate: Buffer.from(authority.cert) },
  });
});
afterAll(async () => {
  await connection.close();
  await frontend.stop();
  await authority.remove();
});

/** What some work costs: by the histories of its workflows, and by the heartbeats that reach the server. */
async function measure(workflowIds: readonly string[], work: () => Promise<unknown>): Promise<Actions> {
  const read = async () => {
    const histories = await readHistories(
      bench().client,
      workflowIds.map((workflowId) => ({ workflowId })),
    );
    return countActions(histories, frontend.calls);
  };
  const before = await read();
  await work();
  return actionsBetween(before, await read());
}

function exportOf(range: string, archived: boolean): Promise<Actions> {
  return withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator, { connection, quota: { days: 366 } });
    const archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
    const workflowIds = [`export-${account}-Messages-${range}`, quotaWorkflowId(account)];
    const options = { ...DEFAULT_OPTIONS, ...(archived && { archive }) };
    const actions = await measure(workflowIds, async () => {
      const { outcome } = await endOf(await bench().start(account, { range, isSearchable: true, options }));
      expect(outcome?.days.missing).toBe(0);
    });
    await rm(archive, { recursive: true });
    return actions;
  });
}

test('an export of one job', async () => {
  expect(await exportOf('2024-03-01..2024-03-31', true)).toEqual(documentedActions('31 days in one job, with an archive'));
});

test('an export of one job, without an archive', async () => {
  expect(await exportOf('2024-03-01..2024-03-31', false)).toEqual(documentedActions('31 days in one job, without an archive'));
});

test('an export of four jobs', async () => {
  expectAbout(await exportOf('2023-01-01..2023-12-30', false), documentedActions('364 days in four jobs, without an archive'), 1);
});

test('a scheduled run', () =>
  withSchedule(bench(), '2024-06-10', async (harness) => {
    await bench().startWorker(harness.account, harness.simulator, { connection });
    await harness.put();
    await harness.pass('2024-06-10');
    const run = `${scheduledWorkflowId(harness.account, 'Messages')}-2024-06-11T03:00:00Z`;
    const actions = await measure([run, quotaWorkflowId(harness.account)], () => harness.pass('2024-06-11'));
    expect(actions).toEqual(documentedActions('a scheduled run: one day, with an archive'));
  }));
