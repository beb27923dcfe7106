import { eventually, endOf, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const NOON = Date.parse('2024-03-10T12:00:00Z');
const DAY = 86_400_000;

test('days that are not exportable yet are left out, and the outcome names them', () =>
  withSimulator({ clock: () => NOON }, async (simulator) => {
    const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-20' });

    expect(outcome?.days).toMatchObject({ total: 8, exported: 8 });
    expect(outcome?.notYetExportable).toEqual({ startDay: '2024-03-09', endDay: '2024-03-20' });
    expect(simulator.report().creates.refused).toBe(0);
  }));

test('a range of which nothing is exportable yet ends at once and says which day is the newest', () =>
  withSimulator({ clock: () => NOON }, async (simulator) => {
    const { failure } = await bench().run(simulator, { range: '2024-03-09..2024-03-20' });

    expect(failure?.type).toBe('NothingToExport');
    expect(failure?.message).toContain('newest exportable day is 2024-03-08');
  }));

test('days that are not exportable yet are waited for by Twilio’s clock, if asked for', async () => {
  let nowMs = NOON;
  await withSimulator({ clock: () => nowMs }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    const handle = await bench().start(account, { range: '2024-03-07..2024-03-10', options: { waitForRecentDays: true } });
    await eventually(
      () => pendingMessages(handle),
      ([sentence]) => sentence?.includes('2024-03-11 00:00:00 UTC') ?? false,
    );
    expect(simulator.submittedRanges()).toEqual(['2024-03-07..2024-03-08']);

    nowMs += DAY;
    await eventually(
      () => simulator.submittedRanges(),
      (ranges) => ranges.includes('2024-03-09..2024-03-09'),
    );
    nowMs += DAY;
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 4 }, requestedDays: 4 });
    expect(simulator.report().creates.refused).toBe(0);
  });
});
