import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Built from '../../bench/contestants/airbyte-cdk';
import { figuresOf } from '../../bench/judge/figures-of';
import { SCENARIOS } from '../../bench/scenarios';
import { cacheFolder } from '../../tools/programs/cache-folder';
import { withSimulator } from '../support/with-simulator';

jest.setTimeout(120_000);

const { findAirbyteCdk } = jest.requireActual<typeof Built>('../../lib/bench/contestants/airbyte-cdk');

/** Installing takes minutes: the test runs where the benchmarks have run. */
const installedTest = existsSync(join(cacheFolder(process.env, homedir()), 'airbyte-cdk-7.28.2')) ? test : test.skip;

test('without Python it is a gap in every scenario, with the reason on one line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-cache-'));
  const contestant = await findAirbyteCdk({ PATH: folder, XDG_CACHE_HOME: folder });
  expect(contestant.versions).toEqual({});
  for (const scenario of SCENARIOS) expect(contestant.gapIn(scenario)).toBe('It needs Python 3, which is not on the PATH');
  await rm(folder, { recursive: true });
});

installedTest('the connector downloads each day, and requests a whole job again when a day failed', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').fails(1);
    const work = { from: '2024-02-27', to: '2024-03-05', days: 8, daysPerJob: 4, openJobs: 2, pollSeconds: 5, downloads: 2 };
    const folder = await mkdtemp(join(tmpdir(), 'dayhaul-airbyte-'));
    const contestant = await findAirbyteCdk();
    expect(contestant.versions).toMatchObject({ 'airbyte-cdk': '7.28.2' });
    await contestant.run(work, { origin: simulator.origin, temporal: '', folder, label: 'airbyte' });
    await rm(folder, { recursive: true });

    expect(simulator.submittedRanges().sort()).toEqual([
      '2024-02-27..2024-03-01',
      '2024-02-27..2024-03-01',
      '2024-03-02..2024-03-05',
    ]);
    const observed = { report: simulator.report(), requests: simulator.requests() };
    expect(figuresOf(observed, work)).toMatchObject({ requestedDays: 12, deliveredDays: 8, jobs: 3 });
  }),
);
