import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { movableClock } from '../../simulator/movable-clock';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import type { Program } from '../../tools/programs/start-program';

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms';
const DAY_MS = 86_400_000;

let temporal: TemporalServer;
let archive: string;
let worker: Program | undefined;

beforeAll(async () => {
  temporal = await startTemporal();
});
beforeEach(async () => {
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterEach(async () => {
  await worker?.stop();
  await rm(archive, { recursive: true });
});
afterAll(() => temporal.stop());

function exportTo(place: string): string {
  return `export --resource-type Messages --from 2024-03-01 --to 2024-03-10 --archive ${place} ${QUICK} --follow`;
}

async function withWorker(origin: string): Promise<Record<string, string>> {
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  worker = await start('worker', [], { ...settings, ...workerSettings(origin) });
  return settings;
}

test('a repeated export into an archive requests nothing; --repair requests lost and damaged days only', async () => {
  const clock = movableClock({ startMs: Date.parse('2024-05-01T12:00:00Z') });
  await withSimulator({ clock }, async (simulator) => {
    const settings = await withWorker(simulator.origin);
    const first = await starter(exportTo(archive), settings);
    expect(first.stdout).toContain('10 of 10 days delivered. 10 days requested.');
    expect(first.exitCode).toBe(0);

    clock.advance(8 * DAY_MS);
    const second = await starter(exportTo(archive), settings);
    expect(second.stdout).toContain('that are not in the archive');
    expect(second.stdout).toContain('10 of 10 days delivered. 0 days requested. 10 days already in the archive.');
    expect(simulator.report().requestedDays).toBe(10);

    await rm(join(archive, 'Messages/day=2024-03-03'), { recursive: true });
    await writeFile(join(archive, 'Messages/day=2024-03-05/records.json.gz'), 'spoilt');
    const repair = await starter(`verify --archive ${archive} --repair --follow`, settings);
    expect(repair.stdout).toContain('10 days verified');
    expect(repair.stdout).toContain('No problems found.');
    expect(repair.exitCode).toBe(0);
    expect(simulator.report().requestedDays).toBe(12);

    await rm(join(archive, 'Messages/day=2024-03-03'), { recursive: true });
    const started = await starter(`verify --archive ${archive} --repair`, settings);
    expect(started.stdout).toMatch(/Messages: started export-\S+ to export 1 day again\. Verify again when it has ended\./);
    expect(started.exitCode).toBe(1);
    await eventually(
      async () => (await starter(`verify --archive ${archive}`)).stdout,
      (text) => text.includes('No problems found.'),
    );
    expect(simulator.report().requestedDays).toBe(12);

    const nothing = await starter(`verify --archive ${archive} --repair`, settings);
    expect(nothing.stdout).toContain('Nothing to repair.');
    expect(nothing.exitCode).toBe(0);
  });
});

test('an archive without write access is shown as a problem, and the export continues once it is writable', () =>
  withSimulator(async (simulator) => {
    const settings = await withWorker(simulator.origin);
    const blocked = join(archive, 'there');
    await writeFile(blocked, 'a file with the name of the directory');
    const following = await start('starter', exportTo(blocked).split(' '), settings);
    await eventually(
      () => following.stdout(),
      (text) => text.split('\n').some((line) => line.includes('Problem: ') && line.includes(blocked)),
    );
    expect(simulator.report().requestedDays).toBe(0);

    await rm(blocked);
    expect(await following.exit).toBe(0);
    expect(following.stdout()).toContain('10 of 10 days delivered');
  }));
