import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { verifyArchive } from '../../src/archive/verify/verify-archive';
import { hold } from '../../simulator/faults/fault';
import { temporalTest as test } from '../support/temporal-test';
import { withHarness } from './support/harness';

jest.setTimeout(600_000);

const archive = mkdtempSync(join(tmpdir(), 'dayhaul-archive-'));
afterAll(() => {
  rmSync(archive, { recursive: true });
});

/** Each costs the ten seconds after which a dead worker is noticed. */
const KILLS = 8;

/** Each is a request or its answer held in the middle of a delivery. */
const MOMENTS = [
  { on: 'day', processed: 'late' },
  { on: 'day', processed: 'first' },
  { on: 'file', processed: 'late' },
  { on: 'file', processed: 'first' },
] as const;

test('a worker that is killed again and again while it downloads: every file is whole, no day is requested twice', () =>
  withHarness(async (harness) => {
    const { simulator } = harness;
    const workflowId = await harness.begin(`--from 2024-01-01 --to 2024-04-09 --days-per-chunk 25 --archive ${archive}`);
    for (let kill = 0; kill < KILLS; kill++) {
      const { on, processed } = MOMENTS[kill % MOMENTS.length]!;
      const gate = `kill ${kill}`;
      simulator.faults.plan({ on, after: kill % 5, does: hold(gate, processed) });
      await simulator.faults.reached(gate);
      await harness.killWorker();
      simulator.faults.release(gate);
      await harness.startWorker();
    }

    const end = await harness.endOf(workflowId);
    expect(end).toMatchObject({ state: 'completed', days: { total: 100, delivered: 100 }, requestedDays: 100 });
    expect(simulator.report().daysRequestedTwice).toEqual([]);
    const verified = await verifyArchive(openStore(archive), 'Messages', undefined);
    expect(verified).toMatchObject({ findings: [], days: 100 });
  }));
