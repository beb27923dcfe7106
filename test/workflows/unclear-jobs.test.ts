import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

test('a job that does not move is shown as stuck, goes on being polled, and is not stuck once it moves', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 4000, queueMs: 3000 }) }, async (simulator) => {
    const { handle } = await bench().begin(simulator, { range: '2024-03-01..2024-03-07', options: { stuckAfterMs: 1000 } }, 1);
    const details = await eventually(
      () => currentDetails(handle),
      (text) => text.includes('stuck'),
    );
    expect(details).toContain('stuck: no change since');

    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 7 }, requestedDays: 7 });
    expect(await currentDetails(handle)).not.toContain('stuck');
  }));

test('statuses that go backwards change nothing that is final, and nothing is asked for again', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    simulator.day('2024-03-02').reports('Running', 'Submitted', 'Running', 'Completed');
    simulator.day('2024-03-03').reports('Completed', 'Running', 'Completed');
    const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-07' });

    expect(outcome).toMatchObject({ days: { exported: 7 }, requestedDays: 7 });
  }));

test('a day that one job exported and another one fails is exported, whoever is asked first', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    await bench().run(simulator, { range: '2024-03-01..2024-03-03' });
    simulator.day('2024-03-02').failsForEver();
    simulator.createJob({
      resourceType: 'Messages',
      startDay: '2024-03-02',
      endDay: '2024-03-02',
      friendlyName: 'by hand',
      life: byDuration({ jobMs: 1 }),
    });
    const { outcome } = await bench().run(simulator, { range: '2024-03-01..2024-03-04' });

    expect(outcome).toMatchObject({ days: { exported: 4 }, requestedDays: 1, adoptedDays: 3 });
  }));
