import { byDuration } from '../../simulator/jobs/job-life';
import { eventually } from '../support/export-bench';
import { starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { newPlace, startUp, untilUp } from './support/start-up';

const EXPORT =
  'export --resource-type Messages --from 2024-03-01 --to 2024-05-31 --days-per-chunk 10 --open-jobs 2 ' +
  '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );
}

test.each([
  ['Ctrl-C', 'SIGINT', 0],
  ['kill -9', 'SIGKILL', null],
] as const)('an export continues when everything is started again after %s', (_title, signal, exitCode) =>
  withSimulator({ jobLife: byDuration({ jobMs: 700 }) }, async (simulator) => {
    const place = await newPlace();
    const settings = workerSettings(simulator.origin);
    const first = await startUp(place, settings);
    await untilUp(first);
    const client = { TEMPORAL_ADDRESS: `127.0.0.1:${place.port}` };
    expect((await starter(EXPORT, client)).exitCode).toBe(0);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs >= 3,
    );
    first.kill(signal);
    expect(await first.exit).toBe(exitCode);
    await eventually(
      () => answers(place.uiPort),
      (isThere) => !isThere,
    );

    await untilUp(await startUp(place, settings));
    const end = await starter(`${EXPORT} --follow`, client);
    expect(end.stdout).toContain('92 of 92 days exported');
    expect(end.exitCode).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 92, daysRequestedTwice: [] });
  }),
);
