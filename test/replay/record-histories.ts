import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { answer, rateLimit } from '../../simulator/faults/fault';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import type { Simulator, SimulatorOptions } from '../../simulator/start-simulator';
import { notifierWorkflowId, quotaWorkflowId } from '../../src/contract/ids';
import { changeSettingsUpdate, pauseUpdate, resubmitUpdate, resumeUpdate } from '../../src/contract/messages';
import { SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import type { Day } from '../../src/domain/days/day-range';
import type { QuotaSettings } from '../../src/domain/quota/quota-limit';
import type { ExportOptions } from '../../src/domain/request/export-options';
import type { RelativeRange } from '../../src/domain/request/export-request';
import { targetAt, withReceiver } from '../notify/support/receiver';
import { manualClock } from '../simulator/manual-clock';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { withSimulator } from '../support/with-simulator';

type Handle = Awaited<ReturnType<ReturnType<typeof bench>['start']>>;

/** A shape that an export can take: what is prepared at Twilio, and what happens while it runs. */
interface Shape {
  readonly range?: RelativeRange;
  readonly isSearchable?: true;
  readonly options?: Partial<ExportOptions>;
  readonly simulator?: SimulatorOptions;
  readonly quota?: Partial<QuotaSettings>;
  /** Whether the worker has a target of notifications, which does not respond. */
  readonly notifies?: true;
  readonly prepare?: (simulator: Simulator) => unknown;
  readonly meanwhile?: (handle: Handle, simulator: Simulator) => Promise<unknown>;
}

/** Below the build, which is not kept. */
const ARCHIVE = 'lib/recorded-archive';

const NOON = '2024-06-10T12:00:00Z';
const clock = manualClock(NOON);
const stuckClock = manualClock(NOON);

const SHAPES: Record<string, Shape> = {
  plain: {},
  'several-chunks': { options: { daysPerChunk: 5, openJobs: 2 } },
  notified: { notifies: true, prepare: (simulator) => simulator.day('2024-03-05').failsForEver() },
  resubmission: { prepare: (simulator) => simulator.day('2024-03-05').fails(1) },
  'days-missing': { prepare: (simulator) => simulator.day('2024-03-05').failsForEver() },
  'missing-allowed': {
    options: { allowMissing: true, maxAttempts: 1 },
    prepare: (simulator) => simulator.day('2024-03-05').failsForEver(),
  },
  delivered: {
    options: { archive: ARCHIVE, daysPerChunk: 7 },
    prepare: (simulator) => {
      rmSync(ARCHIVE, { recursive: true, force: true });
      simulator.day('2024-03-05').isEmpty();
      simulator.faults.plan({ on: 'day', times: 2, does: answer({ status: 404 }) });
    },
  },
  scheduled: {
    range: { firstDay: '2024-06-01' as Day },
    options: { archive: ARCHIVE, maxAttempts: 1 },
    simulator: { clock: manualClock(NOON) },
    prepare: (simulator) => {
      rmSync(ARCHIVE, { recursive: true, force: true });
      simulator.day('2024-06-03').failsForEver();
    },
  },
  'left-open': {
    range: { lastDays: 7 },
    options: { stuckAfterMs: 3_600_000 },
    simulator: { clock: stuckClock, jobLife: byDuration({ jobMs: 3_600_000, queueMs: 86_400_000 }) },
    meanwhile: async (handle) => {
      await eventually(
        () => pendingMessages(handle),
        (messages) => messages.some((message) => message.includes('Next check in')),
      );
      stuckClock.advance(2 * 3_600_000);
    },
  },
  searchable: { isSearchable: true, options: { daysPerChunk: 10, openJobs: 1 } },
  'rate-limited': {
    prepare: (simulator) => {
      simulator.faults.plan({ on: 'any', after: 1, does: rateLimit() });
    },
  },
  adopted: { simulator: { jobLife: byLooks(4) }, prepare: (simulator) => createByHand(simulator, '2024-03-04') },
  'quota-wait': {
    options: { daysPerChunk: 7 },
    simulator: { clock, quota: { days: 15 } },
    quota: { days: 15 },
    meanwhile: async (handle) => {
      await eventually(
        () => pendingMessages(handle),
        (messages) => messages.some((message) => message.includes('Waiting for quota')),
      );
      clock.advance(12.5 * 3_600_000);
    },
  },
  refused: {
    options: { daysPerChunk: 20 },
    simulator: { clock },
    prepare: (simulator) => {
      simulator.faults.plan({ on: 'create', does: answer({ status: 400, body: { code: 20001, message: 'No' } }) });
    },
    meanwhile: async (handle) => {
      await eventually(
        () => pendingMessages(handle),
        (messages) => messages.some((message) => message.includes('Waiting until')),
      );
      clock.advance(24 * 3_600_000);
    },
  },
  paused: {
    options: { daysPerChunk: 5, openJobs: 1 },
    meanwhile: async (handle) => {
      await handle.executeUpdate(pauseUpdate, { args: [{ reason: 'recording' }] });
      await handle.executeUpdate(changeSettingsUpdate, { args: [{ openJobs: 3 }] });
      await handle.executeUpdate(resumeUpdate);
    },
  },
  resubmitted: {
    options: { daysPerChunk: 5, openJobs: 1, maxAttempts: 1 },
    simulator: { jobLife: byDuration({ jobMs: 300 }) },
    prepare: (simulator) => simulator.day('2024-03-02').fails(1),
    meanwhile: async (handle) => {
      await eventually(
        () => handle.query<{ missing: unknown[] }>('progress'),
        ({ missing }) => missing.length > 0,
      );
      await handle.executeUpdate(resubmitUpdate, { args: [{ id: 'once' }] });
    },
  },
  cancelled: {
    options: { daysPerChunk: 5, openJobs: 2 },
    simulator: { jobLife: byDuration({ jobMs: 60_000 }) },
    meanwhile: async (handle, simulator) => {
      await eventually(
        () => simulator.jobs().length,
        (jobs) => jobs === 2,
      );
      await handle.cancel();
    },
  },
};

const ROOT = join(__dirname, '../..');

const searchAttributes = Object.fromEntries(
  Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, type === 'INT' ? 'Int' : 'Keyword'] as const),
);

