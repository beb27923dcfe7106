import { byDuration } from '../../simulator/jobs/job-life';
import { targetAt, withReceiver } from '../notify/support/receiver';
import { endOf, eventually, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSchedule } from './support/schedule-harness';

const bench = useExportBench();

test('a heartbeat follows each scheduled run, good or bad, and no export by hand', () =>
  withReceiver((receiver) =>
    withSchedule(bench(), '2024-06-10', async (harness) => {
      const heartbeat = targetAt(receiver.url, { kind: 'heartbeat', name: 'heartbeat', events: ['exportEnded'] });
      await bench().startWorker(harness.account, harness.simulator, { notify: [heartbeat] });
      await endOf(await bench().start(harness.account, { range: '2024-03-01..2024-03-02' }));
      await harness.put({ options: { maxAttempts: 1 } });
      await harness.pass('2024-06-10');
      await eventually(
        () => receiver.received.map(({ path }) => path),
        (paths) => paths.join() === '/hooks/canary',
      );
      harness.simulator.day('2024-06-09').failsForEver();
      expect((await harness.pass('2024-06-11')).failure?.type).toBe('DaysMissing');
      const paths = await eventually(
        () => receiver.received.map(({ path }) => path),
        ({ length }) => length > 1,
        90_000,
      );
      expect(paths).toEqual(['/hooks/canary', '/hooks/canary/fail']);
    }),
  ));

test('a run says that the schedule skipped others before it', () =>
  withReceiver((receiver) =>
    withSchedule(bench(), '2024-06-10', async (harness) => {
      const notify = [targetAt(receiver.url, { events: ['runMissed'] })];
      await bench().startWorker(harness.account, harness.simulator, { notify });
      await harness.put();
      harness.simulator.setJobLife(byDuration({ jobMs: 30_000 }));
      await harness.fall('2024-06-10');
      await eventually(
        () => harness.simulator.jobs().length,
        (count) => count > 0,
      );
      await harness.fall('2024-06-11', 'SKIP');
      await harness.endOf('2024-06-10');
      await harness.pass('2024-06-12');
      await eventually(
        () => receiver.received.length,
        (count) => count > 0,
      );
      await harness.pass('2024-06-13');
      expect(receiver.messages()).toMatchObject([
        {
          type: 'runMissed',
          data: { since: '2024-06-10T03:00:00Z', workflowId: `export-${harness.account}-Messages-scheduled-2024-06-12T03:00:00Z` },
        },
      ]);
    }),
  ));
