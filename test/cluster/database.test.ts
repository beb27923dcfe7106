import { setUpDatabase, setUpNamespace } from '../../tools/temporal-cluster/set-up';
import { clusterTest as test } from '../support/cluster-test';
import { starter } from '../support/programs';
import { withHarness } from './support/harness';
import { useCluster } from './support/use-cluster';

jest.setTimeout(240_000);

const cluster = useCluster();

/** Each of Temporal's four services would hold up to 30. */
const FEW_CONNECTIONS = { max_connections: 4, superuser_reserved_connections: 0 };

test('the scripts of docker-compose.yml run again and change nothing', () =>
  withHarness(cluster(), async ({ begin, endOf, settings }) => {
    const workflowId = await begin('--from 2024-01-01 --to 2024-01-31');
    await endOf(workflowId);
    await setUpDatabase(cluster().database.port);
    await setUpNamespace(cluster().address);
    expect(await endOf(workflowId)).toMatchObject({ state: 'completed', days: { exported: 31 } });
    const { exitCode, stdout } = await starter('doctor', settings);
    expect(stdout).toContain('Closed exports are kept for 90 days.');
    expect(exitCode).toBe(0);
  }));

test('PostgreSQL has no connection left during an export: no day twice, none lost', () =>
  withHarness(cluster(), async ({ begin, untilJobs, endOf, simulator }) => {
    const { database } = cluster();
    const workflowId = await begin('--from 2024-01-01 --to 2024-06-30 --days-per-chunk 7 --open-jobs 4');
    await untilJobs(5);
    await database.restart(FEW_CONNECTIONS);
    await untilJobs(26);
    expect(await database.log()).toContain('sorry, too many clients already');
    await database.restart();
    expect(await endOf(workflowId)).toMatchObject({ state: 'completed', days: { exported: 182, missing: 0 } });
    expect(simulator.report()).toMatchObject({ requestedDays: 182, daysRequestedTwice: [], unfinishedDays: 0 });
  }));