const bench = useExportBench({ searchAttributes });
const runsBench = useExportBench({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 40 } });

test.each(Object.entries(SHAPES))('record %s', (name, shape) =>
  withSimulator({ jobLife: byLooks(1), ...shape.simulator }, async (simulator) => {
    await shape.prepare?.(simulator);
    const account = newAccount();
    await bench().startWorker(account, simulator, {
      quota: shape.quota ?? {},
      notify: shape.notifies ? [targetAt('http://127.0.0.1:1')] : [],
    });
    const options = { daysPerChunk: 20, ...shape.options };
    const { range = '2024-03-01..2024-03-20', isSearchable } = shape;
    const request = { range, options, ...(isSearchable && { isSearchable }) };
    const handle = await bench().start(account, request);
    await shape.meanwhile?.(handle, simulator);
    await endOf(handle).catch(() => undefined);
    save(name, historyToJSON(await handle.fetchHistory()));
  }),
);

test('record a run that continues as new, the one after it, and their quota', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    simulator.day('2024-03-05').fails(2);
    const account = newAccount();
    await runsBench().startWorker(account, simulator);
    const options = { daysPerChunk: 3, openJobs: 2 };
    const handle = await runsBench().start(account, { range: '2024-03-01..2024-03-20', options });
    await endOf(handle);
    const { client } = runsBench();
    save('continued-from-another', historyToJSON(await handle.fetchHistory()));
    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    save('continues-as-new', historyToJSON(await first.fetchHistory()));
    const quota = client.workflow.getHandle(quotaWorkflowId(account));
    save('day-quota', historyToJSON(await quota.fetchHistory()));
  }));

test('record a notifier', () =>
  withReceiver((receiver) =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      const account = newAccount();
      await bench().startWorker(account, simulator, { notify: [targetAt(receiver.url)] });
      await endOf(await bench().start(account, { range: '2024-03-01..2024-03-02' }));
      await eventually(
        () => receiver.received.length,
        (count) => count === 1,
      );
      const notifier = bench().client.workflow.getHandle(notifierWorkflowId(account));
      const hasSettled = async () => (await notifier.describe()).raw.pendingActivities?.length === 0;
      await eventually(hasSettled, Boolean);
      save('notifier', historyToJSON(await notifier.fetchHistory()));
    }),
  ));

async function createByHand({ origin }: Simulator, day: string): Promise<void> {
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  await fetch(`${origin}/v1/Exports/Messages/Jobs`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ StartDay: day, EndDay: day, FriendlyName: 'by hand' }),
  });
}

/** The name of the recording machine and its folders are nobody's business. */
function save(name: string, history: string): void {
  const path = join(__dirname, 'histories', `${name}.json`);
  writeFileSync(
    path,
    `${JSON.stringify(JSON.parse(history.replaceAll(hostname(), 'worker').replaceAll(ROOT, '.')), undefined, 1)}\n`,
  );
}
