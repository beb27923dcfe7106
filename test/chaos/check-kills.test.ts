import { daysIn } from '../../chaos/calendar';
import { checkKills } from '../../chaos/kills/check-kills';
import { killPlanOf } from '../../chaos/kills/draw-kill-plan';
import type { KillObservations } from '../../chaos/kills/kill-observations';
import { withSimulator } from '../support/with-simulator';

const plan = killPlanOf(1);
const delivered = plan.exports.flatMap(({ resourceType, range }) =>
  daysIn(range).map((day) => ({ resourceType, day, records: 1 })),
);
const [first, ...others] = delivered;
const running = [{ workflowId: 'export-one', status: 'RUNNING', taskAttempts: 7 }];

/** A run in which all was well, but for what a test says. */
async function violationsOf(changes: Partial<KillObservations> = {}): Promise<readonly string[]> {
  const report = await withSimulator((simulator) => Promise.resolve(simulator.report()));
  return checkKills({
    plan,
    kills: 20,
    ends: [{ workflowId: 'export-one', status: 'COMPLETED', taskAttempts: 0 }],
    followerExits: [0],
    histories: [],
    replayFailures: [],
    archive: delivered,
    report,
    workerOwnEnds: [],
    ...changes,
  });
}

test('a run in which all is well has no violation', async () => {
  expect(await violationsOf()).toEqual([]);
});

test('a history that does not replay; the exports that were not waited for are no violation besides', async () => {
  const stuck = { ends: running, followerExits: [null], archive: [], replayFailures: ['It does not replay.'] };
  expect(await violationsOf(stuck)).toEqual(['It does not replay.']);
});

/** The history of a workflow task that failed, and no more. */
function failedWith(message: string): KillObservations['histories'] {
  const events = [{ workflowTaskFailedEventAttributes: { failure: { message } } }];
  return [{ workflowId: 'export-one', history: { events } }];
}

test('a workflow task that failed, unless the SDK and the server cause it together and the retry passes', async () => {
  const transition = 'says the transition is invalid during event EventInfo { event_id: 8, event_type: ActivityTaskStarted }';
  const passing = `Fatal error: ActivityMachine in state ScheduledActivityCancelCommandCreated ${transition}`;
  expect(await violationsOf({ histories: failedWith(passing) })).toEqual([]);
  const other = `Fatal error: ActivityMachine in state Created ${transition}`;
  expect(await violationsOf({ histories: failedWith(other) })).toEqual([
    `export-one: a workflow task failed at event undefined: ${other}`,
  ]);
});

test('an export that does not end', async () => {
  expect(await violationsOf({ ends: running })).toEqual(['export-one is RUNNING, not COMPLETED.']);
});

test('a day that is not in the archive, and a file that is not whole', async () => {
  const { resourceType, day } = first!;
  expect(await violationsOf({ archive: others })).toEqual([`${resourceType} ${day} is not in the archive.`]);
  const damaged = { ...first!, flaw: 'its file cannot be unpacked' };
  expect(await violationsOf({ archive: [damaged, ...others] })).toEqual([
    `${resourceType} ${day} in the archive: its file cannot be unpacked.`,
  ]);
});

test('a day that was requested twice', async () => {
  const report = await withSimulator((simulator) => {
    for (const friendlyName of ['first', 'second']) {
      const range = { startDay: '2024-03-01', endDay: '2024-03-01' };
      simulator.createJob({ resourceType: 'Calls', ...range, friendlyName });
    }
    return Promise.resolve(simulator.report());
  });
  expect(await violationsOf({ report })).toEqual(['Calls/2024-03-01 was requested twice.']);
});

test('a process that followed and failed, and a worker that ended without being killed', async () => {
  expect(await violationsOf({ followerExits: [0, 1], workerOwnEnds: ['out of memory'] })).toEqual([
    'A process that followed an export ended with exit code 1.',
    'A worker ended without being killed: out of memory',
  ]);
});
