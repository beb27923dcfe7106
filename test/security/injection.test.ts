import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { taskQueueOf } from '../../src/contract/ids';
import type { Day } from '../../src/domain/days/day-range';
import type { ResourceType } from '../../src/domain/twilio/resource-type';
import type { exportDayRange } from '../../src/workflows';
import type { ExportDayRangeInput } from '../../src/contract/messages';
import { days } from '../support/days';
import { endOf, newAccount, useExportBench } from '../support/export-bench';
import { starter } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const RANGE = days('2024-03-01..2024-03-02');

/** Start an export as anybody can who may start workflows, past the starter and its checks. */
async function startByHand(account: string, input: Partial<ExportDayRangeInput>, workflowId = `by-hand-${account}`) {
  return bench().client.workflow.start<typeof exportDayRange>('exportDayRange', {
    workflowId,
    taskQueue: taskQueueOf(account),
    args: [{ account, resourceType: 'Messages', range: RANGE, ...input }],
  });
}

test.each<[string, Partial<ExportDayRangeInput>]>([
  ['a type that leaves its path', { resourceType: 'Messages/../Calls' as ResourceType }],
  ['a type that adds to the query', { resourceType: 'Messages/Jobs?StartDay=' as ResourceType }],
  ['a type that breaks the line', { resourceType: 'Messages\r\nX-Injected: 1' as ResourceType }],
  ['a day that leaves its path', { range: { startDay: '../../Jobs' as Day, endDay: RANGE.endDay } }],
  ['a day with more behind it', { range: { startDay: '2024-03-01/..' as Day, endDay: RANGE.endDay } }],
  ['a first day that leaves its path', { range: { firstDay: '2024-03-01/../..' as Day } }],
  ['a number of days that is none', { range: { lastDays: '7; DROP' as unknown as number } }],
])('%s is refused before Twilio is asked anything', async (_name, input) =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const { failure } = await endOf(await startByHand(account, input));
    expect(failure?.type).toBe('BadInput');
    expect(simulator.requests()).toEqual([]);
  }),
);

test('a workflow id that would lead out of the archive leads nowhere', () =>
  withSimulator(async (simulator) => {
    const folder = await mkdtemp(join(tmpdir(), 'dayhaul-injection-'));
    try {
      const account = newAccount();
      await bench().startWorker(account, simulator);
      const archive = join(folder, 'archive');
      const options = { archive, pollMinMs: 50, pollMaxMs: 250 };
      const handle = await startByHand(account, { options }, `../../${account}/../evil\u0000`);
      expect((await endOf(handle)).outcome).toMatchObject({ days: { delivered: 2 } });
      expect(await readdir(folder)).toEqual(['archive']);
      expect(await readdir(join(archive, '_exports'))).toEqual([`${account}..evil.json`]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }));

test.each([
  ['export --resource-type ../Calls --from 2024-03-01', 'Unknown resource type "../Calls"'],
  ['export --resource-type Calls --from 2024-03-01/..', 'is not a calendar day'],
  ['export --resource-type Calls --from 2024-03-01 --account ../other', 'is not a label'],
  ['schedule create --resource-type Calls --account ../other', 'is not a label'],
  ['export --resource-type Calls --from 2024-03-01 --archive s3://bucket/../other', 's3://bucket/../other'],
])('%s is rejected', async (command, message) => {
  const { exitCode, stderr } = await starter(command);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});
